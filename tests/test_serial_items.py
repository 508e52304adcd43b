"""The items of ``start()`` go through the stages one after the other, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider

from crawler.runs.offline import SerialItemsMiddleware

REQUEST = Request("file:///page.txt")
TURNS = 20
"""Of the event loop, that an item takes."""


class Engine:
    """Writes down what it is given. An item takes a while, as one does in the stages and feeds."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.scraper = self

    def crawl(self, request: Request) -> None:
        self.told.append(request)

    async def start_itemproc_async(self, item: Any, *, response: None) -> None:
        self.told.append(f"{item} begins")
        for _ in range(TURNS):
            await asyncio.sleep(0)
        self.told.append(f"{item} ends")


def middleware_of(engine: Engine) -> SerialItemsMiddleware:
    return SerialItemsMiddleware.from_crawler(SimpleNamespace(engine=engine))  # type: ignore[arg-type]


async def start(*outputs: Any) -> AsyncIterator[Any]:
    for output in outputs:
        if isinstance(output, Exception):
            raise output
        yield output


async def outputs_of(engine: Engine, *outputs: Any) -> list[Any]:
    return [output async for output in middleware_of(engine).process_start(start(*outputs))]


def test_each_item_is_done_before_the_next_is_asked_for() -> None:
    engine = Engine()
    assert asyncio.run(outputs_of(engine, "a", REQUEST, "b")) == []
    assert engine.told == ["a begins", "a ends", REQUEST, "b begins", "b ends"]


@pytest.mark.parametrize("error", [CloseSpider("already_running"), ValueError("the spider's own")])
def test_an_error_of_the_spider_is_raised_after_the_items_before_it(error: Exception) -> None:
    engine = Engine()
    with pytest.raises(type(error)) as raised:
        asyncio.run(outputs_of(engine, "a", error, "b"))
    assert raised.value is error
    assert engine.told == ["a begins", "a ends"]


def test_an_item_in_the_stages_is_finished_when_the_run_is_stopped() -> None:
    engine = Engine()

    async def stopped() -> None:
        work = asyncio.create_task(outputs_of(engine, "a"))
        while not engine.told:
            await asyncio.sleep(0)
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert engine.told == ["a begins"]
        for _ in range(2 * TURNS):
            await asyncio.sleep(0)

    asyncio.run(stopped())
    assert engine.told == ["a begins", "a ends"]
