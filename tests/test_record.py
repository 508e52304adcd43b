"""Real recordings of a server of this machine: what is fetched, what the WARC holds, what it replays to."""

import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.processes import ROOT, UNWATCHED, start
from tests.recorded_site import GBK, PAGES, answer, chunked, served, site
from tests.support import differences
from tests.test_replay import Run

FAST = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "REDIRECT_MAX_TIMES=3", "-s", "HTTPPROXY_ENABLED=0"]
WARCIO = [sys.executable, "-c", "import sys; sys.modules['brotli'] = None; import warcio.cli; warcio.cli.main()"]
"""warcio crashes at every body in br where Google's brotli is installed: it takes that for another package of the name."""
DISK = 30_000
"""Bytes."""
LINES = """# what to record

{base}/plain
{base}/gzip
{base}/br#top
  {base}/br
{base}/zstd
{base}/moved
{base}/gbk
{base}/missing
{base}/broken
{base}/recovers
{base}/cut
{base}/cut-chunk
{base}/cut-once
{base}/loop
{base}/private/a
{base}/to-private
{base}/elsewhere
{base}/empty
{base}/plain
example.org/no-scheme
file:///etc/hostname
http://127.0.0.1:1/refused
http://[::1
"""


@dataclass
class Written:
    """A record of a WARC, as warcio reads it."""

    type: str
    headers: dict[str, str]
    block: bytes

    @property
    def url(self) -> str:
        return self.headers.get("WARC-Target-URI", "").rpartition("127.0.0.1")[2].partition("/")[2]


def record(folder: Path, lines: str, *arguments: str, warc: str = "out.warc.gz") -> Run:
    """Record ``lines`` in the new ``folder``."""
    urls = folder.with_suffix(".txt")
    urls.write_text(lines, encoding="utf-8")
    return Run(folder, "crawl", "record", "-a", f"urls={urls}", "-a", f"warc={warc}", *FAST, *arguments)


