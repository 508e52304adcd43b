"""Which records of a WARC are pages, and what their bytes are."""

import gzip
import zlib
from base64 import b32decode, b32encode
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path

import brotli
import pytest

from crawler.pages import SavedPage, _warc, saved_pages
from tests.made_archives import Record, ZstdDict, record, warc_of, write, zipped, zstd_compress
from tests.test_archives import found

URL = "https://example.org/a"
HTML = "<p>清流</p>".encode() * 9
ZIPPED = gzip.compress(HTML)


def digest(payload: bytes) -> dict[str, str]:
    return {"WARC-Payload-Digest": f"sha1:{b32encode(sha1(payload).digest()).decode()}"}


def chunked(body: bytes) -> bytes:
    parts = (body[at : at + 40] for at in range(0, len(body), 40))
    return b"".join(b"%X;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nTrailer: x\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflate.compress(body) + deflate.flush()


def replayed(folder: Path, *records: Record) -> dict[str, bytes | str]:
    write(folder, "w", warc_of(records))
    return {path.removeprefix("w!/"): what for path, what in found(folder, "w").items()}


def test_a_record_of_part_of_a_page_is_a_failure_that_names_the_reason(tmp_path: Path) -> None:
    kind, headers, block = record(URL, HTML)
    pages = replayed(tmp_path, (kind, headers | {"WARC-Truncated": "length"}, block), record("u:404", b"x", "404 Not Found"))
    assert pages == {URL: "ArchiveError: recorded only in part: WARC-Truncated: length", "u:404": "status 404"}


@pytest.mark.parametrize(
    ("url", "is_skipped"),
    [
        ("https://example.org/robots.txt", True),
        ("http://127.0.0.1:80/robots.txt", True),
        ("https://example.org/a/robots.txt", False),
        ("https://example.org/robots.txt?a=/robots.txt", False),
    ],
)
def test_robots_txt_is_no_page(tmp_path: Path, url: str, is_skipped: bool) -> None:
    assert list(replayed(tmp_path, record(url, HTML, Content_Type="text/plain")).values()) == [
        "robots.txt" if is_skipped else HTML
    ]


def test_each_kind_of_record_that_is_no_page_is_skipped_by_its_name(tmp_path: Path) -> None:
    kinds = replayed(
        tmp_path,
        ("warcinfo", {}, b"software: x\r\n"),
        ("request", {"WARC-Target-URI": "u:request"}, b"GET / HTTP/1.1\r\n\r\n"),
        ("metadata", {"WARC-Target-URI": "u:metadata"}, b"x: y\r\n"),
        ("resource", {"WARC-Target-URI": "u:resource"}, b"<p>"),
        ("conversion", {"WARC-Target-URI": "u:conversion"}, b"<p>"),
        ("strange", {"WARC-Target-URI": "u:strange"}, b"<p>"),
        ("response", {"WARC-Target-URI": "dns:example.org"}, b"20240101000000\n"),
        record("u:404", b"gone", "404 Not Found"),
        record("u:302", b"", "302 Found"),
        record("u:206", b"part", "206 Partial Content"),
        record("u:png", b"\x89PNG", Content_Type="image/png"),
        record("u:css", b"p {}", Content_Type="text/css"),
        record("u:odd", b"x", Content_Type="nonsense"),
        record(URL, HTML),
    )
    assert kinds == {
        "unnamed": "warcinfo",
        "u:request": "request",
        "u:metadata": "metadata",
        "u:resource": "resource",
        "u:conversion": "conversion",
        "u:strange": "unknown",
        "dns:example.org": "not HTTP",
        "u:404": "status 404",
        "u:302": "status 302",
        "u:206": "status 206",
        "u:png": "not HTML: image",
        "u:css": "not HTML: text",
        "u:odd": "not HTML: other",
        URL: HTML,
    }


def without_bytes(value: object) -> str:
    """The name of a case: gzip puts the time into its header, and all processes must give a case the same name."""
    return "body" if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize(
    "media", ["text/html", "TEXT/HTML; charset=gbk", "application/xhtml+xml", "text/plain", "", "text/html, text/html"]
)
def test_media_types_of_pages(tmp_path: Path, media: str) -> None:
    assert replayed(tmp_path, record(URL, HTML, Content_Type=media)) == {URL: HTML}


@pytest.mark.parametrize(
    "media",
    [
        "application/octet-stream",
        "binary/octet-stream",
        "unknown/unknown",
        "*/*",
        "html",
        "application/x-httpd-php",
        "application/xml",
        "text/htm; charset=utf-8",
    ],
)
def test_what_says_nothing_is_a_page_where_it_begins_like_one(tmp_path: Path, media: str) -> None:
    page = b"<!-- x --><!DOCTYPE html>" + HTML
    pages = replayed(tmp_path, record(URL, page, Content_Type=media), record("u:data", b"PK\3\4 <html>", Content_Type=media))
    assert pages.pop(URL) == page and str(pages.pop("u:data")).startswith("not HTML: ")


@pytest.mark.parametrize(
    "before", [b"\r\n", b"HTTP/1.1 103 Early Hints\r\nContent-Type: x\r\n\r\n", b"HTTP/1.0 200 Connection established\r\n\r\n"]
)
def test_what_may_stand_before_a_response(tmp_path: Path, before: bytes) -> None:
    kind, headers, block = record(URL, HTML, Content_Type="text/html")
    assert replayed(tmp_path, (kind, headers, before + block)) == {URL: HTML}


def test_a_page_that_shows_a_response_is_that_page(tmp_path: Path) -> None:
    body = b"HTTP/1.1 200 OK\r\n\r\n<p>"
    assert replayed(tmp_path, record(URL, body, Content_Type="text/plain")) == {URL: body}


@pytest.mark.parametrize(
    ("body", "length"),
    [
        (b"<html><p>x</p></html><!-- counter -->", "2000"),  # as long as it was before line ends were made shorter
        (b"a part of a page", "2000"),
        (b"<html><p>x</p>", "14"),
        (b"<html><p>x</p>", "3"),
        (b"<html><p>x</p>", "x"),
    ],
)
def test_a_length_alone_does_not_prove_that_a_body_is_cut_off(tmp_path: Path, body: bytes, length: str) -> None:
    assert replayed(tmp_path, record(URL, body, Content_Length=length)) == {URL: body}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (HTML, {}),
        (HTML, {"Content_Encoding": "identity"}),
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (gzip.compress(HTML), {"content_encoding": "X-GZIP"}),
        (gzip.compress(HTML) + b"\0\0", {"Content_Encoding": "gzip"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (raw_deflate(HTML), {"Content_Encoding": "deflate"}),
        (brotli.compress(HTML), {"Content_Encoding": "br"}),
        (zstd_compress(HTML), {"Content_Encoding": "zstd"}),
        (brotli.compress(gzip.compress(HTML)), {"Content_Encoding": "gzip, br"}),
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(HTML)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (chunked(gzip.compress(HTML)), {"Transfer_Encoding": "gzip, chunked"}),
        (gzip.compress(HTML), {}),
        (gzip.compress(gzip.compress(HTML)), {"Content_Encoding": "gzip"}),
        *((gzip.compress(HTML), {"Content_Encoding": lie}) for lie in ("deflate", "br", "zstd")),
        *((HTML, {"Content_Encoding": lie}) for lie in ("gzip", "deflate", "br", "zstd")),
        (HTML, {"Transfer_Encoding": "chunked"}),
        (chunked(HTML), {}),
        (chunked(ZIPPED), {}),
        (HTML, {"Content_Encoding": "gbk"}),
        (HTML, {"Content_Encoding": "compress"}),
    ],
    ids=without_bytes,
)
def test_bodies_are_decoded_and_headers_that_lie_are_overruled(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    assert replayed(tmp_path, record(URL, body, **headers)) == {URL: HTML}


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (gzip.compress(HTML)[:-9], {"Content_Encoding": "gzip"}, "the compressed body is cut off"),
        (zlib.compress(HTML)[:-9], {"Content_Encoding": "deflate"}, "the compressed body is cut off"),
        (brotli.compress(HTML)[:-4], {"Content_Encoding": "br"}, "the compressed body is cut off"),
        (zstd_compress(HTML)[:-4], {"Content_Encoding": "zstd"}, "ended before the end-of-stream"),
        (b"\xff\xff\xff\xff", {"Content_Encoding": "br"}, "damaged"),
        (chunked(HTML)[:100], {"Transfer_Encoding": "chunked"}, "chunked body is cut off"),
        (b"<html>" + HTML, {"Content_Length": "2000"}, "of 2,000 bytes are there"),
        (b"\x1f\x9d\x90\x01\xff", {"Content_Encoding": "compress"}, "unknown content encoding: compress"),
    ],
    ids=without_bytes,
)
def test_a_body_that_cannot_be_decoded_costs_one_page(tmp_path: Path, body: bytes, headers: dict[str, str], reason: str) -> None:
    pages = replayed(tmp_path, record("u:bad", body, **headers), record(URL, HTML))
    assert reason in str(pages.pop("u:bad")) and pages == {URL: HTML}


