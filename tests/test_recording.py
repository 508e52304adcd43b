"""The parts of a recording that fetch nothing: the list of URLs, the bytes of an exchange, the WARC."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import __version__
from crawler.fetching.recording import BadLine, Exchange, RecordingError, SeenUrls, Url, WarcFile, listed_urls
from crawler.fetching.recording.records import date, final_response
from crawler.fetching.recording.url_list import LONGEST, why_not
from crawler.fetching.recording_summary import judge, lines
from crawler.runs.verdict import Verdict
from tests.support import ROOT

GOOD: dict[str, Any] = {
    "qingliu/urls": 6,
    "qingliu/recorded/status 200": 2,
    "qingliu/recorded/status 404": 1,
    "qingliu/forbidden_urls": 1,
    "qingliu/failed/urls: BadLine": 2,
    "finish_reason": "finished",
}


def found(folder: Path, content: bytes) -> list[Url | BadLine]:
    file = folder / "urls.txt"
    file.write_bytes(content)
    return list(listed_urls(file))


def test_a_list_is_read_line_by_line(tmp_path: Path) -> None:
    content = (
        "\ufeffhttp://example.org/a\r\n\n  # 注释\n\thttps://example.org/新闻 \nhttp://中文.example/?q=1#f\nhttp://example.org"
    ).encode()
    assert found(tmp_path, content) == [
        Url(1, "http://example.org/a"),
        Url(4, "https://example.org/新闻"),
        Url(5, "http://中文.example/?q=1#f"),
        Url(6, "http://example.org"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"example.org/a", "not a URL: no scheme"),
        (b"/etc/passwd", "not a URL: no scheme"),
        (b"file:///etc/passwd", "neither http nor https: file"),
        (b"ftp://example.org/", "neither http nor https: ftp"),
        (b"javascript:alert(1)", "neither http nor https: javascript"),
        (b"http:///a", "not a URL: no host"),
        (b"http://a:99999/", "not a URL: Port out of range 0-65535"),
        (b"http://[::1", "not a URL: Invalid IPv6 URL"),
        (b"http://me:secret@example.org/", "contains a user name or password, which would be written to the WARC"),
        (b"http://example.org/\x1b[2J", "not a URL: contains control characters"),
        ("http://example.org/新".encode("gbk"), "not UTF-8"),
        (b"http://example.org/" + b"a" * LONGEST * 3, "longer than 8,192 bytes"),
    ],
)
def test_a_line_that_cannot_be_fetched_is_told_with_its_number(tmp_path: Path, line: bytes, reason: str) -> None:
    good = Url(4, "http://example.org/b")
    assert found(tmp_path, b"\n\n" + line + b"\nhttp://example.org/b\n") == [BadLine(3, reason), good]


@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")) | st.just(b"http://a/" + b"b" * LONGEST)))
def test_every_line_that_is_neither_empty_nor_a_comment_is_told_once(
    tmp_path_factory: pytest.TempPathFactory, content: list[bytes]
) -> None:
    told = found(tmp_path_factory.getbasetemp(), b"\n".join(content))
    numbers = [each.line for each in told]
    assert numbers == sorted(set(numbers))
    for number, line in enumerate(content, 1):
        text = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
        is_blank = not text.decode("utf-8", "replace").strip()
        assert (number in numbers) == (not is_blank and not text.startswith(b"#"))


@given(st.text() | st.text().map("http://{}".format))
def test_whatever_text_is_a_url_or_is_told_why_not(text: str) -> None:
    reason = why_not(text)
    assert reason is None or reason.isprintable()


def test_a_url_is_new_once() -> None:
    seen = SeenUrls()
    assert [seen.is_new(url) for url in ("a", "b", "a", "\udc80", "\udc80")] == [True, True, False, True, False]
    seen.close()


@pytest.mark.parametrize(
    ("received", "response"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"),
        (b"HTTP/1.1 200 OK\r\ncontent-LENGTH:2\r\n\r\nabGARBAGE", b"HTTP/1.1 200 OK\r\ncontent-LENGTH:2\r\n\r\nab"),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nabc", b"HTTP/1.1 200 OK\nContent-Length: 2\n\nab"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hi\r\nLink: x\r\n\r\nHTTP/1.0 204 No\r\n\r\n", b"HTTP/1.0 204 No\r\n\r\n"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n",
        ),
        (b"HTTP/1.1 200 OK\r\n\r\nContent-Length: 2\r\n\r\nab", b"HTTP/1.1 200 OK\r\n\r\nContent-Length: 2\r\n\r\nab"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nX: "),
        (b"", b""),
    ],
)
def test_the_response_is_what_was_received_without_what_is_not_part_of_it(received: bytes, response: bytes) -> None:
    assert final_response(received) == response


@given(st.binary())
def test_whatever_is_received_the_response_is_part_of_it(received: bytes) -> None:
    assert final_response(received) in received


def exchange(body: bytes = b"<p>a") -> Exchange:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    return Exchange("http://example.org/", datetime.now(UTC), b"GET / HTTP/1.1\r\n\r\n", bytearray(head + body))


def test_a_warc_has_its_name_when_it_is_complete_and_not_before(tmp_path: Path) -> None:
    target = tmp_path / "new/a.warc.gz"
    warc = WarcFile.create(target, {})
    warc.write(exchange())
    assert [file.name for file in target.parent.iterdir()] == ["a.warc.gz.part"]
    with pytest.raises(RecordingError, match=r"a\.warc\.gz\.part exists already"):
        WarcFile.create(target, {})
    warc.complete()
    assert [file.name for file in target.parent.iterdir()] == ["a.warc.gz"]
    with pytest.raises(RecordingError, match=r"a\.warc\.gz exists already"):
        WarcFile.create(target, {})


def test_a_warc_that_came_into_being_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.warc"
    warc = WarcFile.create(target, {})
    target.write_bytes(b"somebody else's")
    with pytest.raises(RecordingError, match="exists by now"):
        warc.complete()
    assert target.read_bytes() == b"somebody else's"
    assert (tmp_path / "a.warc.part").read_bytes().startswith(b"WARC/1.1\r\n")


def test_warc_dates_are_in_utc() -> None:
    assert date(datetime(2024, 5, 10, 8, 30, tzinfo=timezone(timedelta(hours=8)))) == "2024-05-10T00:30:00.000000Z"


def test_a_good_recording_is_judged_good() -> None:
    assert judge(GOOD) == Verdict(True)
    assert list(lines(GOOD, judge(GOOD)))[-2:] == ["6 URLs = 3 recorded + 1 forbidden + 2 failed: OK", "verdict: good"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"qingliu/urls": 7}, "URLs not fetched: +1"),
        ({"qingliu/warc_not_stored": "disk full"}, "the WARC is not stored: disk full"),
        ({"spider_exceptions/count": 1}, "exceptions of the spider: 1"),
        ({"finish_reason": "shutdown"}, "stopped before its end: shutdown"),
    ],
)
def test_a_bad_recording_is_judged_bad(change: dict[str, Any], reason: str) -> None:
    assert judge(GOOD | change) == Verdict(False, (reason,))


def test_a_recording_of_nothing_is_judged_bad() -> None:
    assert judge({"finish_reason": "finished"}) == Verdict(False, ("no URL was asked for",))
    failed = {"finish_reason": "finished", "qingliu/urls": 1, "qingliu/forbidden_urls": 1}
    assert judge(failed) == Verdict(False, ("no URL was recorded",))


def test_the_version_that_a_recording_names_is_the_project_s() -> None:
    assert f'\nversion = "{__version__}"\n' in (ROOT / "pyproject.toml").read_text("utf-8")
