"""Pages in archives of every kind are the pages that they are in a folder."""

import gzip
import json
import lzma
import os
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.pages import (
    ArchiveError,
    Found,
    Limits,
    Lost,
    NoPagesError,
    PageTooLargeError,
    SavedPage,
    Skipped,
    count_pages,
    saved_pages,
)
from crawler.readers import read_page
from tests.made_archives import FIXTURES, KINDS, record, tarred, warc, warc_of, write, zipped, zstd_compress
from tests.processes import run
from tests.support import ROOT

PAGE = "\n---\ntitle: '标题'\n---\n<p>正文</p>".encode()
THREAD = FIXTURES["jurong_bbs/003_9b817343c7795f17.txt"]
Maker = Callable[[Mapping[str, bytes]], bytes]


def found(folder: Path, pages: str = ".", limits: Limits | None = None) -> dict[str, Any]:
    """What there is at each path: the bytes of a page, the reason why it cannot be read, or the kind of what is skipped."""
    return {place.path: outcome(place) for place in saved_pages(pages, folder, limits)}


def outcome(place: Found) -> bytes | str:
    if isinstance(place, Lost):
        return f"Lost: {place.pages} in {place.size:,} bytes: {place.reason}"
    if isinstance(place, Skipped):
        return place.kind
    try:
        return place.read()
    except (ArchiveError, NoPagesError, PageTooLargeError, OSError) as error:
        return f"{type(error).__name__}: {error}"


def crawled(folder: Path, pages: Path, *arguments: str, exit_code: int = 0) -> tuple[list[dict[str, Any]], str]:
    """The items of a real crawl, and its summary."""
    feed = folder / "items.jsonl"
    ended = run(folder, "crawl", "replay", "-a", f"pages={pages}", "-O", str(feed), *arguments)
    assert ended.returncode == exit_code, ended.stdout + ended.stderr
    return [json.loads(line) for line in feed.read_text("utf-8").splitlines()], ended.stdout


