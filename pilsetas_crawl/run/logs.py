"""Logs for people: faults of a site in one line, tracebacks only for faults of ours."""

from __future__ import annotations

import logging

from pilsetas_crawl.errors import PilsetasError

# Loggers of Scrapy that print a traceback for what is a site's fault: no robots.txt, no connection.
SITE_FAULTS = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.core.scraper", "scrapy.core.engine")

# Loggers whose errors the run tells again in its own last line: they need no alarm of their own.
RETOLD = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.retry")


class OneLine(logging.Filter):
    """Turns the traceback of a download error into its one line, and an alarm told twice into a note."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, shortened or lowered where needed."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, PilsetasError) or type(error).__module__ == "scrapy.exceptions":
            line = record.getMessage().partition("\n")[0].rstrip(".")
            told = "" if str(error) in line else f" ({error})"
            record.msg, record.args = f"{line}{told}", ()
            record.exc_info, record.exc_text = None, None
        if record.name in RETOLD and record.levelno == logging.ERROR:
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return True


def tell_site_faults_in_one_line() -> None:
    """Install the filter once per process."""
    for name in {*SITE_FAULTS, *RETOLD}:
        logger = logging.getLogger(name)
        if not any(isinstance(known, OneLine) for known in logger.filters):
            logger.addFilter(OneLine())