LONG = "".join(f"<p>河上的第{number}座石桥</p>" for number in range(99)).encode()
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd_compress,
}


@pytest.mark.parametrize("sent", CODINGS)
@pytest.mark.parametrize("said", [*CODINGS, ""])
def test_a_body_in_another_coding_than_its_headers_say_is_decoded(tmp_path: Path, sent: str, said: str) -> None:
    assert replayed(tmp_path, record(URL, CODINGS[sent](LONG), Content_Encoding=said)) == {URL: LONG}


@pytest.mark.parametrize("coding", ["gzip", "deflate"])  # which have a checksum
def test_a_damaged_body_is_not_taken_for_one_in_another_coding(tmp_path: Path, coding: str) -> None:
    packed = CODINGS[coding](LONG)
    page = replayed(tmp_path, record(URL, packed[:60] + b"\xff\xff" + packed[62:], Content_Encoding=coding))[URL]
    assert "damaged: Error" in str(page)


@pytest.mark.parametrize("size", [200, 100_000])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_warc_in_zstandard_may_begin_with_a_dictionary(tmp_path: Path, size: int, is_packed: bool) -> None:
    dictionary = (LONG * 99)[:size]
    frame = zstd_compress(dictionary) if is_packed else dictionary
    records = [warc_of([record(f"u:{number}", LONG)]) for number in range(3)]
    packed = (zstd_compress(one, zstd_dict=ZstdDict(dictionary, is_raw=True)) for one in records)
    write(tmp_path, "w", b"\x5d\x2a\x4d\x18" + len(frame).to_bytes(4, "little") + frame + b"".join(packed))
    assert found(tmp_path, "w") == {f"w!/u:{number}": LONG for number in range(3)}


