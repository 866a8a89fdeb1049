"""Serve the demo sites: ``python -m pilsetas_crawl.demo``; stop with Ctrl+C or SIGTERM."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from pilsetas_crawl.demo.facts import SITE_ORDER
from pilsetas_crawl.demo.world import DEFAULT_SEED, DemoError, World
from pilsetas_crawl.errors import PilsetasError


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 after a normal end, 2 for a mistake in the arguments."""
    options = _parser().parse_args(arguments)
    try:
        _run(World(options.seed, options.sites.split(","), _archives(options.archive)), options)
    except PilsetasError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _run(world: World, options: argparse.Namespace) -> None:
    """Write the right answers, or serve."""
    if options.write_expected:
        from pilsetas_crawl.demo.expected import expected_text  # noqa: PLC0415 - the sites run without it

        options.write_expected.write_text(expected_text(world), encoding="utf-8")
    else:
        _serve(world, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pilsetas_crawl.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of every site (default: a free one)")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="what the content is made from")
    parser.add_argument("--sites", default=",".join(SITE_ORDER), help="slugs parted by commas")
    parser.add_argument("--ready-file", type=Path, help="written (JSON) when all sites answer")
    parser.add_argument("--write-expected", type=Path, metavar="FILE", help="write the right answers and end")
    parser.add_argument(
        "--archive",
        action="append",
        default=[],
        metavar="SITE=COUNT",
        help="let a TVP or WordPress site hold this many articles instead of its own",
    )
    parser.add_argument("--sites-file", type=Path, help="write the address of each site there (JSON)")
    parser.add_argument("--quiet", action="store_true", help="print no addresses")
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")
    return parser


def _archives(given: list[str]) -> dict[str, int]:
    """Counts by site; DemoError for what is not SITE=COUNT."""
    found = {}
    for text in given:
        slug, _, count = text.partition("=")
        if not count.isdecimal():
            raise DemoError(f"--archive takes SITE=COUNT, such as kuldiga=100000, not {text!r}")
        found[slug] = int(count)
    return found


def _serve(world: World, options: argparse.Namespace) -> None:
    """Open the ports and run until stopped."""
    # Imported here: writing the expected results needs no server library.
    from pilsetas_crawl.demo import server  # noqa: PLC0415 # Twisted is heavy

    host = server.DemoHost(world)
    host.listen(options.port)
    if not options.quiet:
        for slug, url in host.urls.items():
            sys.stdout.write(f"{slug:16} {url}\n")
        sys.stdout.write(f"{'control':16} {host.control_url}\n")
        sys.stdout.flush()
    if options.sites_file:
        _announce(options.sites_file, host.urls)
    if options.ready_file:
        # Only once the reactor runs: a signal that comes earlier would not be handled.
        told = {"sites": host.urls, "control": host.control_url}
        server.reactor.callWhenRunning(_announce, options.ready_file, told)
    if options.with_parent:
        threading.Thread(target=_follow_parent, args=(server.reactor,), daemon=True).start()
    server.reactor.run()


def _announce(path: Path, told: dict[str, Any]) -> None:
    """Write the addresses under another name first, so that a reader never sees half of them."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.replace(path)


def _follow_parent(reactor: Any) -> None:
    """Stop when the starting process has closed its end of the pipe."""
    # The plain descriptor: a thread waiting inside a buffered reader would trouble the end of the process.
    while os.read(0, 1):
        pass
    reactor.callFromThread(reactor.stop)


if __name__ == "__main__":
    sys.exit(main())
