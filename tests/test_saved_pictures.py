"""Pictures that were saved with their page: which are found, and that nothing outside is ever read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.images.stored.saved import SavedPictures
from crawler.pages import Limits, Skipped, saved_pages
from tests.made_archives import KINDS, record, warc_of, write, zipped
from tests.made_mhtml import PICTURE as MHTML_PICTURE
from tests.made_mhtml import html_part, mhtml, picture_part
from tests.made_pictures import drawn, file_of

PICTURE, SECRET = file_of(drawn(1)), file_of(drawn(2))
URL = "https://img.example.org/a/b.jpg?w=1"
FOUND = [
    "page_files/a.jpg",
    "./page_files/a.jpg",
    "page_files/a.jpg#top",
    "page_files/a.jpg?v=2",
    "page_files/%61.jpg",
    r"page_files\a.jpg",
]
NOT_FOLLOWED = [
    "../secret.jpg",
    "page_files/../../secret.jpg",
    "page_files/%2e%2e/%2e%2e/secret.jpg",
    r"..\secret.jpg",
    "/etc/hostname",
    "//127.0.0.1/secret.jpg",
    "file:///etc/hostname",
    "file:secret.jpg",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "link.jpg",
    "linked/secret.jpg",
    "page_files",
    "page_files/pipe",
    "page_files/a.jpg\0",
    "a" * 5000,
    "",
    "..",
    ".",
]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "inside"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page.txt").write_bytes(b"page")
    (folder / "page_files" / "a.jpg").write_bytes(PICTURE)
    (tmp_path / "secret.jpg").write_bytes(SECRET)
    os.mkfifo(folder / "page_files" / "pipe")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "linked").symlink_to(tmp_path)
    return folder


@pytest.fixture
def saved(tmp_path: Path) -> Iterator[SavedPictures]:
    pictures = SavedPictures(tmp_path / "store", Limits())
    yield pictures
    pictures.close()


@pytest.mark.parametrize("reference", FOUND)
def test_a_picture_beside_its_page_is_found(place: Path, saved: SavedPictures, reference: str) -> None:
    assert saved.find("inside/page.txt", place / "page.txt", [URL, reference]) == PICTURE


def test_a_file_url_is_followed_into_the_folder_only(place: Path, saved: SavedPictures) -> None:
    inside, outside = (place / "page_files" / "a.jpg").as_uri(), (place.parent / "secret.jpg").as_uri()
    assert saved.find("inside/page.txt", place / "page.txt", [outside]) is None
    assert saved.find("inside/page.txt", place / "page.txt", [outside, inside]) == PICTURE


@pytest.mark.parametrize("reference", NOT_FOLLOWED)
def test_nothing_outside_is_read(place: Path, saved: SavedPictures, reference: str) -> None:
    assert saved.find("inside/page.txt", place / "page.txt", [reference]) is None


def test_a_file_that_is_too_large_is_not_read(place: Path, tmp_path: Path) -> None:
    saved = SavedPictures(tmp_path / "store", Limits(page_bytes=len(PICTURE) - 1))
    assert saved.find("inside/page.txt", place / "page.txt", FOUND) is None


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.zst"])
def test_a_member_of_the_same_archive_is_found(tmp_path: Path, saved: SavedPictures, kind: str) -> None:
    members = {"in/page.txt": b"page", "in/page_files/a.jpg": PICTURE, "secret.jpg": SECRET}
    (tmp_path / "archive").write_bytes(KINDS[kind](members))
    page = f"{tmp_path}/archive!/in/page.txt"
    for reference in FOUND:
        assert saved.find(page, tmp_path / "archive", [URL, reference]) == PICTURE
    for reference in NOT_FOLLOWED:
        assert saved.find(page, tmp_path / "archive", [reference]) is None


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("reference", [URL, URL + "#x", URL.replace("https", "http")])
def test_the_response_to_a_url_is_found_in_the_same_warc(
    tmp_path: Path, saved: SavedPictures, compressed: bool, reference: str
) -> None:
    records = [
        record("https://example.org/page", b"page"),
        record(URL, b"no", "404 Not Found", Content_Type="image/jpeg"),
        record(URL, PICTURE, Content_Type="image/jpeg"),
        record("https://img.example.org/other.jpg", SECRET, Content_Type="image/jpeg"),
    ]
    (tmp_path / "archive").write_bytes(warc_of(records, compressed))
    page = f"{tmp_path}/archive!/https://example.org/page"
    assert saved.find(page, tmp_path / "archive", ["https://img.example.org/none.jpg", reference]) == PICTURE


def test_a_warc_in_a_wacz(tmp_path: Path, saved: SavedPictures) -> None:
    records = [record(URL, PICTURE, Content_Type="image/jpeg")]
    members = {"datapackage.json": b"{}", "archive/data.warc.gz": warc_of(records, compressed=True)}
    (tmp_path / "x.wacz").write_bytes(zipped(members))
    page = f"{tmp_path}/x.wacz!/archive/data.warc.gz!/https://example.org/page"
    assert saved.find(page, tmp_path / "x.wacz", [URL]) == PICTURE


def test_of_an_archive_that_is_cut_off_what_is_readable_is_found(tmp_path: Path, saved: SavedPictures) -> None:
    whole = KINDS["tar"]({"a.jpg": PICTURE, "b.jpg": SECRET})
    (tmp_path / "archive").write_bytes(whole[: len(PICTURE) + 2000])
    page = f"{tmp_path}/archive!/page.txt"
    assert saved.find(page, tmp_path / "archive", ["b.jpg"]) is None
    assert saved.find(page, tmp_path / "archive", ["a.jpg"]) == PICTURE


def test_copies_have_no_name(tmp_path: Path, saved: SavedPictures) -> None:
    (tmp_path / "archive").write_bytes(zipped({"a.jpg": PICTURE}))
    assert saved.find(f"{tmp_path}/archive!/page.txt", tmp_path / "archive", ["a.jpg"]) == PICTURE
    assert list((tmp_path / "store").iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "zip", "tar"])
def test_a_picture_is_no_page(tmp_path: Path, kind: str) -> None:
    members = {"page.txt": b"page", "page_files/a.jpg": PICTURE}
    target = tmp_path / "pages"
    if kind == "folder":
        for name, data in members.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    else:
        target.write_bytes(KINDS[kind](members))
    found = [(Path(each.path).name, each.kind if isinstance(each, Skipped) else "page") for each in saved_pages(str(target))]
    assert found == [("page.txt", "page"), ("a.jpg", "picture")]


def test_pictures_in_mhtml_are_found(tmp_path: Path) -> None:
    write(tmp_path, "a.mhtml", mhtml(html_part("<p>1</p>", "https://e.com/1"), picture_part("https://img.e.com/1.png")))
    pictures = SavedPictures(tmp_path / "store", Limits())
    file = tmp_path / "a.mhtml"
    assert pictures.find(str(file), file, ["https://img.e.com/2.png", "https://img.e.com/1.png"]) == MHTML_PICTURE
    assert pictures.find(str(file), file, ["https://img.e.com/2.png"]) is None
    pictures.close()
