"""Pages cleaned by several processes: the same outcomes, in the same order, whatever becomes of the processes."""

import asyncio
import os
import signal
from collections.abc import Iterable
from multiprocessing import active_children
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.pages import SavedPage, Skipped
from crawler.runs import processes
from crawler.runs.cleaning_process import _encoded, outcome_of
from crawler.runs.jobs import ProcessesError, Seen, jobs_of
from crawler.runs.journal import Dropped, Failed, Outcome
from crawler.runs.processes import Processes
from crawler.runs.stages import cleaner_of
from tests.batch_stages import KILLS, KILLS_ONCE
from tests.support import saved_dump

SETTINGS = Settings({"ITEM_PIPELINES": {"tests.batch_stages.ObedientPipeline": 10, "pipelines.render.RenderPipeline": 20}})


def page(name: str, text: str) -> Seen:
    return Seen(SavedPage(name, Path(name)), saved_dump(f"<div><p>{text}</p></div>", title=f"题{name}"))


def done(seen: Iterable[Seen], count: int = 2) -> list[Seen]:
    async def all_of_them() -> list[Seen]:
        return [each async for each in Processes(count, SETTINGS).done(seen)]

    return asyncio.run(all_of_them())


def cleaned(seen: Seen) -> Outcome:
    assert isinstance(seen.found, SavedPage) and seen.data is not None
    return cleaner_of(SETTINGS).clean(seen.found, seen.data).outcome


def test_outcomes_are_those_of_one_process_in_the_order_of_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PAGES_AT_ONCE", 3)
    unread, known = Failed("read", "OSError", "gone"), Dropped("known from the run before")
    pages = [page(f"{number}.txt", f"第{number}座桥。") for number in range(20)]
    pages[5] = Seen(SavedPage("5.txt", Path("5.txt")), b"\0", None)
    given: list[Seen] = [*pages[:9], Seen(Skipped("a.png", "picture")), *pages[9:]]
    given[3], given[14] = given[3]._replace(data=None, outcome=unread), given[14]._replace(outcome=known)
    expected = [each if each.outcome or each.data is None else each._replace(outcome=cleaned(each)) for each in given]
    assert done(given) == expected
    assert isinstance(expected[5].outcome, Failed)
    assert not active_children()


def test_a_process_that_is_killed_costs_nothing_and_a_page_that_kills_two_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(processes, "PAGES_AT_ONCE", 2)
    given = [
        page(f"{at}.txt", text) for at, text in enumerate(("一座桥。", KILLS_ONCE, "二座桥。", KILLS, "三座桥。", "四座桥。"))
    ]
    outcomes = [each.outcome for each in done(given)]
    assert outcomes[3] == Failed("read", "WorkerDiedError", "2 processes died at it")
    Path("asked").touch()
    assert [outcome for at, outcome in enumerate(outcomes) if at != 3] == [
        cleaned(each) for at, each in enumerate(given) if at != 3
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_one_that_is_killed_while_it_waits_leaves_no_other_that_waits_for_ever(
    which: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two holds the lock of the queue that both wait at."""
    monkeypatch.setattr(processes, "PAGES_AT_ONCE", 1)
    given = [page(f"{number}.txt", f"第{number}座桥。") for number in range(12)]

    async def killed() -> list[Seen]:
        done = Processes(2, SETTINGS).done(given)
        first = await anext(done)
        await asyncio.sleep(0.3)
        pid = sorted(active_children(), key=lambda process: process.name)[which].pid
        assert pid, "0 would be all processes of the group"
        os.kill(pid, signal.SIGKILL)
        return [first, *[each async for each in done]]

    assert [each.outcome for each in asyncio.run(killed())] == [cleaned(each) for each in given]
    for process in active_children():
        process.join(60)
    assert not active_children()


def never_begin(*given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_where_no_process_can_begin_nothing_is_said_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "start_cleaning", never_begin)
    with pytest.raises(ProcessesError):
        done([page("a.txt", "一座桥。")])


@pytest.mark.parametrize("outcome", [Dropped("of another site"), Failed("read", "E", "\ud800"), Dropped("\udfff")])
def test_an_outcome_is_sent_as_it_is(outcome: Outcome) -> None:
    assert outcome_of(_encoded(outcome)) == outcome


def test_none_is_as_many_as_there_are_cores() -> None:
    assert jobs_of(Settings()) == 1
    assert jobs_of(Settings({"JOBS": "3"})) == 3
    assert jobs_of(Settings({"JOBS": 0})) >= 1