@pytest.mark.parametrize("encoding", ["gbk", "big5hkscs"])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_chinese_body_under_headers_that_lie_is_taken_as_it_is(tmp_path: Path, coding: str, encoding: str) -> None:
    body = "<title>河流</title><p>河上有一座石桥</p>".encode(encoding, "ignore")
    assert replayed(tmp_path, record(URL, body, Content_Encoding=coding)) == {URL: body}


def revisit(url: str, refers: dict[str, str], **headers: str) -> Record:
    kind, fields, block = record(url, b"", warc_type="revisit", **headers)
    return kind, fields | {"WARC-Date": "2025-01-01T00:00:00Z"} | refers, block


def test_revisits_have_the_payload_of_what_they_refer_to_and_a_date_of_their_own(tmp_path: Path) -> None:
    original, same = record(URL, ZIPPED, Content_Encoding="gzip"), digest(ZIPPED)
    original[1].update({"WARC-Record-ID": "<urn:uuid:1>", "WARC-Date": "2024-05-10T00:30:00Z"})
    by_url = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": "2024-05-10T00:30:00Z"}
    records = [
        revisit("u:before", same),
        original,
        revisit("u:digest", same),
        revisit("u:id", {"WARC-Refers-To": "<urn:uuid:1>"}),
        revisit("u:url", by_url),
        revisit("u:image", same, Content_Type="image/png"),
        revisit("u:elsewhere", {"WARC-Payload-Digest": "sha1:OTHER"}),
        ("revisit", {"WARC-Target-URI": "u:without headers"} | same, b""),
    ]
    pages = replayed(tmp_path, *records)
    missing = str(pages.pop("u:elsewhere"))
    assert "a revisit of a record that is not in this WARC" in missing
    assert pages.pop("u:image") == "not HTML: image"
    assert pages == dict.fromkeys([URL, "u:before", "u:digest", "u:id", "u:url", "u:without headers"], HTML)
    dates = {page.path: page.captured for page in saved_pages("w", tmp_path) if isinstance(page, SavedPage)}
    assert dates["w!/u:digest"] == "2025-01-01T00:00:00+00:00" and dates[f"w!/{URL}"] == "2024-05-10T00:30:00+00:00"


