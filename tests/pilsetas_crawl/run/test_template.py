"""Rule: a part that every page had and none of the latest has, or the reverse, is a change of template."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pilsetas_crawl.run.template import LATELY, Template

OLD = frozenset({"header>h1.title", "div>div.submitted", "div>div.text"})
NEW = frozenset({"header>h2.headline", "div>div.submitted", "div>div.text"})
DAY = date(2026, 4, 23)


def known(pages: int = 40) -> Template:
    """A source whose pages have all been of the old template."""
    template = Template()
    assert template.look([OLD] * pages, DAY - timedelta(days=30)) == ""
    return template


def test_pages_as_they_always_were_are_nothing_to_tell():
    template = known()
    for day in range(30):
        assert template.look([OLD], DAY + timedelta(days=day)) == ""


def test_a_first_run_has_nothing_to_differ_from():
    assert Template().look([NEW] * 3 + [OLD] * 40, DAY) == ""


def test_many_pages_of_one_run_tell_a_change_at_once():
    told = known().look([NEW] * LATELY, DAY)
    assert "lack header>h1.title" in told
    assert "have header>h2.headline" in told
    assert "2026-04-23" in told
    assert "submitted" not in told


def test_a_slow_source_tells_it_after_some_pages_and_a_known_one_after_fewer():
    def until_told(template: Template) -> int:
        return next(n for n in range(1, 20) if template.look([NEW], DAY + timedelta(days=n)))

    assert 3 <= until_told(known(200)) <= until_told(known(25)) <= LATELY


def test_what_only_some_pages_have_may_come_and_go():
    template = Template()
    gallery = OLD | {"div>div.gallery"}
    assert template.look([OLD, gallery] * 30, DAY) == ""
    assert template.look([OLD] * 6, DAY + timedelta(days=1)) == ""
    assert template.look([gallery] * 6, DAY + timedelta(days=2)) == ""


def test_one_page_of_the_new_kind_among_old_ones_is_an_editors_doing():
    assert known().look([OLD, NEW, OLD, OLD, OLD, OLD], DAY) == ""


def test_it_is_told_until_pages_are_as_before():
    template = known()
    first = template.look([NEW] * 6, DAY)
    assert template.look([], DAY + timedelta(days=1)) == first, "a run without a page knows no better"
    assert template.look([NEW], DAY + timedelta(days=2)) != ""
    assert template.look([OLD] * 6, DAY + timedelta(days=3)) == ""


def test_it_is_told_until_it_is_accepted():
    template = known()
    assert template.look([NEW] * 6, DAY)
    template.accept()
    assert template.look([NEW] * 6, DAY + timedelta(days=1)) == ""
    assert template.odd is None


@pytest.mark.parametrize(("days", "is_told"), [(14, True), (15, False)])
def test_after_two_weeks_it_is_how_the_source_is_now(days: int, is_told: bool):
    template = known()
    template.look([NEW] * 6, DAY)
    assert bool(template.look([NEW] * 6, DAY + timedelta(days=days))) is is_told


def test_pages_of_days_asked_for_neither_tell_nor_teach_once_a_source_is_known():
    template = known()
    assert template.look([NEW] * 50, DAY, incremental=False) == ""
    assert template.look([OLD] * 6, DAY) == ""
    assert template.look([NEW] * 6, DAY) != ""


def test_what_is_known_of_the_past_stays_small_and_a_new_part_becomes_usual():
    template = known()
    share = OLD | {"div>div.share"}
    for day in range(120):
        template.look([share if day % 2 else OLD] * 10, DAY + timedelta(days=day))
    assert template.read <= 400
    assert template.look([share] * 10, DAY + timedelta(days=200)) == ""


def test_it_is_kept_between_runs():
    template = known()
    told = template.look([NEW] * 6, DAY)
    back = Template.from_text(template.to_text())
    assert back == template
    assert back.look([], DAY) == told
    assert Template.from_text(None) == Template()
