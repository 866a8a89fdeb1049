"""The source of a spider file for what was found on a site."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path
from string import Template
from textwrap import fill
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pilsetas_crawl.platforms import tvp, wordpress
from pilsetas_crawl.platforms.discovery.base import DiscoveryWay
from pilsetas_crawl.probe.makers import makers_of
from pilsetas_crawl.probe.source_text import INDENT, LONGEST, assigned, folded, imported, raw, text_of
from pilsetas_crawl.registry import Municipality

if TYPE_CHECKING:
    from pilsetas_crawl.platforms.base import MunicipalSpider
    from pilsetas_crawl.probe.findings import SiteReport
    from pilsetas_crawl.probe.proposal import Proposal

TEMPLATE = Path(__file__).parents[1] / "templates" / "municipality.tmpl"
# Values that have names in the platforms' modules.
NAMED: dict[str, Any] = {
    "tvp.ROWS": tvp.ROWS,
    "tvp.DAYS_FILTER": tvp.DAYS_FILTER,
    "wordpress.ROWS": wordpress.ROWS,
    "wordpress.POST_MAPS": wordpress.POST_MAPS,
    "wordpress.TYPE_MAPS": wordpress.TYPE_MAPS,
    "wordpress.FEEDS": wordpress.FEEDS,
}


class Source:
    """Python source of a declaration; notes what it must import."""

    def __init__(self) -> None:
        self.imports: dict[str, set[str]] = {}

    def use(self, module: str, name: str) -> str:
        """A name, to be imported from a module."""
        self.imports.setdefault(module, set()).add(name)
        return name

    def discovery(self, proposal: Proposal) -> str:
        """The assignment of `discovery`, empty where it is the platform's."""
        if proposal.ways == tuple(getattr(proposal.base, "discovery", ())):
            return ""
        call = self._helper(proposal)
        if call is None:
            call = folded("(", map(self._way, proposal.ways), indent=INDENT, before=len("discovery = "))
        return f"{INDENT}discovery = {call}\n"

    def _helper(self, proposal: Proposal) -> str | None:
        """The call of a platform's own maker of ways that gives just these."""
        for call in makers_of(proposal):
            if call.ways == proposal.ways:
                told = [text_of(one) for one in call.arguments]
                told += [f"{key}={self._value(value)}" for key, value in call.options.items()]
                name = self.use(call.maker.__module__, call.maker.__name__)
                return folded(f"{name}(", told, indent=INDENT, before=len("discovery = "))
        return None

    def _way(self, way: DiscoveryWay) -> str:
        """The constructor of a way, with what differs from its defaults."""
        kind = type(way)
        told = []
        for one in fields(kind):  # type: ignore[arg-type] # every way is a dataclass
            value = getattr(way, one.name)
            default = one.default_factory() if one.default_factory is not MISSING else one.default
            if value != default:
                told.append(f"{one.name}={self._value(value)}")
        name = self.use(kind.__module__, kind.__name__)
        return folded(f"{name}(", told, indent=INDENT * 2)

    def _value(self, value: Any) -> str:
        for name, named in NAMED.items():
            if named == value:
                module, _, constant = name.partition(".")
                return self.use(f"pilsetas_crawl.platforms.{module}", constant)
        return text_of(value)

    def kept(self, declared: type[MunicipalSpider], written: Collection[str]) -> str:
        """What a spider declares besides what is written anew, as it stands in its file."""
        text = inspect.getsource(import_module(declared.__module__))
        tree = ast.parse(text)
        [body] = [node.body for node in tree.body if isinstance(node, ast.ClassDef)]
        wanted = [node for node in body if isinstance(node, ast.Assign) and _names(node).isdisjoint(written)]
        used = {one.id for node in wanted for one in ast.walk(node) if isinstance(one, ast.Name)}
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
        for module, name in [(node.module, alias.name) for node in imports for alias in node.names]:
            if name in used:
                self.use(str(module), name)
        return "".join(f"{INDENT}{ast.get_source_segment(text, node)}\n" for node in wanted)

    def import_lines(self) -> str:
        """The imports, sorted."""
        return "\n".join(imported(module, names) for module, names in sorted(self.imports.items()))


def _names(node: ast.Assign) -> set[str]:
    return {target.id for target in node.targets if isinstance(target, ast.Name)}


def spider_source(proposal: Proposal, place: Municipality, report: SiteReport) -> str:
    """The whole file of a spider.

    Args:
        proposal: what to declare.
        place: the municipality.
        report: what was seen, for the example and the docstring.
    """
    source, declared = Source(), proposal.spider
    base = source.use(proposal.base.__module__, proposal.base.__name__)
    parts = {"name": "", "example": _example(place, report)}
    if declared is None and proposal.aliases:
        parts["aliases"] = f"{INDENT}aliases = {text_of(proposal.aliases)}\n"
    if proposal.article_pattern and (
        declared is None or proposal.article_pattern != declared.article_pattern
    ):
        parts["article_pattern"] = raw("article_pattern", proposal.article_pattern)
    if declared is None or proposal.ways != tuple(declared.discovery):
        parts["discovery"] = source.discovery(proposal)
    parts["kept"] = source.kept(declared, parts) if declared else ""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        place=place.name,
        about=_about(place, proposal, report),
        imports=source.import_lines(),
        classname="".join(word.capitalize() for word in place.slug.split("-")) + "Spider",
        base=base,
        name=place.slug,
        body="".join(parts.values()),
    )


def _example(place: Municipality, report: SiteReport) -> str:
    found = report.article
    if found is None or found.article is None:
        return ""
    return assigned("example", on_domain(found.url, place.domain))


def on_domain(url: str, domain: str) -> str:
    """An article's address as it stands on the municipality's own domain."""
    parts = urlsplit(url)
    return f"https://{domain}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def _about(place: Municipality, proposal: Proposal, report: SiteReport) -> str:
    """The docstring's fields, which the table of sources is made from."""
    told = f"Site: {place.domain}. Platform: {proposal.base.platform} (seen). Caveats: {_caveats(report)}"
    return fill(told, LONGEST, break_long_words=False, break_on_hyphens=False)


def _caveats(report: SiteReport) -> str:
    working = [way.name for way in report.ways if way.works]
    silent = [way.name for way in report.ways if not way.works]
    told = [f"ways seen to work on {_day(report)}: {', '.join(working) or 'none'}"]
    told += [f"not there then: {', '.join(silent)}"] if silent else []
    return "; ".join(told) + "."


def _day(report: SiteReport) -> str:
    return f"{report.probed_at:%Y-%m-%d}"
