"""Damage to an archive costs what is damaged, is told, and is never taken for the whole."""

import bz2
import gzip
import os
import random
import re
from base64 import b32encode, urlsafe_b64encode
from collections import Counter
from collections.abc import Callable
from hashlib import md5, sha1, sha256, sha512
from pathlib import Path

import pytest

from benchmarks.damage import FORMATS, damaged, is_covered, made_pages, read
from crawler.pages import Found, Lost, SavedPage, _zip_directory, count_pages, saved_pages
from crawler.runs.batch.expectations import checked
from crawler.runs.batch.jobs import Expectations
from crawler.runs.batch.report import PageBalance
from crawler.runs.item_counts import ItemCounts
from crawler.runs.verdict import DAMAGED_PAGES, judge
from tests.made_archives import record, tarred, warc, warc_of, write, zipped
from tests.test_archives import found, outcome

PAGES = made_pages(1)
TEN = dict(list(PAGES.items())[:10])
HTML = "<html><p>清流</p></html>".encode()
AT_MOST = {"zip, deflated": 1, "zip, stored": 1, "zip, streamed": 1, "tar": 1, "warc": 1, "warc.gz": 1, "wacz": 1}
"""Pages that one flipped bit costs."""


@pytest.mark.parametrize("kind", FORMATS)
def test_no_damage_is_called_good(tmp_path: Path, kind: str) -> None:
    data, pages = FORMATS[kind](TEN), list(TEN.values())
    for what, at, copy in damaged(data, 25, 8, random.Random(kind)):
        came = read(write(tmp_path, "a", copy))
        missing, foreign = Counter(pages) - Counter(came.pages), Counter(came.pages) - Counter(pages)
        assert not came.is_good or not (missing or foreign) or not is_covered(pages, came), (what, at)
        if what == "flip":
            assert missing.total() <= AT_MOST.get(kind, len(pages)), at


@pytest.mark.parametrize("kind", FORMATS)
def test_an_archive_that_is_whole_is_good(tmp_path: Path, kind: str) -> None:
    came = read(write(tmp_path, "a", FORMATS[kind](TEN)))
    assert came.is_good and Counter(came.pages) == Counter(TEN.values())


def pages_and_losses(folder: Path, name: str) -> tuple[list[bytes | str], list[Lost]]:
    places: list[Found] = []
    outcomes: list[bytes | str] = []
    for place in saved_pages(name, folder):
        if isinstance(place, SavedPage):
            outcomes.append(outcome(place))
        places.append(place)
    return outcomes, [place for place in places if isinstance(place, Lost)]


def test_a_damaged_member_of_a_warc_costs_its_page_and_is_named(tmp_path: Path) -> None:
    data = bytearray(warc(TEN, compressed=True))
    starts = [member.start() for member in re.finditer(b"\x1f\x8b\x08", data)]
    data[starts[5] - 20] ^= 16
    write(tmp_path, "w", bytes(data))
    outcomes, losses = pages_and_losses(tmp_path, "w")
    assert len(outcomes) == 10 and sum(isinstance(page, bytes) for page in outcomes) == 9 and not losses


def test_a_member_whose_headers_are_gone_is_a_loss_of_so_many_bytes(tmp_path: Path) -> None:
    data = bytearray(warc(TEN, compressed=True))
    starts = [member.start() for member in re.finditer(b"\x1f\x8b\x08", data)]
    data[starts[5] : starts[5] + 64] = bytes(64)
    write(tmp_path, "w", bytes(data))
    outcomes, [lost] = pages_and_losses(tmp_path, "w")
    assert len(outcomes) == 9 and lost.pages is None and starts[6] - starts[5] - 64 <= lost.size <= starts[6] - starts[5]