def written(warc: Path) -> list[Written]:
    """All the records of a WARC."""
    with warc.open("rb") as stream:
        return [
            Written(found.rec_type, dict(found.rec_headers.headers), found.raw_stream.read())
            for found in ArchiveIterator(stream, no_record_parse=True)
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record")


@pytest.fixture(scope="module")
def recording(folder: Path) -> Iterator[Run]:
    """One recording, of everything that may happen, by a server that serves still."""
    with served(site()) as server:
        run = record(folder / "all", LINES.format(base=server.base))
        asked = server.asked.copy()
        yield run
        assert server.asked == asked, "a replay of a recording fetches nothing"


@pytest.fixture(scope="module")
def records(recording: Run) -> list[Written]:
    return written(recording.folder / "out.warc.gz")


@pytest.fixture(scope="module")
def replay(recording: Run, folder: Path) -> Run:
    return Run(folder / "replay", "crawl", "replay", "-a", f"pages={recording.folder / 'out.warc.gz'}", "-O", "items.jsonl")


def blocks(records: list[Written], url: str, kind: str = "response") -> list[bytes]:
    return [each.block for each in records if each.url == url and each.type == kind]


def test_every_url_is_accounted_for(recording: Run) -> None:
    assert recording.code == 0, recording.err
    table = [" ".join(line.split()) for line in recording.out.splitlines()]
    loop = next(line.split()[-1] for line in table if line.endswith("/loop"))
    for row in (
        "recorded: 14",
        "9 status 200",
        "2 cut short",
        "1 status 302",
        "1 status 404",
        "1 status 500",
        "forbidden by robots.txt: 2",
        "failed: 5",
        "1 fetch: IgnoreRequest max redirections reached " + loop,
        "21 URLs = 14 recorded + 2 forbidden + 5 failed: OK",
        "verdict: good",
    ):
        assert row in table, f"{row!r} is not in\n{recording.out}"
    assert "repeated lines: 2" in table[0]


def test_urls_that_fail_are_kept_aside_with_their_reason(recording: Run) -> None:
    lines = (recording.folder / "out/failed_urls.jsonl").read_text("utf-8").splitlines()
    failed = {failure["page"].rpartition("/")[2]: failure["reason"] for failure in map(json.loads, lines)}
    assert failed.pop("refused").startswith("robots.txt: DownloadConnectionRefusedError: ")
    assert failed == {
        "loop": "max redirections reached",
        "all.txt:22": "not a URL: no scheme",
        "all.txt:23": "neither http nor https: file",
        "all.txt:25": "not a URL: Invalid IPv6 URL",
    }


def test_what_robots_txt_forbids_is_never_asked_for(recording: Run, records: list[Written]) -> None:
    assert recording.code == 0
    assert not [each for each in records if each.url.startswith("private")]
    assert len(blocks(records, "to-private")) == 1


def test_warcio_accepts_the_warc(recording: Run) -> None:
    warc = str(recording.folder / "out.warc.gz")
    ended = subprocess.run([*WARCIO, "check", "-v", warc], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    said = Counter(line.strip() for line in ended.stdout.splitlines() if line.startswith("    "))
    assert set(said) == {"digest pass"}
    assert said["digest pass"] > 50


def test_the_first_record_says_who_wrote_the_warc_and_how(records: list[Written]) -> None:
    first = records[0]
    assert first.type == "warcinfo" and first.headers["WARC-Filename"] == "out.warc.gz"
    fields = dict(line.split(": ", 1) for line in first.block.decode().splitlines())
    assert fields["format"] == "WARC File Format 1.1"
    assert fields["conformsTo"].endswith("warc-1.1/")
    assert fields["robots"] == "obey"
    assert fields["software"].startswith("qingliu/0.1.0 Scrapy/2.")
    assert "docs/recording.md" in fields["http-header-user-agent"]


def test_request_and_response_of_an_exchange_name_each_other(records: list[Written]) -> None:
    info, exchanges = records[0].headers["WARC-Record-ID"], records[1:]
    for request, response in zip(exchanges[::2], exchanges[1::2], strict=True):
        assert (request.type, response.type) == ("request", "response")
        assert request.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]
        assert response.headers["WARC-Concurrent-To"] == request.headers["WARC-Record-ID"]
        for each in (request, response):
            assert each.headers["WARC-IP-Address"] == "127.0.0.1"
            assert each.headers["WARC-Warcinfo-ID"] == info
        assert request.block.startswith(f"GET /{request.url} HTTP/1.1\r\n".encode())
        assert b"\r\nUser-Agent: qingliu/" in request.block and request.block.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "path", ["plain", "gzip", "br", "zstd", "moved", "hop", "chunked", "gbk", "missing", "empty", "robots.txt"]
)
def test_a_response_is_recorded_as_it_went_over_the_wire(records: list[Written], path: str) -> None:
    sent = site()[f"/{path}"][0]
    assert blocks(records, path) == [sent.partition(b"</x.css>\r\n\r\n")[2] or sent]


def test_retries_are_exchanges_as_well(records: list[Written]) -> None:
    assert blocks(records, "broken") == site()["/broken"] * 3
    assert blocks(records, "recovers") == site()["/recovers"]


def test_a_redirect_that_loops_is_recorded_as_far_as_it_was_followed(records: list[Written]) -> None:
    assert blocks(records, "loop") == site()["/loop"] * 4


@pytest.mark.parametrize(("path", "times"), [("cut", 3), ("cut-chunk", 3), ("cut-once", 2)])
def test_a_body_that_is_cut_short_is_asked_for_again(recording: Run, records: list[Written], path: str, times: int) -> None:
    assert recording.code == 0
    last = [each for each in records if each.url == path and each.type == "response"]
    assert [each.block for each in last] == site()[f"/{path}"][-1:]
    assert last[0].headers.get("WARC-Truncated") == ("disconnect" if times == 3 else None)


def test_every_record_is_a_gzip_member_of_its_own(recording: Run, records: list[Written]) -> None:
    warc = recording.folder / "out.warc.gz"
    index = [*WARCIO, "index", "-f", "offset", str(warc)]
    ended = subprocess.run(index, capture_output=True, encoding="utf-8", check=True)
    data = warc.read_bytes()
    offsets = [int(json.loads(line)["offset"]) for line in ended.stdout.splitlines()]
    assert len(offsets) == len(records)
    assert all(data.startswith(b"\x1f\x8b", offset) for offset in offsets)


