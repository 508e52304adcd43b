"""Pages cleaned by several processes: the same outcomes, in the same order, whatever becomes of the processes."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import pbkdf2_hmac
from multiprocessing import active_children
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from scrapy.settings import Settings

import qingliu
from crawler.pages import SavedPage, Skipped
from crawler.platforms.draft import Draft
from crawler.platforms.nothing_to_keep import NothingToKeep
from crawler.runs import child_process, cleaning_pool, processes
from crawler.runs.child_process import HANDLED
from crawler.runs.cleaning import Begun, Cleaner, in_time
from crawler.runs.cleaning_process import LEFT, _encoded, is_alive, outcome_of
from crawler.runs.jobs import Seen, Share, Work, cores, undone
from crawler.runs.journal.entries import CleanArticle, Dropped, Failed, Outcome
from crawler.runs.processes import Processes
from crawler.runs.stages import cleaner_of
from crawler.runs.time_limit import PageTooSlowError, TimeLimit
from crawler.settings import ITEM_PIPELINES
from tests.batch_stages import KILLS, KILLS_ONCE
from tests.support import saved_dump

SETTINGS = Settings({"ITEM_PIPELINES": {**ITEM_PIPELINES, "tests.batch_stages.ObedientPipeline": 10}})
AT_ONCE = Share(2, 0)


def page(name: str, text: str) -> Seen:
    return Seen(SavedPage(name, Path(name)), saved_dump(f"<div><p>{text}</p></div>", title=f"题{name}"))


def done(seen: Iterable[Seen], share: Share = AT_ONCE, settings: Settings = SETTINGS) -> list[Seen]:
    async def all_of_them() -> list[Seen]:
        processes = Processes(share, Work(settings))
        found = [each async for each in processes.done(seen)]
        await processes.end()
        return found

    return asyncio.run(all_of_them())


def cleaned(seen: Seen, settings: Settings = SETTINGS) -> Outcome:
    assert isinstance(seen.found, SavedPage) and seen.data is not None
    return cleaner_of(settings).clean(seen.found, seen.data).outcome


@pytest.fixture(params=["forks", "others"])
def started_as(request: pytest.FixtureRequest) -> Iterator[None]:
    """Processes are forks of this one, or, because of another thread, of a server."""
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    if request.param == "others":
        other.start()
    yield
    end.set()
    if other.ident:
        other.join()


@pytest.mark.usefixtures("started_as")
def test_outcomes_are_those_of_one_process_in_the_order_of_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PAGES_AT_ONCE", 3)
    unread, known = Failed("read", "OSError", "gone"), Dropped("known from the run before")
    pages = [page(f"{number}.txt", f"第{number}座桥。") for number in range(20)]
    pages[5] = Seen(SavedPage("5.txt", Path("5.txt")), b"\0", None)
    given: list[Seen] = [*pages[:9], Seen(Skipped("a.png", "picture")), *pages[9:]]
    given[3], given[14] = given[3]._replace(data=None, outcome=unread), given[14]._replace(outcome=known)
    expected = [each if each.outcome or each.data is None else each._replace(outcome=cleaned(each)) for each in given]
    assert done(given) == expected
    assert isinstance(expected[6].outcome, CleanArticle)
    assert isinstance(expected[5].outcome, Failed)
    assert not active_children()


class OnlyOne(TimeLimit):
    """A limit that two pages always exceed together."""

    def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if len(args[0]) > 1:
            raise PageTooSlowError
        return super().run(work, *args, **kwargs)


def refuse(draft: Draft) -> Draft:
    """A stage that keeps, drops or fails by the headline."""
    match draft.item.headline:
        case "题dropped":
            raise NothingToKeep("refused")
        case "题failed":
            raise ValueError("refused")
    return draft


@pytest.mark.parametrize("limit", [TimeLimit(0), OnlyOne(0)])
def test_pages_cleaned_together_have_the_outcomes_that_each_has_by_itself(limit: TimeLimit) -> None:
    names = ["kept", "failed", "dropped", "unreadable", "kept 2"]
    pages = undone(page(name, "一座桥。") for name in names)
    pages[3] = pages[3][0], b"\0"
    cleaner = Cleaner([("refuse", refuse), ("end", attrgetter("item"))], time_limit=limit)
    outcomes = [each.outcome for each in in_time(cleaner.clean_together, pages)]
    assert outcomes[1:4] == [
        Failed("refuse", "ValueError", "refused"),
        Dropped("refused"),
        Failed("read", "UnreadablePageError", "empty"),
    ]
    kept = [each.item.headline for each in outcomes if isinstance(each, CleanArticle)]
    assert kept == ["题kept", "题kept 2"]
    assert outcomes == [cleaner.clean(*each).outcome for each in pages]
    drafts = in_time(cleaner.begin_together, pages)
    assert [type(each) for each in drafts] == [Begun, Failed, Dropped, Failed, Begun]
    assert drafts[1:4] == outcomes[1:4]


@pytest.mark.usefixtures("started_as")
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


@pytest.mark.usefixtures("started_as")
@pytest.mark.parametrize("which", [0, 1])
def test_one_that_is_killed_while_it_waits_leaves_no_other_that_waits_for_ever(
    which: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two holds the lock of the queue that both wait at."""
    monkeypatch.setattr(processes, "PAGES_AT_ONCE", 1)
    given = [page(f"{number}.txt", f"第{number}座桥。") for number in range(12)]

    async def killed() -> list[Seen]:
        processes = Processes(AT_ONCE, Work(SETTINGS))
        done = processes.done(given)
        first = await anext(done)
        await asyncio.sleep(0.3)
        children = sorted(active_children(), key=lambda process: process.name)
        pid = children[min(which, len(children) - 1)].pid  # where the first was done at once, no second was needed
        assert pid, "0 would be all processes of the group"
        os.kill(pid, signal.SIGKILL)
        found = [first, *[each async for each in done]]
        await processes.end()
        return found

    assert [each.outcome for each in asyncio.run(killed())] == [cleaned(each) for each in given]
    for process in active_children():
        process.join()
    assert not active_children()