@pytest.mark.parametrize("length", [b"0", b"10", b"99", b"999999999999", b"x", b"", b"-1"])
@pytest.mark.parametrize("compressed", [False, True])
def test_a_record_whose_length_is_wrong_ends_where_the_next_begins(tmp_path: Path, length: bytes, compressed: bool) -> None:
    records = [record(f"https://example.org/{number}", HTML) for number in range(3)]
    last = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    data = re.sub(rb"WARC-(Payload|Block)-Digest: \S+\r\n", b"", warc_of(records)) + last
    members = re.split(rb"(?=WARC/1.0)", re.sub(rb"(application/http; .*\r\nContent-Length: )\d+", rb"\g<1>" + length, data))
    write(tmp_path, "w", b"".join(map(gzip.compress, members[1:])) if compressed else b"".join(members))
    assert list(found(tmp_path, "w").values()) == [HTML] * 3 + ["metadata"]


def test_a_header_that_was_zeroed_is_not_lost_in_the_record_before_it(tmp_path: Path) -> None:
    records = [record(f"https://example.org/{number}", HTML) for number in range(3)]
    data = bytearray(re.sub(rb"WARC-(Payload|Block)-Digest: \S+\r\n", b"", warc_of(records)))
    second = [found.start() for found in re.finditer(rb"WARC/1.0", data)][1]
    data[second - 20 : second + 80] = bytes(100)
    pages = found(tmp_path, write(tmp_path, "w", bytes(data)).name)
    assert "DamagedError" in str(pages.pop("w!/https://example.org/0")) and pages == {"w!/https://example.org/2": HTML}


def test_field_names_may_be_written_in_any_case(tmp_path: Path) -> None:
    data = warc_of([record("https://example.org/a", HTML)])
    write(tmp_path, "w", re.sub(rb"(?m)^(WARC-[A-Za-z-]+|Content-Length):", lambda name: name[0].lower(), data))
    assert found(tmp_path, "w") == {"w!/https://example.org/a": HTML}


DIGESTS: dict[str, Callable[[bytes], str]] = {
    "sha1": lambda data: b32encode(sha1(data).digest()).decode(),
    "SHA-1": lambda data: sha1(data).hexdigest(),
    "sha256": lambda data: sha256(data).hexdigest().upper(),
    "sha-256": lambda data: b32encode(sha256(data).digest()).decode().lower(),
    "md5": lambda data: md5(data).hexdigest(),
    "MD5": lambda data: b32encode(md5(data).digest()).decode(),
    "sha512": lambda data: urlsafe_b64encode(sha512(data).digest()).decode(),
}


@pytest.mark.parametrize("algorithm", DIGESTS)
@pytest.mark.parametrize("field", ["WARC-Payload-Digest", "WARC-Block-Digest"])
def test_a_page_that_contradicts_its_digest_fails(tmp_path: Path, algorithm: str, field: str) -> None:
    block = record("https://example.org/a", HTML)[2]
    content = HTML if field == "WARC-Payload-Digest" else block
    for is_right, of in ((True, content), (False, content + b"x")):
        digest = f"{field}: {algorithm}:{DIGESTS[algorithm](of)}"
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: u:a\r\n{digest}\r\nContent-Length: {len(block)}\r\n\r\n"
        write(tmp_path, "w", head.encode() + block + b"\r\n\r\n")
        [page] = found(tmp_path, "w").values()
        assert page == HTML if is_right else "DamagedError" in str(page) and field in str(page)


def test_a_block_that_is_what_was_written_holds_the_payload_that_was_written(tmp_path: Path) -> None:
    block = record("https://example.org/a", HTML)[2]
    digests = (
        f"WARC-Block-Digest: sha1:{sha1(block).hexdigest()}\r\nWARC-Payload-Digest: sha1:{sha1(b'another notion').hexdigest()}"
    )
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: u:a\r\n{digests}\r\nContent-Length: {len(block)}\r\n\r\n"
    write(tmp_path, "w", head.encode() + block + b"\r\n\r\n")
    assert list(found(tmp_path, "w").values()) == [HTML]