def test_the_warc_replays_to_the_items_of_the_same_pages_in_a_folder(replay: Run, folder: Path) -> None:
    pages = folder / "pages"
    pages.mkdir()
    served_as = dict(zip(["plain", "gzip", "br", "zstd", "chunked"], PAGES.values(), strict=True)) | {"gbk": GBK}
    for name, page in served_as.items():
        (pages / name).write_bytes(page)
    saved = Run(folder / "saved", "crawl", "replay", "-a", f"pages={pages}", "-O", "items.jsonl")
    assert by_name(replay) == (expected := by_name(saved)), list(differences(by_name(replay), expected))
    assert set(expected) == set(served_as)


def by_name(run: Run) -> dict[str, dict[str, Any]]:
    """The items of a run, by the last step of their paths, without what an archive adds."""
    named = {item["page"]["path"].rpartition("/")[2]: item for item in run.items}
    for item in named.values():
        for known in ("path", "captured", "encoding_basis"):
            del item["page"][known]
        del item["url"]
    return named


def test_what_was_cut_short_is_a_failed_page_and_says_so(replay: Run) -> None:
    lines = (replay.folder / "out/failed.jsonl").read_text("utf-8").splitlines()
    reasons = {failure["page"].rpartition("/")[2]: failure["reason"] for failure in map(json.loads, lines)}
    assert reasons["cut"] == reasons["cut-chunk"] == "recorded only in part: WARC-Truncated: disconnect"
    assert not reasons.keys() & {"robots.txt", "missing", "moved", "to-private"}


def test_an_uncompressed_warc_and_what_was_there_before(tmp_path: Path) -> None:
    with served(site()) as server:
        lines = f"{server.base}/plain\n"
        plain = record(tmp_path / "a", lines, warc="x/out.warc")
        assert plain.code == 0, plain.err
        warc = plain.folder / "x/out.warc"
        before = warc.read_bytes()
        again = record(tmp_path / "b", lines, warc=str(warc))
        assert (again.code, warc.read_bytes()) == (1, before)
        assert f"{warc} exists already" in again.err and "verdict: BAD, because no URL was asked for" in again.out
        assert record(tmp_path / "c", lines, "-a", "overwrite=1", warc=str(warc)).code == 0
        assert warc.read_bytes() != before
        assert server.asked == Counter({"/robots.txt": 2, "/plain": 2})
    assert before.startswith(b"WARC/1.1\r\n")
    assert [each.type for each in written(warc)] == ["warcinfo", *["request", "response"] * 2]
    assert sorted(file.name for file in warc.parent.iterdir()) == ["out.warc"]


@pytest.mark.parametrize("name", ["out.warc", "out.warc.part"])
def test_what_was_not_recorded_is_not_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\nsoftware: another/1.0\r\n")
    ended = record(tmp_path / "a", "http://127.0.0.1:9/\n", "-a", "overwrite=1", warc=str(tmp_path / "out.warc"))
    assert ended.code == 1 and f"{tmp_path / name} was not recorded by this project" in ended.err
    assert [file.name for file in tmp_path.glob("out*")] == [name]


WRONG = {
    "give -a urls=FILE and -a warc=FILE.warc.gz": [],
    "no such file: no.txt": ["-a", "urls=no.txt", "-a", "warc=o.warc"],
    "the name of a WARC ends in .warc.gz or .warc: o.gz": ["-a", f"urls={ROOT / 'README.md'}", "-a", "warc=o.gz"],
}


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda at, given: Run(tmp_path / str(at), "crawl", "record", *given), range(9), WRONG.values()))
    for run, reason in zip(runs, WRONG, strict=True):
        assert run.code == 1
        assert f"Nothing is recorded: {reason}" in run.err
        assert "Traceback" not in run.err
        assert not list(run.folder.iterdir())