@pytest.fixture(scope="module")
def items_of_the_folder(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return crawled(tmp_path_factory.mktemp("folder"), ROOT / "fixtures")[0]


def without_place(item: dict[str, Any]) -> dict[str, Any]:
    """``item`` without what an archive knows of a page beside its bytes."""
    known = {"path", "captured", "encoding_basis"}
    return item | {"url": None, "page": {name: value for name, value in item["page"].items() if name not in known}}


KNOW_URLS = {"warc", "warc.gz", "wacz"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_crawl_of_an_archive_gives_the_items_of_the_folder(
    kind: str, tmp_path: Path, items_of_the_folder: list[dict[str, Any]]
) -> None:
    archive = write(tmp_path, "named.like.nothing", KINDS[kind](FIXTURES))
    items, summary = crawled(tmp_path, archive)
    assert [without_place(item) for item in items] == [without_place(item) for item in items_of_the_folder]
    assert all(item["page"]["path"].startswith(f"{archive.as_posix()}!/") for item in items)
    assert all((item["url"] or "").startswith("https://") == (kind in KNOW_URLS) for item in items)
    assert "5 pages = 5 items + 0 dropped + 0 failed: OK" in summary


def test_a_run_over_archives_accounts_for_everything(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    write(pages, "a.zip", zipped({"good": PAGE, "bad": b"\0", "folder/": b""}))
    write(pages, "b/c.tar", tarred({"good": PAGE})[:1024])
    write(pages, "d.warc", warc({"good": PAGE}))
    write(pages, "e.txt", PAGE)
    items, summary = crawled(tmp_path, pages, exit_code=1)
    assert [item["page"]["path"].removeprefix(f"{pages.as_posix()}/") for item in items] == [
        "a.zip!/good",
        "d.warc!/https://example.org/good",
        "e.txt",
        "b/c.tar!/good",
    ]
    rows = [" ".join(line.split()) for line in summary.splitlines()]
    assert {"skipped: 2", "1 directory", "1 warcinfo", "5 pages = 4 items + 0 dropped + 1 failed: OK"} <= set(rows)
    [bad, cut] = map(json.loads, (tmp_path / "out/failed.jsonl").read_text("utf-8").splitlines())
    assert bad["page"].endswith("a.zip!/bad") and bad["error"] == "UnreadablePageError"
    assert cut["page"].endswith("b/c.tar") and "cut off" in cut["reason"]
    assert (cut["error"], cut["lost"], cut["bytes"]) == ("Lost", None, 0)
    assert "lost: an unknown number of pages" in rows
    assert "verdict: BAD, because lost in damaged archives: an unknown number of pages" in rows


def test_archives_in_folders_and_globs_are_opened_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"a")
    write(tmp_path, "b", zipped({"2": b"b2", "1": b"b1"}))
    write(tmp_path, "c/d.zip", tarred({"x": b"x"}))
    assert list(found(tmp_path).items()) == [("a.txt", b"a"), ("b!/2", b"b2"), ("b!/1", b"b1"), ("c/d.zip!/x", b"x")]
    assert found(tmp_path, "*/*.zip") == {"c/d.zip!/x": b"x"}
    assert found(tmp_path, "b") == {"b!/2": b"b2", "b!/1": b"b1"}


def test_a_compressed_page_is_a_page(tmp_path: Path) -> None:
    write(tmp_path, "a.txt.gz", gzip.compress(PAGE))
    write(tmp_path, "b.zip", zipped({"c.gz": gzip.compress(PAGE)}))
    assert found(tmp_path) == {"a.txt.gz": PAGE, "b.zip!/c.gz": PAGE}


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, zstd_compress])
def test_a_page_that_was_compressed_twice_is_a_page(tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    write(tmp_path, "a.html.gz.gz", gzip.compress(compress(PAGE)))
    assert found(tmp_path) == {"a.html.gz.gz": PAGE}


@pytest.mark.parametrize("preset", [0, 6, 9])
def test_what_is_in_the_old_format_of_lzma_is_read_and_its_end_is_missed(tmp_path: Path, preset: int) -> None:
    packed = lzma.compress(tarred({"b": PAGE, "c": b"<html>" + PAGE}), format=lzma.FORMAT_ALONE, preset=preset)
    write(tmp_path, "a.html.lzma", lzma.compress(PAGE, format=lzma.FORMAT_ALONE, preset=preset))
    write(tmp_path, "b.tar.lzma", packed)
    assert found(tmp_path) == {"a.html.lzma": PAGE, "b.tar.lzma!/b": PAGE, "b.tar.lzma!/c": b"<html>" + PAGE}
    write(tmp_path, "b.tar.lzma", packed[:-9])
    assert any(isinstance(one, Lost) and "cut off" in one.reason for one in saved_pages("b.tar.lzma", tmp_path))


def test_a_tar_of_before_posix_is_one_where_its_first_header_is_damaged(tmp_path: Path) -> None:
    tar = bytearray(tarred({"a": PAGE, "b": PAGE}))
    for at in (at for at in range(0, len(tar), 512) if tar[at + 257 : at + 262] == b"ustar"):
        tar[at + 257 : at + 512] = bytes(255)
        tar[at + 148 : at + 156] = b"%06o\0 " % (sum(tar[at : at + 148]) + 8 * 32 + sum(tar[at + 156 : at + 512]))
    write(tmp_path, "a", bytes(tar))
    assert found(tmp_path) == {"a!/a": PAGE, "a!/b": PAGE}
    tar[3] = 1
    write(tmp_path, "a", bytes(tar))
    assert found(tmp_path)["a!/b"] == PAGE


def sparse_tar(kind: str) -> bytes:
    """A member with holes between two pages, as GNU tar writes it."""
    info, after = tarfile.TarInfo("holes"), tarfile.TarInfo("b")
    info.size, after.size = 512, len(PAGE)
    extra = b"".join(
        b"%d %s\n" % (len(line) + 4, line) for line in (b"GNU.sparse.major=1", b"GNU.sparse.minor=0", b"GNU.sparse.name=holes")
    )
    if kind == "old":
        block = bytearray(info.tobuf(tarfile.GNU_FORMAT))
        block[156:157], block[386:410], block[483:495] = b"S", b"%011o\0%011o\0" % (0, 512), b"%011o\0" % 90_000
        block[148:156] = b"%06o\0 " % (sum(block[:148]) + 8 * 32 + sum(block[156:]))
        header = bytes(block)
    else:
        pax = tarfile.TarInfo("PaxHeaders/holes")
        pax.type, pax.size, info.name = tarfile.XHDTYPE, len(extra), "GNUSparseFile.1/holes"
        header = pax.tobuf() + extra.ljust(512, b"\0") + info.tobuf()
    return (
        header
        + (b"1\n0\n512\n" + PAGE)[:512].ljust(512, b"\0")
        + after.tobuf()
        + PAGE.ljust(-(-len(PAGE) // 512) * 512, b"\0")
        + bytes(1024)
    )


@pytest.mark.parametrize("kind", ["old", "pax"])
def test_a_file_with_holes_in_a_tar_is_skipped(tmp_path: Path, kind: str) -> None:
    write(tmp_path, "a.tar", sparse_tar(kind))
    assert found(tmp_path) == {"a.tar!/holes": "sparse file", "a.tar!/b": PAGE}


def test_what_folders_pass_over_is_skipped_in_archives(tmp_path: Path) -> None:
    pages = {".a": b"", "b/.c/d": b"", "b/Thumbs.db": b"", "x.golden.json": b"", "x.phrases.yaml": b"", "x": b"x"}
    hidden = *["hidden file"] * 3, "golden or phrases", "golden or phrases"
    for make in (zipped, tarred):
        write(tmp_path, "a", make(pages))
        assert list(found(tmp_path, "a").values()) == [*hidden, b"x"]


@pytest.mark.parametrize("make", [zipped, tarred, lambda members: gzip.compress(tarred(members))], ids=["zip", "tar", "tgz"])
def test_an_archive_in_an_archive_is_read_and_one_in_that_is_named(tmp_path: Path, make: Maker) -> None:
    inner = {"a.zip": zipped({"x": b"x"}), "b.tgz": gzip.compress(tarred({"x": b"x"})), "c.warc.gz": warc({"x": b"x"}, True)}
    write(tmp_path, "o", make({**inner, "d.zip": zipped({"e.zip": zipped({"x": b"x"}), "y": b"y"})}))
    assert found(tmp_path) == {
        "o!/a.zip!/x": b"x",
        "o!/b.tgz!/x": b"x",
        "o!/c.warc.gz!/unnamed": "warcinfo",
        "o!/c.warc.gz!/https://example.org/x": b"x",
        "o!/d.zip!/e.zip": "OtherFormatError: an archive in an archive in an archive, which is not read",
        "o!/d.zip!/y": b"y",
    }
    assert found(tmp_path, "o!/b.tgz") == {"o!/b.tgz!/x": b"x"}


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_damaged_archive_in_an_archive_costs_what_is_damaged(tmp_path: Path, make: Maker) -> None:
    cut = gzip.compress(tarred({"x": b"x" * 500, "z": random.Random(1).randbytes(9000)}))[:-4000]
    write(tmp_path, "o", make({"a.tgz": cut, "b": b"b", "c.zip": zipped({"d": b"d"})[:-30]}))
    seen = found(tmp_path)
    assert (seen["o!/a.tgz!/x"], seen["o!/b"], seen["o!/c.zip!/d"]) == (b"x" * 500, b"b", b"d")
    assert str(seen["o!/a.tgz!/z"]).startswith("DamagedError: cut off") and str(seen["o!/c.zip"]).startswith("Lost: ")


@pytest.mark.parametrize(("method", "compress"), [(20, zstd_compress), (93, zstd_compress), (95, lzma.compress)])
def test_methods_that_other_programs_write(tmp_path: Path, method: int, compress: Callable[[bytes], bytes]) -> None:
    data = bytearray(zipped({"x": compress(PAGE)}, zipfile.ZIP_STORED))
    for local, central in ((8, 10), (14, 16), (22, 24)):
        value = {8: method, 14: zlib.crc32(PAGE), 22: len(PAGE)}[local].to_bytes(2 if local == 8 else 4, "little")
        for at in (local, data.index(b"PK\x01\x02") + central):
            data[at : at + len(value)] = value
    write(tmp_path, "a", bytes(data))
    assert found(tmp_path) == {"a!/x": PAGE}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_of_zips(tmp_path: Path, compression: int) -> None:
    write(tmp_path, "a", zipped({"x": PAGE}, compression))
    assert found(tmp_path) == {"a!/x": PAGE}


def test_zips_with_a_comment_with_something_before_them_and_with_64_bit_sizes(tmp_path: Path) -> None:
    file = tmp_path / "a"
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = b"PK comment" * 100
        with archive.open("x", "w", force_zip64=True) as member:
            member.write(PAGE)
    assert found(tmp_path) == {"a!/x": PAGE}
    file.write_bytes(b"before it" + file.read_bytes())
    assert found(tmp_path) == {"a!/x": PAGE}


@pytest.mark.parametrize("comment", [b"", b"--><script>open()</script></body></html>"])
@pytest.mark.parametrize("script", [b"", b"var a = 1;" * 600, b"var a = 1;" * 9_000], ids=["short", "long", "longer"])
def test_a_page_that_is_a_zip_which_opens_itself_is_the_pages_in_that(tmp_path: Path, script: bytes, comment: bytes) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"<!DOCTYPE html><html><body><p>Please wait</p><script>" + script + b"</script><!--")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("index.html", PAGE)
        archive.comment = comment
    assert found(tmp_path) == {"a.html!/index.html": PAGE}


def test_a_comment_may_look_like_an_end(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("x", PAGE)
        archive.comment = b"PK\x05\x06" + bytes(40)
    assert found(tmp_path) == {"a!/x": PAGE}


def test_zips_that_follow_one_another_in_a_file_are_all_read(tmp_path: Path) -> None:
    write(tmp_path, "a", zipped({"x": b"x", "y": b"y"}) + zipped({"z": b"z"}))
    pages = found(tmp_path)
    assert "members of another zip stand before it" in str(pages.pop("a"))
    assert pages == {"a!/x": b"x", "a!/y": b"y", "a!/z": b"z"}


def test_a_zip_of_more_members_than_16_bits_count(tmp_path: Path) -> None:
    write(tmp_path, "a", zipped({str(number): b"" for number in range(66_000)}, zipfile.ZIP_STORED))
    assert len(found(tmp_path)) == 66_000


def test_names_in_gbk_and_in_utf_8_without_a_flag(tmp_path: Path) -> None:
    data = zipped({"aaaa": b"1", "bbbbbb": b"2", "cccc": b"3"}, zipfile.ZIP_STORED)
    data = data.replace(b"aaaa", "清流".encode("gbk")).replace(b"bbbbbb", "清流".encode()).replace(b"cccc", b"caf\x82")
    write(tmp_path, "a", data)
    assert [place.path for place in saved_pages(".", tmp_path)] == ["a!/清流", "a!/清流", "a!/café"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("清流论坛.htm".encode("gbk"), "清流论坛.htm"),
        ("清流論壇.htm".encode("big5"), "清流論壇.htm"),
        ("清流论坛".encode()[:-1] + b".htm", "清流论\\udce5\\udc9d.htm"),
        (b"caf\xe9.htm", "caf\\udce9.htm"),
    ],
    ids=["gbk", "big5", "cut", "latin-1"],
)
def test_a_name_that_is_not_utf_8_as_the_zip_says(tmp_path: Path, name: bytes, shown: str) -> None:
    as_written = "一" + "x" * (len(name) - 3)  # which zipfile flags as UTF-8
    write(tmp_path, "a", zipped({as_written: b"1"}).replace(as_written.encode(), name))
    assert [place.path for place in saved_pages(".", tmp_path)] == [f"a!/{shown}"]


@pytest.mark.parametrize("behind", [b"\x1a", b"\r\n", b"\n\x1a"])
def test_what_programs_append_to_archives_costs_nothing(tmp_path: Path, behind: bytes) -> None:
    page = record("https://example.org/a", b"<p>1</p>")
    for archive in (zipped({"a": b"<p>1</p>"}), warc_of([page]), gzip.compress(b"<p>1</p>"), gzip.compress(warc_of([page]))):
        write(tmp_path, "a", archive + behind)
        assert [outcome(place) for place in saved_pages("a", tmp_path)] == [b"<p>1</p>"]


def test_a_list_names_files_folders_archives_and_what_is_gone(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"a")
    write(tmp_path, "b/c.zip", zipped({"x": b"x"}))
    paths = write(tmp_path, "list", "# 清单\n\na.txt\r\n  b\n".encode())
    assert found(tmp_path, "list") == {"a.txt": b"a", "b/c.zip!/x": b"x"}
    paths.write_text("a.txt\n" * 10 + "gone\n")
    gone = {"a.txt": b"a", "gone": "NoPagesError: no such file, folder or glob: gone"}
    assert found(tmp_path, "list") == gone
    paths.write_text("gone\na.txt\na.txt\n", "utf-8-sig")
    assert found(tmp_path, "list") == gone


@pytest.mark.parametrize("line", [b"x" * 4000, b"x" * 4095, b"x" * 9999, b"a/" * 2000, b"\0", b"*\0", b"\xff"])
def test_a_line_that_is_no_path_costs_one_page(tmp_path: Path, line: bytes) -> None:
    write(tmp_path, "a.txt", b"a")
    write(tmp_path, "list", b"a.txt\n" * 10 + line + b"\na.txt")
    *_, wrong, last = map(outcome, saved_pages("list", tmp_path))
    assert str(wrong).startswith("NoPagesError: no such file, folder or glob: ")
    assert last == b"a"
    assert list(count_pages("list", tmp_path)) == [1] * 12


@pytest.mark.parametrize(
    "data", [b"a.txt\nnothing\n", b"# only a comment\n", b"", b"x" * 5000, b"\0\n", "a.txt 是\n".encode("gbk")]
)
def test_what_is_no_list(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, "a.txt", b"a")
    write(tmp_path, "list", data)
    assert found(tmp_path, "list") == {"list": data}


def test_a_list_inside_a_folder_is_a_page(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"a")
    write(tmp_path, "list", b"a.txt\n")
    assert found(tmp_path) == {"a.txt": b"a", "list": b"a.txt\n"}


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_file_name_that_is_no_text_does_not_lose_the_item(tmp_path: Path) -> None:
    try:
        write(tmp_path / "pages", os.fsdecode(b"\xff.txt"), PAGE)
    except OSError:
        pytest.skip("this file system takes no such names")
    [item], _ = crawled(tmp_path, tmp_path / "pages")
    assert item["page"]["path"].endswith("pages/\\udcff.txt")


@pytest.mark.parametrize(
    ("data", "captured", "modified", "expected"),
    [
        (PAGE, None, None, None),
        (PAGE, "2024-05-10T00:30:00+00:00", None, "2024-05-10T08:30:00+08:00"),
        (PAGE, None, "2024-05-10T00:30:00+00:00", "2024-05-10T08:30:00+08:00"),
        (THREAD, None, "2024-05-10T00:30:00+00:00", "2024-05-09T15:39+08:00"),
        (THREAD, "2024-05-10T00:30:00+00:00", "2024-06-10T00:30:00+00:00", "2024-05-10T08:30:00+08:00"),
        (THREAD.replace(b"GMT+8", b"GMT+9"), "2024-05-10T00:30:00+00:00", None, "2024-05-10T09:30:00+09:00"),
        (PAGE, "9999-12-31T23:59:59+00:00", None, None),
    ],
)
def test_the_fetch_is_trusted_before_the_page_and_the_page_before_a_files_time(
    data: bytes, captured: str | None, modified: str | None, expected: str | None
) -> None:
    assert read_page("p", data, captured=captured, modified=modified).page.captured == expected


def test_times_of_members(tmp_path: Path) -> None:
    info_zip = zipfile.ZipInfo("unix", (2024, 5, 10, 1, 2, 4))
    info_zip.extra = b"UT\x05\x00\x01" + (1_715_301_000).to_bytes(4, "little")
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr(info_zip, b"")
        archive.writestr(zipfile.ZipInfo("local", (2024, 5, 10, 8, 30, 0)), b"")
        archive.writestr(zipfile.ZipInfo("unknown"), b"")
        archive.writestr(zipfile.ZipInfo("no day", (2024, 0, 0, 0, 0, 0)), b"")
    times = [place.modified for place in saved_pages("a", tmp_path) if isinstance(place, SavedPage)]
    assert times == ["2024-05-10T00:30:00+00:00", "2024-05-10T08:30:00+08:00", None, None]
