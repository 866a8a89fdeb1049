"""Interests as people write them: TOML files, and the channels that come with the project."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.digest_words import clean_line
from exports.interests import Interest, InterestError, Near
from exports.resolve import municipality_slug, region_key
from pilsetas_crawl.errors import PilsetasError
from pilsetas_crawl.registry import find_town, municipalities, name_key
from pilsetas_crawl.tags.stems import tag_key
from pilsetas_crawl.tags.vocabulary import find_topic

if TYPE_CHECKING:
    from collections.abc import Callable

_CHANNELS = Path(__file__).parent / "channels"
LANGUAGES = ("lv", "ltg", "ru", "en")
_MATCHES = ("any", "all")
_TEXTS = ("name", "title", "match")
_LISTS = (
    *("regions", "municipalities", "towns", "near", "topics", "tags", "text", "languages"),
    *("not_topics", "not_tags", "not_municipalities"),
)
# Key → its highest value, in days.
_NUMBERS = {"events": 60, "max_age": 36_500}
KEYS = (*_TEXTS, *_LISTS, *_NUMBERS)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
# Line breaks would make headers of a mail, and directional marks turn a line around.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_LATITUDES, _LONGITUDES, _FARTHEST = 90.0, 180.0, 1000.0


@dataclass(frozen=True, slots=True)
class _Given:
    """The table of one file, and the one way to complain about it."""

    path: Path
    table: dict[str, Any]

    def wrong(self, key: str, what: str) -> InterestError:
        return InterestError(f"{self.path}: {key}: {what}")

    def text(self, key: str, default: str) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, f'has to be a text, such as {key} = "…", not {value!r}')
        clean = unicodedata.normalize("NFC", value).strip()
        if _CONTROL.search(clean):
            raise self.wrong(key, "has a line break or another control character")
        return clean

    def each(self, key: str, meaning: Callable[[str], str]) -> tuple[str, ...]:
        """What each text of a list means, once each."""
        return tuple(dict.fromkeys(self._meant(key, text, meaning) for text in self._texts(key)))

    def circles(self) -> tuple[Near, ...]:
        return tuple(self._circle(text) for text in self._texts("near"))

    def days(self, key: str, default: int) -> int:
        value = self.table.get(key, default)
        most = _NUMBERS[key]
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise self.wrong(key, f"has to be a whole number of days from 0 to {most}, not {value!r}")
        return value

    def _texts(self, key: str) -> list[str]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(key, f'has to be a list of texts, such as {key} = ["…", "…"], not {value!r}')
        return [unicodedata.normalize("NFC", one) for one in value]

    def _meant(self, key: str, text: str, meaning: Callable[[str], str]) -> str:
        if not text.strip():
            raise self.wrong(key, "has an empty text: leave it out")
        try:
            return meaning(text)
        except PilsetasError as error:
            raise self.wrong(key, str(error)) from error

    def _circle(self, text: str) -> Near:
        try:
            lat, lon, km = map(float, text.split(","))
        except ValueError:
            raise self.wrong("near", f"{text!r} is not LAT,LON,KM, such as '56.55,27.72,20'") from None
        # Comparisons are false for NaN, which float() takes.
        if not (abs(lat) <= _LATITUDES and abs(lon) <= _LONGITUDES and 0 < km <= _FARTHEST):
            raise self.wrong("near", f"{text!r} is no circle on the map: latitude, longitude, 1 to 1000 km")
        return Near(lat, lon, km)


def channels() -> dict[str, Path]:
    """Name → file of the interests that come with the project: one for each historical land."""
    return {path.stem: path for path in sorted(_CHANNELS.glob("*.toml"))}


def find_interest(asked: str) -> Interest:
    """The interest of a channel's name in any spelling, or of a file.

    Raises:
        InterestError: there is neither, or the file is wrong; the message says how.
    """
    known = channels()
    path = Path(asked)
    if path.is_file():
        return read_interest(path)
    key = name_key(asked)
    if key in known:
        return read_interest(known[key])
    close = difflib.get_close_matches(key, list(known), n=1, cutoff=0.6)
    hint = f"; nearest: {close[0]}" if close else f"; channels: {', '.join(known)}"
    raise InterestError(f"no interest file and no channel {asked!r}{hint}")


def read_interest(path: Path) -> Interest:
    """Read and check one file.

    Raises:
        InterestError: it cannot be read, is no TOML, or has a wrong key, type or name.
    """
    given = _Given(path, _table(path))
    for key in given.table:
        if key not in KEYS:
            close = difflib.get_close_matches(name_key(key), KEYS, n=1, cutoff=0.5)
            hint = f"nearest: {close[0]}" if close else f"there are: {', '.join(KEYS)}"
            raise given.wrong(clean_line(key), f"unknown key; {hint}")
    interest = _interest(given)
    both = set(interest.municipalities) & set(interest.not_municipalities)
    if both:
        name = municipalities()[min(both)].name
        raise given.wrong("not_municipalities", f"{name} is asked for too: leave out one of the two")
    for wanted, barred in (("topics", "not_topics"), ("tags", "not_tags")):
        if twice := set(getattr(interest, wanted)) & set(getattr(interest, barred)):
            raise given.wrong(barred, f"{min(twice)!r} is asked for too: leave out one of the two")
    return interest


def _interest(given: _Given) -> Interest:
    name = _name(given)
    by_town = given.each("towns", lambda text: find_town(text).municipality)
    match = given.text("match", _MATCHES[0])
    if match not in _MATCHES:
        raise given.wrong("match", f"has to be 'any' or 'all', not {match!r}")
    return Interest(
        name=name,
        title=given.text("title", name) or name,
        regions=given.each("regions", region_key),
        municipalities=tuple(dict.fromkeys((*given.each("municipalities", municipality_slug), *by_town))),
        near=given.circles(),
        topics=given.each("topics", find_topic),
        tags=given.each("tags", _words),
        text=given.each("text", _words),
        match_all=match == "all",
        languages=given.each("languages", _language),
        not_topics=given.each("not_topics", find_topic),
        not_tags=given.each("not_tags", _words),
        not_municipalities=given.each("not_municipalities", municipality_slug),
        events=given.days("events", 0),
        max_age=given.days("max_age", 30),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        # Notepad begins files with a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InterestError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise InterestError(f"{path}: not UTF-8: save it in that encoding") from None
    except tomllib.TOMLDecodeError as error:
        raise InterestError(f"{path}: not TOML: {error}") from error


def _name(given: _Given) -> str:
    name = given.text("name", "")
    if _NAME.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")[:60]
    hint = f'; such as name = "{plain or "skolas"}"'
    if not name:
        raise given.wrong("name", f"is missing: the last look is remembered by it{hint}")
    raise given.wrong("name", f"{name!r} has to be of a-z, 0-9 and '-', at most 60{hint}")


def _language(text: str) -> str:
    if text in LANGUAGES:
        return text
    raise PilsetasError(f"unknown language {text!r}; there are: {', '.join(LANGUAGES)}")


def _words(text: str) -> str:
    if key := tag_key(text):
        return key
    raise PilsetasError(f"{text!r} has no word")