def test_a_recording_that_is_stopped_leaves_what_it_fetched_as_a_part(tmp_path: Path) -> None:
    urls, warc = tmp_path / "urls.txt", tmp_path / "out.warc.gz"
    with served(site() | {"/next": [answer(b"<p>next")]}) as server:
        urls.write_text("".join(f"{server.base}/{path}\n" for path in ("next", "held", "next?2")))
        crawl = ["crawl", "record", "-a", f"urls={urls}", "-a", f"warc={warc}", *FAST, "-s", "CONCURRENT_REQUESTS=1"]
        run = start(tmp_path, *crawl)
        while not server.asked["/held"]:
            assert run.poll() is None
            time.sleep(0.02)
        run.send_signal(signal.SIGTERM)
        assert run.says("Received SIGTERM")
        server.goes_on.set()
        out, err = run.communicate()
    part = tmp_path / "out.warc.gz.part"
    assert run.returncode == 1, err
    assert "stopped before its end: shutdown" in out and f"What was recorded until now is in {part}" in err
    assert not warc.exists()
    assert server.asked == {"/robots.txt": 1, "/next": 1, "/held": 1}
    assert len(written(part)) == 1 + 2 * server.asked.total()


def test_a_disk_that_is_full_ends_the_recording_before_the_record_that_does_not_fit(tmp_path: Path) -> None:
    urls, warc = tmp_path / "urls.txt", tmp_path / "out.warc"
    big = {f"/big{number}": [answer(b"<p>" + bytes(range(256)) * 40)] for number in range(9)}
    with served(site() | big) as server:
        urls.write_text("".join(f"{server.base}{path}\n" for path in big))
        crawl = ("crawl", "record", "-a", f"urls={urls}", "-a", f"warc={warc}", *FAST)
        run = start(tmp_path, *crawl, environment=UNWATCHED, largest_file=DISK)
        out, err = run.communicate()
    assert run.returncode == 1, err
    assert "the WARC is not stored: the WARC cannot be written: [Errno 27] File too large" in out
    assert not warc.exists()
    records = written(tmp_path / "out.warc.part")
    assert [each.type for each in records] == ["warcinfo", *["request", "response"] * 3]
    assert "recorded: 2\n" in out and "failed: 7\n" in out


def test_what_is_too_large_or_too_slow_is_no_part_of_the_warc(tmp_path: Path) -> None:
    large = answer(b"<p>" + b"a" * 4000)
    in_chunks = answer(chunked(b"<p>" + b"b" * 4000), Content_Length="", Transfer_Encoding="chunked")
    answers = {"/robots.txt": [answer()], "/large": [large], "/chunks": [in_chunks], "/held": [answer()], "/a": [answer(b"<p>a")]}
    limits = ["-s", "DOWNLOAD_MAXSIZE=2000", "-s", "RETRY_TIMES=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4"]
    with served(answers) as server:
        urls = "\n".join(server.base + path for path in answers)
        for seconds in (0.5, 10, 200):  # too few, on a slow machine, for the others
            run = record(tmp_path / f"{seconds}", urls, *limits, "-s", f"DOWNLOAD_TIMEOUT={seconds}")
            if re.search(r" 1 +fetch: DownloadTimeoutError", run.out):
                break
    assert run.code == 0, run.err
    assert [each.url for each in written(run.folder / "out.warc.gz")[1::2]] == ["robots.txt", "robots.txt", "a"]
    table = [" ".join(line.split()) for line in run.out.splitlines()]
    failed = [line for line in table if line[1:].startswith(" fetch: ")]
    assert [line.split()[:3] for line in failed] == [
        ["2", "fetch:", "DownloadCancelledError"],
        ["1", "fetch:", "DownloadTimeoutError"],
    ]
    assert "larger than" in failed[0]


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(tmp_path: Path) -> None:
    with served({"/robots.txt": [answer(b"oops", "503 Service Unavailable")], "/a": [answer(b"<p>a")]}) as server:
        run = record(tmp_path / "run", f"{server.base}/a\n", "-s", "RETRY_TIMES=1")
        assert server.asked == Counter({"/robots.txt": 2})
    assert run.code == 1
    assert "1  fetch: RobotsUnreachableError" in run.out
    assert "BAD, because no URL was recorded" in run.out


def test_a_run_that_obeys_no_robots_txt_says_so_in_the_warc(tmp_path: Path) -> None:
    with served(site()) as server:
        run = record(tmp_path / "run", f"{server.base}/private/a\n", "-s", "ROBOTSTXT_OBEY=0")
        assert server.asked == Counter({"/private/a": 1})
    assert run.code == 0
    assert b"robots: ignore\r\n" in written(run.folder / "out.warc.gz")[0].block