@pytest.mark.parametrize("cut", [20, 60, 130, 200, 330])
def test_a_warc_that_is_cut_anywhere_in_a_record_says_so(tmp_path: Path, cut: int) -> None:
    data = warc_of([record(f"https://example.org/{number}", HTML) for number in range(2)])
    write(tmp_path, "w", data[: data.rindex(b"WARC/1.0") + cut])
    outcomes, losses = pages_and_losses(tmp_path, "w")
    assert outcomes[0] == HTML and len(outcomes) + len(losses) == 2
    assert "cut off" in (losses[0].reason if losses else str(outcomes[1]))


def test_records_without_http_are_pages_where_they_are_html(tmp_path: Path) -> None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    records = [
        ("resource", {"WARC-Target-URI": "https://example.org/a"} | html, HTML),
        ("conversion", {"WARC-Target-URI": "https://example.org/b"} | html, HTML),
        ("resource", {"WARC-Target-URI": "metadata://x/log", "Content-Type": "text/plain"}, b"log"),
        ("conversion", {"WARC-Target-URI": "https://example.org/c", "Content-Type": "text/plain"}, b"text"),
        record("https://example.org/203", HTML, "203 Non-Authoritative Information"),
        ("response", {"WARC-Target-URI": "https://example.org/100"}, b"HTTP/1.1 100 Continue\r\n\r\n" + record("u:x", HTML)[2]),
    ]
    data = warc_of(records[:-1]) + b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/100\r\n"
    block = records[-1][2]
    write(tmp_path, "w", data + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block))
    pages = {path.removeprefix("w!/"): what for path, what in found(tmp_path, "w").items()}
    assert [what for what in pages.values() if what == HTML] == [HTML] * 4
    assert (pages["metadata://x/log"], pages["https://example.org/c"]) == ("resource", "conversion")


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_arc_files_are_read(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [b"filedesc://x.arc 0.0.0.0 20040101000000 text/plain %d\n%s" % (len(version), version)]
    records += [b"http://example.org/%d 192.0.2.1 20040105040000 text/html %d\n%s" % (n, len(http), http) for n in range(3)]
    write(tmp_path, "old", b"".join(compress(part + b"\n") for part in records))
    *pages, last = [place for place in saved_pages("old", tmp_path) if isinstance(place, SavedPage)]
    assert len(pages) == 2 and last.captured == "2004-01-05T04:00:00+00:00" and last.path == "old!/http://example.org/2"
    assert list(found(tmp_path, "old").values()) == ["warcinfo", HTML, HTML, HTML]


def test_a_body_of_several_gzip_members_is_read_whole_or_fails(tmp_path: Path) -> None:
    half = len(HTML) // 2
    two = gzip.compress(HTML[:half]) + gzip.compress(HTML[half:])
    bodies = {"whole": two, "cut": two[:-3], "followed": gzip.compress(HTML) + b"<p>more</p>"}
    write(tmp_path, "w", warc_of([record(f"u:{name}", body, Content_Encoding="gzip") for name, body in bodies.items()]))
    whole, *others = found(tmp_path, "w").values()
    assert whole == HTML and all("Error" in str(other) for other in others)


def test_the_number_at_the_end_of_a_zip_is_compared(tmp_path: Path) -> None:
    data = bytearray(zipped(TEN))
    at = data.rindex(b"PK\x05\x06")
    second = [entry.start() for entry in re.finditer(b"PK\x01\x02", data)][1]
    first = data.index(b"PK\x01\x02")
    del data[first:second]  # from the directory, the member is still there
    shorter = at - (second - first)
    data[shorter + 12 : shorter + 16] = (shorter - first).to_bytes(4, "little")
    write(tmp_path, "z", bytes(data))
    outcomes, [lost] = pages_and_losses(tmp_path, "z")
    assert Counter(outcomes) == Counter(TEN.values()) and lost.pages == 0 and "counts 10 members" in lost.reason
    data[4 : 4 + 40] = bytes(40)
    data[0] = 0
    write(tmp_path, "z", bytes(data))
    outcomes, [lost] = pages_and_losses(tmp_path, "z")
    assert Counter(outcomes) == Counter(list(TEN.values())[1:]) and lost.pages == 1


REMAINS: dict[str, Callable[[], bytes]] = {
    "warc": lambda: warc(TEN),
    "warc.gz": lambda: warc(TEN, compressed=True),
    "tar": lambda: tarred(TEN),
    "zip": lambda: zipped(TEN),
}


@pytest.mark.parametrize("kind", REMAINS)
@pytest.mark.parametrize("gone", [5, 700])
def test_of_an_archive_without_its_beginning_the_rest_is_read(tmp_path: Path, kind: str, gone: int) -> None:
    write(tmp_path, "a", REMAINS[kind]()[gone:])
    outcomes, losses = pages_and_losses(tmp_path, "a")
    whole = [one for one in outcomes if isinstance(one, bytes)]
    assert len(whole) >= 8 and set(whole) <= set(TEN.values())
    assert losses or any("DamagedError" in str(one) for one in outcomes)


@pytest.mark.parametrize("shown", [b"WARC/1.0\r\nWARC-Type: response\r\n", tarred({"a": b"x"})[:512].replace(b"\0", b" ")])
def test_a_page_that_shows_an_archive_is_a_page(tmp_path: Path, shown: bytes) -> None:
    page = HTML.replace(b"<p>", b"<pre>\n" + shown + b"</pre><p>")
    write(tmp_path, "a", page)
    assert found(tmp_path) == {"a": page}


@pytest.mark.parametrize("stub", [b"MZ" + bytes(300), b"#!/bin/sh\nexit\n", b"any text before it\n" * 9])
def test_a_zip_behind_something_else_is_read(tmp_path: Path, stub: bytes) -> None:
    write(tmp_path, "program", stub + zipped({"x": b"x", "y": b"y"}))
    assert found(tmp_path) == {"program!/x": b"x", "program!/y": b"y"}


@pytest.mark.parametrize(
    ("name", "codec"), [("圖書館藏", "big5"), ("井水", "gbk"), ("学习资料/第一页", "gbk"), ("新聞報導", "big5")]
)
def test_names_without_a_flag_are_read_in_the_encoding_that_makes_sense(tmp_path: Path, name: str, codec: str) -> None:
    raw = name.encode(codec)
    placeholder = "x" * len(raw)
    for make, archive in ((zipped, "z"), (tarred, "t")):
        data = make({placeholder: b"content"}).replace(placeholder.encode(), raw)
        if archive == "t":
            sums = sum(data[:148]) + 8 * 32 + sum(data[156:512])
            data = data[:148] + b"%06o\0 " % sums + data[156:]
        write(tmp_path, archive, data)
        assert found(tmp_path, archive) == {f"{archive}!/{name}": b"content"}


def test_several_archives_in_one_tar_are_read(tmp_path: Path) -> None:
    write(tmp_path, "t", tarred({"a": b"a"}) + tarred({"b": b"b"}))
    assert found(tmp_path, "t") == {"t!/a": b"a", "t!/b": b"b"}


def test_streams_of_several_members_go_on_behind_a_damaged_one(tmp_path: Path) -> None:
    data = tarred(TEN)
    for compress in (gzip.compress, bz2.compress):
        members = [bytearray(compress(data[at : at + 8192])) for at in range(0, len(data), 8192)]
        members[1][len(members[1]) // 2] ^= 1
        write(tmp_path, "t", b"".join(members))
        outcomes, losses = pages_and_losses(tmp_path, "t")
        whole = [page for page in outcomes if page in TEN.values()]
        assert len(whole) >= 4 and whole[-1] == list(TEN.values())[-1] and losses


def test_a_name_that_is_too_long_is_bounded(tmp_path: Path) -> None:
    write(tmp_path, "z", zipped({"清" * 20_000 + ".html": b"x", "清" * 20_000 + ".htm": b"y"}))
    paths = list(found(tmp_path))
    assert len(set(paths)) == 2 and all(len(path.encode()) < 4200 for path in paths)


def test_what_is_printed_can_be_given_back(tmp_path: Path) -> None:
    write(tmp_path, "z.zip", zipped({"d/[1].html": b"1", "d/2.html": b"2", "a.warc.gz": warc({"x": b"x", "x/y": b"y"}, True)}))
    write(tmp_path, "t", tarred({"a": b"a"}))
    for path in ("z.zip!/d/[1].html", "t!/a", "z.zip!/a.warc.gz!/https://example.org/x"):
        assert list(found(tmp_path, path)) == [path]
    assert list(found(tmp_path, "z.zip!/d/")) == ["z.zip!/d/[1].html", "z.zip!/d/2.html"]
    assert len(found(tmp_path, "z.zip!/a.warc.gz")) == 3
    assert found(tmp_path, "z.zip!/d/3.html") == {"z.zip!/d/3.html": "NoPagesError: no such page in z.zip"}
    write(tmp_path, "list", b"z.zip!/d/2.html\nt!/a\n")
    assert found(tmp_path, "list") == {"z.zip!/d/2.html": b"2", "t!/a": b"a"}


def test_links_that_leave_the_folder_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "in/page", b"page")
    write(tmp_path, "out/page", b"outside")
    for name, target in {"inside": "page", "outside": "../out/page", "folder": "../out", "gone": "nowhere"}.items():
        (tmp_path / "in" / name).symlink_to(target)
    leaves = dict.fromkeys(["in/folder", "in/outside"], "link out of the folder")
    (tmp_path / "in/loop").symlink_to("loop")
    nowhere = dict.fromkeys(["in/gone", "in/loop"], "NoPagesError: a link to nothing")
    assert found(tmp_path, "in") == found(tmp_path, "in/*") == leaves | nowhere | {"in/inside": b"page", "in/page": b"page"}
    assert found(tmp_path, "in/outside") == {"in/outside": b"outside"}  # asked for by name


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/page", b"a")
    write(tmp_path, "b/page", b"b")
    scandir = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert found(tmp_path) == {"a": "UnreadableFolderError: Permission denied", "b/page": b"b"}


def test_folders_may_be_very_deep(tmp_path: Path) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with open("page", "wb", opener=lambda path, flags: os.open(path, flags, dir_fd=here)) as page:
        page.write(b"deep")
    os.close(here)
    assert list(found(tmp_path).values()) == [b"deep"]
    assert sum(count or 0 for count in count_pages(".", tmp_path)) == 1
    (tmp_path / ("d/" * 1500) / "page").unlink()
    os.removedirs(tmp_path / ("d/" * 1500))  # what pytest removes folders with goes down by recursion
    tmp_path.mkdir(exist_ok=True)


def test_a_zip_that_is_cut_while_it_is_read_loses_nothing_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_zip_directory, "AT_ONCE", 200)
    monkeypatch.setattr(_zip_directory, "LONGEST", 100)
    file = write(tmp_path, "z", FORMATS["zip, streamed"](PAGES))
    outcomes: list[bytes | str] = []
    lost = 0
    for place in saved_pages("z", tmp_path):
        if isinstance(place, SavedPage):
            outcomes.append(outcome(place))
        elif isinstance(place, Lost):
            lost += place.pages or 0
        if len(outcomes) == 2:
            os.truncate(file, file.stat().st_size // 2)
    whole = [page for page in outcomes if page in PAGES.values()]
    assert 10 < len(whole) < len(PAGES) and len(outcomes) + lost == len(PAGES)


@pytest.mark.parametrize(
    ("expected", "balance", "met"),
    [
        (None, {}, None),
        (None, {"damaged": 1}, False),
        (None, {"lost_places": 1, "lost": 0}, False),
        (3, {"lost_places": 1, "lost": 2, "damaged": 1}, True),
        (3, {"lost_places": 2, "lost": 3, "damaged": 1}, False),
        (3, {"lost_places": 1, "lost_unknown": 1, "lost_bytes": 9}, False),
        (0, {}, True),
    ],
)
def test_a_batch_job_expects_that_nothing_is_lost(expected: int | None, balance: dict[str, int], met: bool | None) -> None:
    pages = PageBalance(pages=9, items=9, dropped=0, failed=0, difference=0, **balance)
    lines = checked(Expectations(lost=expected), pages, ItemCounts(), [])
    assert [line.met for line in lines if line.name == "lost"] == ([] if met is None else [met])


@pytest.mark.parametrize(
    ("expected", "there", "met"), [(None, 9, None), (0, 1, False), (2, 2, True), (2, 3, False), (0, 0, True)]
)
def test_a_batch_job_may_expect_pages_lost_to_errors(expected: int | None, there: int, met: bool | None) -> None:
    pages = PageBalance(pages=9, items=9, dropped=0, failed=there, difference=0, errors=there)
    lines = checked(Expectations(errors=expected), pages, ItemCounts(), [])
    assert [line.met for line in lines if line.name == "errors"] == ([] if met is None else [met])


def test_the_verdict_names_what_is_lost() -> None:
    stats = {"qingliu/pages": 1, "qingliu/items/x/article": 1, "finish_reason": "finished"}
    assert judge(stats).good
    lost = {"qingliu/lost/places": 2, "qingliu/lost/pages": 3, "qingliu/lost/unknown": 1, "qingliu/lost/bytes": 4096}
    assert judge(stats | lost).reasons == ("lost in damaged archives: 3 pages and an unknown number of pages in 4,096 bytes",)
    assert judge(stats | {"qingliu/lost/places": 2}).reasons == ("missing in archives or tables, but no page: 2",)
    assert judge(stats | lost, may_lose=True).good
    failed = stats | {"qingliu/pages": 2, DAMAGED_PAGES: 1}
    assert judge(failed).reasons == ("pages that are damaged: 1",)
    folder = stats | {"qingliu/pages": 2, "qingliu/failed/read: UnreadableFolderError": 1}
    assert not judge(folder, may_lose=True).good


@pytest.mark.parametrize("kind", ["zip, deflated", "zip, stored", "zip, streamed", "tar", "warc", "warc.gz"])
def test_bytes_that_are_zeroed_missing_or_too_many_cost_the_pages_that_they_are_in(tmp_path: Path, kind: str) -> None:
    data, pages = FORMATS[kind](TEN), Counter(TEN.values())
    for seed in range(6):
        at = random.Random(seed).randrange(len(data) - 64)
        for copy in (data[:at] + bytes(64) + data[at + 64 :], data[:at] + data[at + 100 :], data[:at] + bytes(50) + data[at:]):
            came = read(write(tmp_path, "a", copy))
            assert (pages - Counter(came.pages)).total() <= 2, (at, len(copy) - len(data))
            is_whole = Counter(came.pages) == pages  # what was damaged may be no page
            assert not came.is_good or is_whole or kind == "tar"  # nothing covers its content


def test_members_that_are_zeroed_from_end_to_end_are_told_and_zeros_at_the_end_are_none(tmp_path: Path) -> None:
    members = [warc_of([record(f"https://example.org/{number}", HTML)], True) for number in range(3)]
    whole = read(write(tmp_path, "a", b"".join(members) + bytes(10_240)))
    assert (whole.is_good, len(whole.pages)) == (True, 3)
    for at in (0, 1):
        zeroed = [bytes(len(member)) if number == at else member for number, member in enumerate(members)]
        came = read(write(tmp_path, "a", b"".join(zeroed)))
        assert (came.is_good, len(came.pages)) == (False, 2), at
    between = read(write(tmp_path, "a", bytes(3).join(members)))
    assert (between.is_good, len(between.pages)) == (True, 3)