def never_begin(*given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("share", [AT_ONCE, Share(2, 1)])
def test_where_no_process_can_begin_the_caller_is_left_the_pages(
    share: Share, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cleaning_pool, "start_cleaning", never_begin)
    given = [page(f"{number}.txt", f"第{number}座桥。") for number in range(5)]
    assert done(given, share) == given
    assert [record.message for record in caplog.records] == [
        "Pages are cleaned by one process, because no others can be started: processes die before they begin with a page"
    ]


def test_forks_receive_no_signal_before_they_have_handlers_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    submit, held = cleaning_pool.CleaningPool._submit, list[set[signal.Signals]]()

    def submitted(pool: cleaning_pool.CleaningPool, work: Callable[..., Any], *given: Any) -> Future[Any]:
        if work is is_alive:
            held.append(HANDLED & signal.pthread_sigmask(signal.SIG_BLOCK, []) if pool.forks else HANDLED)
        return submit(pool, work, *given)

    monkeypatch.setattr(cleaning_pool.CleaningPool, "_submit", submitted)
    assert len(done([page("a.txt", "一座桥。")], AT_ONCE)) == 1
    assert held == [HANDLED] * AT_ONCE.jobs
    assert HANDLED.isdisjoint(signal.pthread_sigmask(signal.SIG_BLOCK, []))


def test_where_a_setting_cannot_be_sent_the_caller_is_left_the_pages(caplog: pytest.LogCaptureFixture) -> None:
    given = [page("a.txt", "一座桥。")]
    with ThreadPoolExecutor(1) as pool:  # so that no process is a fork of this one, which could be sent anything
        assert pool.submit(done, given, AT_ONCE, Settings({"THEIRS": lambda: 0})).result() == given
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "Pages are cleaned by one process, because no others can be started"
    ]


def test_where_few_pages_wait_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning_pool, "start_cleaning", never_begin)
    few = [page(f"{number}.txt", "一座桥。") for number in range(3)]
    known = [each._replace(outcome=Dropped("known from the run before")) for each in few]
    assert done([*known, *few], Share(2, 3)) == [*known, *few]
    assert done(few, Share(1, 2)) == few
    assert not active_children()


@pytest.mark.parametrize("forks", [True, False])
def test_where_many_wait_the_caller_cleans_until_the_processes_can(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "can_fork", lambda: forks)
    given = [page(f"{number}.txt", f"第{number}座桥。") for number in range(8)]

    async def waiting_at_the_sixth() -> list[Seen]:
        processes, seen = Processes(Share(2, 4), Work(SETTINGS)), []
        async for each in processes.done(given):
            seen.append(each)
            if len(seen) == 6 and processes._starting:
                await asyncio.wait({processes._starting})
        await processes.end()
        return seen

    outcomes = [each.outcome for each in asyncio.run(waiting_at_the_sixth())]
    assert outcomes[0] == (cleaned(given[0]) if forks else None), "for forks it waits, for others it does not"
    assert outcomes[6:] == [cleaned(each) for each in given[6:]]


