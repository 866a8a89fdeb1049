"""Contracts for ``scrapy check``: the declared example article is fetched and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.contracts import Contract
from scrapy.exceptions import ContractFail

from pilsetas_crawl.items import Article


class ExampleContract(Contract):
    """Reads the spider's `example` and wants a title, a text and a day.

    Written ``@example`` in the docstring of the callback.
    """

    name = "example"

    def __init__(self, method: Callable[..., Any], *args: Any) -> None:
        super().__init__(method, *args)
        self.spider: Any = method.__self__  # type: ignore[attr-defined] # Scrapy hands bound methods over

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Ask for the example of the spider that is checked."""
        args["url"] = self.spider.own(self.spider.example)
        return args

    def post_process(self, output: list[Any]) -> None:
        """Judge what was read.

        Raises:
            ContractFail: the example was not read as an article.
        """
        articles = [item for item in output if isinstance(item, Article)]
        if len(articles) != 1:
            raise ContractFail(f"expected one article, read {len(articles)}")
        missing = [name for name in ("title", "body", "published_date") if not getattr(articles[0], name)]
        if missing:
            raise ContractFail(f"not read: {', '.join(missing)}")
