"""Archives that are broken or mean harm cost what is broken in them, and write nothing to disk."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from crawler.pages import Limits, SavedPage, saved_pages
from tests.made_archives import KINDS, record, tarred, warc, warc_of, write, zipped, zstd_compress
from tests.test_archives import found, outcome

PAGES = {f"{number}.txt": f"{number} 清流".encode() * 400 for number in range(6)}
SMALL = Limits(page_bytes=10_000, ratio=20)
ARCHIVES = {kind: make(PAGES) for kind, make in KINDS.items()}
BODIES = set(PAGES.values())

NAMES = {
    "../../etc/x": "etc/x",
    "/etc/passwd": "etc/passwd",
    "C:\\Windows\\x": "Windows/x",
    "c:../x": "x",
    "a/../../x": "a/x",
    "a/./b//c": "a/b/c",
    "..": "unnamed",
    "..\\..\\x": "x",
    "//host/share/x": "host/share/x",
    "x\n\x1b[2J": "x\n\x1b[2J",
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
@pytest.mark.parametrize("make", [zipped, tarred])
def test_no_name_leads_out_of_its_archive(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes], name: str, shown: str
) -> None:
    write(tmp_path, "a", make({name: b"x"}))
    assert found(tmp_path) == {f"a!/{shown}": b"x"}
    assert [file.name for file in tmp_path.rglob("*")] == ["a"]


@pytest.mark.parametrize(
    ("url", "shown"), [("../../etc/x", "%2E%2E/%2E%2E/etc/x"), ("/etc/x", "etc/x"), ("http://e/a/../b", "http://e/a/%2E%2E/b")]
)
def test_no_url_leads_out_of_its_archive(tmp_path: Path, url: str, shown: str) -> None:
    write(tmp_path, "a", warc_of([record(url, b"x")]))
    assert found(tmp_path) == {f"a!/{shown}": b"x"}


def test_links_devices_and_directories_are_skipped_by_name(tmp_path: Path) -> None:
    kinds = {
        "dir": tarfile.DIRTYPE,
        "sym": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "null": tarfile.CHRTYPE,
        "pipe": tarfile.FIFOTYPE,
    }
    members = [tarfile.TarInfo(name) for name in kinds]
    for member, kind in zip(members, kinds.values(), strict=True):
        member.type, member.linkname = kind, "/etc/passwd"
    write(tmp_path, "a", tarred({"x": b"x"}, members))
    names = ["directory", "symbolic link", "hard link", "device", "device"]
    assert list(found(tmp_path).values()) == [*names, b"x"]
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("dir/", b"")
    assert list(found(tmp_path).values()) == ["symbolic link", "directory"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "wacz"])
def test_a_page_that_is_too_large_costs_one_page(tmp_path: Path, kind: str) -> None:
    pages = PAGES | {"0.txt": b"x" * 10_001}
    write(tmp_path, "a", KINDS[kind](pages))
    limits = Limits(page_bytes=10_000, ratio=10_000)
    outcomes = list(found(tmp_path, "a", limits).values())
    assert "PageTooLargeError: larger than MAX_PAGE_BYTES = 10,000" in outcomes
    assert [page for page in outcomes if isinstance(page, bytes)] == list(PAGES.values())[1:]


def test_a_plain_file_that_is_too_large_costs_one_page(tmp_path: Path) -> None:
    write(tmp_path, "a", b"x" * 10_001)
    write(tmp_path, "b", b"x" * 10_000)
    assert found(tmp_path, ".", SMALL) == {"a": "PageTooLargeError: larger than MAX_PAGE_BYTES = 10,000", "b": b"x" * 10_000}


@pytest.mark.parametrize("compress", [gzip.compress, lzma.compress, zstd_compress, bz2.compress])
@pytest.mark.parametrize("make", [tarred, warc])
def test_a_decompression_bomb_is_broken_off(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes], compress: Callable[[bytes], bytes]
) -> None:
    write(tmp_path, "a", compress(make({"x": PAGES["0.txt"], "bomb": b"\0" * 3_000_000})))
    limits = Limits(page_bytes=100_000, ratio=20)
    *first, last = found(tmp_path, "a", limits).items()
    assert PAGES["0.txt"] in dict(first).values()
    assert last[0] == "a" and "Lost: None" in last[1] and "decompression bomb: more than MAX_COMPRESSION_RATIO = 20" in last[1]


def test_a_zip_whose_members_share_their_content_is_broken_off(tmp_path: Path) -> None:
    write(tmp_path, "a", zipped({str(number): b"\0" * 9_000 for number in range(99)}))
    *_, last = found(tmp_path, "a", SMALL).items()
    assert last[0] == "a" and "Lost: 75 in 0 bytes: decompression bomb" in last[1]


@pytest.mark.parametrize("make", [zipped, tarred, lambda members: gzip.compress(tarred(members))], ids=["zip", "tar", "tgz"])
@pytest.mark.parametrize("inside", [zipped, lambda members: gzip.compress(tarred(members)), lambda members: warc(members, True)])
def test_archives_in_an_archive_unpack_to_no_more_than_it_may_itself(
    tmp_path: Path, make: Callable[[dict[str, bytes]], bytes], inside: Callable[[dict[str, bytes]], bytes]
) -> None:
    inner = inside({str(number): b"\0" * 9_000 for number in range(200)})
    write(tmp_path, "a", make({str(number): inner for number in range(40)}))
    limits = Limits(page_bytes=100_000, ratio=20)
    seen = list(found(tmp_path, "a", limits).values())
    assert sum("decompression bomb" in str(one) for one in seen) >= 1
    assert sum(map(len, seen)) < 40 * (120_000 + 20 * len(inner)) < 40 * 1_800_000


@pytest.mark.parametrize("inside", [zipped, lambda members: gzip.compress(tarred(members)), lambda members: warc(members, True)])
def test_a_bomb_in_an_archive_gives_no_page(tmp_path: Path, inside: Callable[[dict[str, bytes]], bytes]) -> None:
    write(tmp_path, "a", zipped({str(number): inside({"x": b"\0" * 5_000_000}) for number in range(3)}))
    seen = list(found(tmp_path, "a").values())
    assert len([one for one in seen if "decompression bomb" in str(one)]) == 3 and sum(map(len, seen)) < 1000


def test_a_member_that_is_larger_than_it_says_is_not_read_further(tmp_path: Path) -> None:
    data = zipped({"x": b"\0" * 3_000_000})
    size = (3_000_000).to_bytes(4, "little")
    write(tmp_path, "a", data.replace(size, (100).to_bytes(4, "little")))
    assert "DamagedError: damaged: it is not as long as it says: 100 bytes" in found(tmp_path, "a", SMALL)["a!/x"]


def test_an_encrypted_member_fails_with_the_reason(tmp_path: Path) -> None:
    data = bytearray(zipped({"x": b"x", "y": b"y"}))
    for at in (6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    write(tmp_path, "a", bytes(data))
    assert found(tmp_path) == {"a!/x": "ArchiveError: encrypted", "a!/y": b"y"}


def test_an_unknown_method_of_compression_costs_one_page(tmp_path: Path) -> None:
    data = bytearray(zipped({"x": b"x", "y": b"y"}))
    for at in (8, data.index(b"PK\x01\x02") + 10):
        data[at] = 99
    write(tmp_path, "a", bytes(data))
    assert "method is not supported" in found(tmp_path)["a!/x"] and found(tmp_path)["a!/y"] == b"y"


def test_an_endless_header_of_a_tar_is_not_read(tmp_path: Path) -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 8 << 30
    write(tmp_path, "a", member.tobuf(tarfile.GNU_FORMAT) + b"\0" * 10_240)
    [(path, reason)] = found(tmp_path).items()
    assert path == "a" and "no header where one must be" in str(reason)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.8])
def test_of_an_archive_that_is_cut_off_what_is_readable_comes_and_one_failure(tmp_path: Path, kind: str, kept: float) -> None:
    data = KINDS[kind](PAGES)
    write(tmp_path, "cut", data[: int(len(data) * kept)])
    outcomes = [(place, outcome(place)) for place in saved_pages("cut", tmp_path)]
    pages = [page for _, page in outcomes if isinstance(page, bytes) and not page.startswith(b"{")]
    assert pages == list(PAGES.values())[: len(pages)]
    assert len(pages) >= (0 if kind in {"tar.xz", "tar.zst"} else int(6 * kept) - 2)
    assert "cut off" in str(outcomes[-1][1])
    failed = [what for place, what in outcomes if isinstance(place, SavedPage) and not isinstance(what, bytes)]
    assert len(failed) <= 1  # the page in which it is cut


def test_the_reason_names_where_it_was_cut(tmp_path: Path) -> None:
    write(tmp_path, "w", warc({"x": b"x" * 500})[:-100])
    assert "DamagedError: cut off: 463 of 559 bytes are there" in str(found(tmp_path)["w!/https://example.org/x"])
    write(tmp_path, "w", gzip.compress(warc({"x": b"x" * 500}))[:-4])
    assert str(found(tmp_path)["w"]).startswith("Lost: None in ") and str(found(tmp_path)["w"]).endswith("bytes: cut off")
    write(tmp_path, "w", zipped({"x": b"x", "y": b"y"})[:-30])
    assert found(tmp_path) == {
        "w!/x": b"x",
        "w!/y": b"y",
        "w": "Lost: None in 86 bytes: cut off: the central directory is missing",
    }


@pytest.mark.parametrize("version", [b"warc/1.0", b"Warc/1.0"])
def test_a_record_whose_version_is_in_small_letters_is_read(tmp_path: Path, version: bytes) -> None:
    whole = warc({"x": b"x" * 500, "y": b"y"})
    at = whole.index(b"WARC/", whole.index(b"x" * 500))
    write(tmp_path, "w", whole[:at] + version + whole[at + len(version) :])
    assert [page for page in found(tmp_path).values() if isinstance(page, bytes)] == [b"x" * 500, b"y"]


@pytest.mark.parametrize("kind", KINDS)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_anywhere_gives_pages_and_reasons_and_nothing_else(kind: str, tmp_path: Path, data: st.DataObject) -> None:
    archive = bytearray(ARCHIVES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(archive) - 1))
        archive[at : at + 1] = data.draw(st.binary(max_size=4))
    write(tmp_path, "a", bytes(archive[: data.draw(st.integers(0, len(archive)))]))
    for place in saved_pages("a", tmp_path, Limits(1_000_000, 200)):
        place.path.encode()
        outcome(place)


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    magic=st.sampled_from(
        [b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\0", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"BZh9", b"WARC/1.0\r\n"]
    ),
    rest=st.binary(max_size=600),
)
def test_any_bytes_are_a_page_or_a_reason(tmp_path: Path, magic: bytes, rest: bytes) -> None:
    write(tmp_path, "a", magic + rest)
    for place in saved_pages("a", tmp_path):
        outcome(place)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_named_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    (tmp_path / "gone").symlink_to("nowhere")
    outcomes = found(tmp_path, ".", SMALL)
    assert outcomes.pop("pipe") == "ArchiveError: a named pipe"
    assert outcomes["zeros"] == "link out of the folder" and "a link to nothing" in outcomes["gone"]


def test_a_tar_of_nothing_but_zeros_is_a_page(tmp_path: Path) -> None:
    write(tmp_path, "a", b"\0" * 10_240)
    assert found(tmp_path) == {"a": b"\0" * 10_240}


def test_reading_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, make in KINDS.items():
        write(tmp_path, kind, make(PAGES))
    opened: list[str] = []
    real = io.open

    def spy(file: object, mode: str = "r", *args: object, **kwargs: object) -> object:
        opened.append(mode)
        return real(file, mode, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(io, "open", spy)
    assert set(found(tmp_path).values()) >= BODIES
    assert set(opened) == {"rb"}
