"""What the themes put around the headline of a post: date, categories, or nothing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pilsetas_crawl.demo.latvian import MONTHS_NOMINATIVE, numeric
from pilsetas_crawl.demo.model import RIGA

if TYPE_CHECKING:
    from datetime import date

    from pilsetas_crawl.demo.model import DemoArticle


def header(form: str, article: DemoArticle, heading: str, categories: str) -> str:  # noqa: PLR0911 - one per form
    """The header of a post in the given form (see `WpSettings.header`)."""
    day = article.local.date()
    match form:
        case "labels":
            return f'<div class="post-categories">{categories}</div>{heading}'
        case "published":
            return f'{heading}<p class="post-date">Publicēts {numeric(day)}</p>'
        case "dots":
            return f'{heading}<div class="post-meta"><span class="date">{numeric(day)}.</span></div>'
        case "long":
            label = f'<span class="category">{"".join(article.categories[:1])}</span>'
            return f'{heading}<div class="post-meta"><span class="date">{long_day(day)}</span>{label}</div>'
        case "bare":
            return heading
        case "twice":
            return f'<p class="crumb">Sākums / {escape(article.title)}</p>{heading}'
        case _:
            return f'{heading}<div class="entry-meta">{_time(article)}</div>'


def long_day(day: date) -> str:
    """As in "22. maijs, 2020", the month in the nominative."""
    return f"{day.day}. {MONTHS_NOMINATIVE[day.month - 1]}, {day.year}"


def _time(article: DemoArticle) -> str:
    local = article.published.astimezone(RIGA).replace(microsecond=0)
    return f'<time class="entry-date published" datetime="{local.isoformat()}">{local:%Y-%m-%d}</time>'
