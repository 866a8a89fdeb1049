"""Addresses of the demo world's articles, pictures and files, relative to their site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pilsetas_crawl.demo import (
    cesis,
    daugavpils,
    drupal_parts,
    kraslava,
    madona,
    olaine,
    tvp_content,
    valka,
    wp_content,
)
from pilsetas_crawl.demo.facts import SYSTEMS
from pilsetas_crawl.demo.wp_links import post_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from pilsetas_crawl.demo.model import DemoArticle, File


_PATHS: dict[str, Callable[[DemoArticle], str]] = {
    "tvp": tvp_content.article_path,
    "wordpress": post_path,
    "madona": madona.article_path,
    "cesis": cesis.article_path,
    "drupal": drupal_parts.article_path,
    "daugavpils": daugavpils.article_path,
    "olaine": olaine.article_path,
    "kraslava": kraslava.article_path,
    "valka": valka.article_path,
}


_PICTURES: dict[str, Callable[[DemoArticle], str]] = {
    "tvp": tvp_content.original_path,
    "wordpress": wp_content.picture_path,
    "madona": lambda article: f"/faili/{_picture(article)}",
    "cesis": lambda article: f"/files/news/{_picture(article)}",
    "drupal": drupal_parts.picture_path,
    "daugavpils": daugavpils.picture_path,
    "olaine": olaine.picture_path,
    "kraslava": kraslava.picture_path,
    "valka": valka.picture_path,
}
_FILES: dict[str, Callable[[DemoArticle, File], str]] = {
    "tvp": lambda _, file: f"/lv/media/{file.number}/download?attachment",
    "wordpress": wp_content.upload_path,
    "madona": lambda _, file: f"/faili/{file.number}/{file.name}",
    "cesis": lambda _, file: f"/files/{file.number}/{file.name}",
    "drupal": lambda _, file: drupal_parts.file_path(file.name),
    "daugavpils": lambda _, file: daugavpils.file_path(file.number, file.name),
    "olaine": lambda _, file: olaine.file_path(file.name),
    "kraslava": lambda _, file: kraslava.file_path(file.name),
    "valka": lambda _, file: valka.file_path(file.name),
}


def article_path(article: DemoArticle) -> str:
    """Path, and query where the site uses one."""
    return _PATHS[SYSTEMS[article.site]](article)


def picture_path(article: DemoArticle) -> str | None:
    """Path of the lead picture, full size; None where there is none."""
    return _PICTURES[SYSTEMS[article.site]](article) if article.picture else None


def file_path(article: DemoArticle, file: File) -> str:
    """Path of an attached file."""
    return _FILES[SYSTEMS[article.site]](article, file)


def _picture(article: DemoArticle) -> str:
    return article.picture.file if article.picture else ""