@pytest.mark.parametrize("write_digest", [str.lower, lambda digest: f"SHA-1:{b32decode(digest[5:]).hex().upper()}"])
def test_a_revisit_may_write_the_digest_in_another_way(tmp_path: Path, write_digest: Callable[[str], str]) -> None:
    kind, headers, block = record(URL, HTML)
    same = {"WARC-Payload-Digest": write_digest(digest(HTML)["WARC-Payload-Digest"])}
    assert replayed(tmp_path, (kind, headers | digest(HTML), block), revisit("u:again", same)) == {URL: HTML, "u:again": HTML}


def test_a_revisit_may_refer_to_a_revisit_and_write_a_date_to_the_second(tmp_path: Path) -> None:
    kind, headers, block = record(URL, HTML)
    first = {"WARC-Refers-To-Target-URI": URL, "WARC-Refers-To-Date": "2024-05-10T00:30:00Z"}
    second = {"WARC-Refers-To-Target-URI": "u:1", "WARC-Refers-To-Date": "2025-01-01T00:00:00Z"}
    original = (kind, headers | {"WARC-Date": "2024-05-10T00:30:00.123Z"}, block)
    pages = replayed(tmp_path, original, revisit("u:2", second), revisit("u:1", first))
    assert pages == {URL: HTML, "u:1": HTML, "u:2": HTML}


@pytest.mark.parametrize("compressed", [False, True])
def test_many_revisits_are_looked_up_in_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compressed: bool) -> None:
    monkeypatch.setattr(_warc, "MOST", 2)
    records = [record(URL, HTML), *(revisit(f"u:{number}", digest(HTML)) for number in range(7)), record("u:last", HTML)]
    write(tmp_path, "w", warc_of(records, compressed))
    write(tmp_path, "z", zipped({"w": warc_of(records, compressed)}))
    assert list(found(tmp_path, "w").values()) == [HTML] * 9
    assert list(found(tmp_path, "z").values()) == [HTML] * 9


def test_a_revisit_of_what_is_no_page_is_none(tmp_path: Path) -> None:
    again = {"WARC-Target-URI": "u:again"} | digest(b"gone")
    pages = replayed(tmp_path, record(URL, b"gone", "404 Not Found"), ("revisit", again, b""))
    assert pages == {URL: "status 404", "u:again": "status 404"}


@pytest.mark.parametrize(
    ("date", "captured"),
    [
        ("2024-05-10T00:30:00Z", "2024-05-10T00:30:00+00:00"),
        ("2024-05-10T00:30:00.123456789Z", "2024-05-10T00:30:00+00:00"),
        ("2024-05-10T00:30Z", "2024-05-10T00:30:00+00:00"),
        ("2024-05-10T08:30:00+08:00", "2024-05-10T08:30:00+08:00"),
        ("2024-05", None),
        ("2024-13-10T00:30:00Z", None),
        ("2024-05-10T08:30:00+99:00", None),
        ("yesterday", None),
    ],
)
def test_dates(tmp_path: Path, date: str, captured: str | None) -> None:
    page = record(URL, HTML)
    page[1]["WARC-Date"] = date
    write(tmp_path, "w", warc_of([page]))
    [saved] = saved_pages("w", tmp_path)
    assert isinstance(saved, SavedPage) and saved.captured == captured


def test_a_segment_of_a_page_is_no_page(tmp_path: Path) -> None:
    page = record(URL, HTML)
    page[1]["WARC-Segment-Number"] = "1"
    assert "one segment of several" in str(replayed(tmp_path, page)[URL])
