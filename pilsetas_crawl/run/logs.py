"""Logs for people: faults of a site in one line, tracebacks only for faults of ours."""

from __future__ import annotations

import logging

# Loggers of Scrapy that print a traceback for what is a site's fault: no robots.txt, no connection.
SITE_FAULTS = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.core.scraper", "scrapy.core.engine")


class OneLine(logging.Filter):
    """Turns a traceback of a download error into its one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the traceback of a download error."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and type(error).__module__ == "scrapy.exceptions":
            record.exc_info, record.exc_text = None, None
            record.msg, record.args = f"{record.getMessage().partition(chr(10))[0]} ({error})", ()
        return True


def tell_site_faults_in_one_line() -> None:
    """Install the filter once per process."""
    for name in SITE_FAULTS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, OneLine) for known in logger.filters):
            logger.addFilter(OneLine())