@pytest.mark.parametrize(("share", "at_work"), [(AT_ONCE, True), (Share(2, 4), True), (Share(2, 9), False)])
def test_the_caller_prepares_once_while_processes_are_at_work(share: Share, at_work: bool) -> None:
    given = [page(f"{number}.txt", f"第{number}座桥。") for number in range(8)]

    async def prepared() -> list[tuple[int, bool]]:
        found, times = list[Seen](), list[tuple[int, bool]]()
        processes = Processes(share, Work(SETTINGS), lambda: times.append((len(found), bool(active_children()))))
        async for each in processes.done(given):
            found.append(each)
        await processes.end()
        return times

    assert asyncio.run(prepared()) == [(0, at_work)]


@pytest.mark.parametrize("outcome", [Dropped("of another site"), Failed("read", "E", "\ud800"), Dropped("\udfff")])
def test_an_outcome_is_sent_as_it_is(outcome: Outcome) -> None:
    assert outcome_of(_encoded(outcome)) == outcome


def test_the_work_is_shared_by_as_many_as_there_are_cores() -> None:
    project = Settings()
    project.setmodule("crawler.settings")
    assert Share.of(project) == (cores(), 400) and cores() >= 1
    assert Share.of(Settings({"JOBS": "3", "JOBS_FROM": "7"})) == (3, 7)


def test_where_no_signal_comes_a_process_cleans_all_pages() -> None:
    settings = Settings({"JOBS": 1, "JOBS_FROM": 9, "MAX_PAGE_SECONDS": 0.5})
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(Share.of, settings).result() == (1, 0)
        settings.set("MAX_PAGE_SECONDS", 0)
        assert pool.submit(Share.of, settings).result() == (1, 9)


class Patient:
    """Is long in code that no signal breaks off, at a page that asks for it; and in Python, at another. Of the time that it is
    given, which no machine needs for the other pages, it lets a moment be left."""

    def process_item(self, item: Draft) -> Draft:
        text = item.bodies[0].blocks[0].text
        if "二" in text:
            self.let_pass(signal.ITIMER_PROF, 2 * SECONDS + LEFT)
            pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)
        if "五" in text:
            self.let_pass(signal.ITIMER_VIRTUAL, SECONDS)
            while True:
                pass
        return item

    def let_pass(self, timer: int, most: float) -> None:
        assert most / 2 < signal.getitimer(timer)[0] <= most + 1, "a timer that is late by a tick shows it"
        signal.setitimer(timer, 0.01)


SECONDS = 1000
LIMITED_BY: dict[str, Any] = {
    "MAX_PAGE_SECONDS": SECONDS,
    "ITEM_PIPELINES": {**ITEM_PIPELINES, "tests.test_jobs.Patient": 10},
}
LIMITED = Settings(LIMITED_BY)
SLOW = Failed("test_jobs", "PageTooSlowError", "took more than MAX_PAGE_SECONDS = 1000 seconds of CPU")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_takes_too_long_in_any_code_costs_that_page(jobs: int) -> None:
    given = [page(f"{at}.txt", f"{at}{text}座桥。") for at, text in enumerate("一二三四五六")]
    with ThreadPoolExecutor(1) as pool:
        share = pool.submit(Share.of, LIMITED).result()._replace(jobs=jobs)
        outcomes = [each.outcome for each in pool.submit(done, given, share, LIMITED).result()]
    assert [at for at, outcome in enumerate(outcomes) if outcome == SLOW] == [1, 4]
    assert [outcome for outcome in outcomes if outcome != SLOW] == [
        cleaned(each, LIMITED) for at, each in enumerate(given) if at not in {1, 4}
    ]


def test_in_python_a_page_that_takes_too_long_is_broken_off_in_any_thread(tmp_path: Path) -> None:
    for at, text in enumerate("一二三"):
        (tmp_path / f"{at}.txt").write_bytes(page("", f"{at}{text}座桥。").data or b"")
    with ThreadPoolExecutor(1) as pool:
        first, slow, last = pool.submit(lambda: [*qingliu.replay(tmp_path, **LIMITED_BY)]).result()
    assert isinstance(first, qingliu.Article) and isinstance(last, qingliu.Article)
    assert slow == qingliu.Failed((tmp_path / "1.txt").as_posix(), *msgspec.structs.astuple(SLOW))


def test_a_large_page_is_cleaned_by_a_process_that_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LARGE", 2000)
    large = page("large.txt", "二座桥。" + "远" * 2000)
    small = page("small.txt", "一座桥。")
    assert done([small, large, small], Share(1, 400), LIMITED) == [small, large._replace(outcome=SLOW), small]
