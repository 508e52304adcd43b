"""Which saved pages a path means."""

import os
from pathlib import Path

import pytest

from crawler.pages import NoPagesError, SavedPage, saved_pages

FILES = (
    "b.txt",
    "a.md",
    "site/c.html",
    "site/deep/er/d",
    "site/页 面[1].txt",
    "site/a.golden.json",
    "site/a.phrases.yaml",
    "site/golden.json",
    ".hidden.txt",
    ".git/e.txt",
    "site/.part/f.txt",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def found(archive: Path, pages: str) -> list[str]:
    return [page.path for page in saved_pages(pages, archive)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (".", ["a.md", "b.txt", "site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]),
        ("site", ["site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]),
        ("site/", ["site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]),
        ("site/deep", ["site/deep/er/d"]),
        ("b.txt", ["b.txt"]),
        ("./b.txt", ["b.txt"]),
        ("site/../b.txt", ["site/../b.txt"]),
        ("site/页 面[1].txt", ["site/页 面[1].txt"]),
        (".hidden.txt", [".hidden.txt"]),
        ("site/a.golden.json", ["site/a.golden.json"]),
        ("*.txt", ["b.txt"]),
        ("*", ["a.md", "b.txt", "site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]),
        ("?.*", ["a.md", "b.txt"]),
        ("**/*.txt", ["b.txt", "site/页 面[1].txt"]),
        ("**", ["a.md", "b.txt", "site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]),
        ("**/**/d*", ["site/deep/er/d"]),
        ("*/*/*/d", ["site/deep/er/d"]),
        ("s?te/[cd]*", ["site/c.html", "site/deep/er/d"]),
        ("site/*", ["site/c.html", "site/deep/er/d", "site/golden.json", "site/页 面[1].txt"]),
        ("nothing*", []),
        (".git/*", [".git/e.txt"]),
    ],
)
def test_pages_of(archive: Path, pages: str, expected: list[str]) -> None:
    assert found(archive, pages) == expected


def test_order_is_that_of_the_paths_in_each_folder(archive: Path) -> None:
    assert found(archive, ".") == found(archive, "."), "and the same every time"


@pytest.mark.parametrize("pages", ["nothing", "site/nothing.txt", "b.txt/c", ""])
def test_no_such_place(archive: Path, pages: str) -> None:
    if not pages:
        assert found(archive, pages) == found(archive, ".")
        return
    with pytest.raises(NoPagesError, match="no such file, folder or glob"):
        found(archive, pages)


def test_an_empty_folder_has_no_pages(tmp_path: Path) -> None:
    assert found(tmp_path, ".") == []


def test_without_a_base_paths_are_as_they_were_given(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    assert [page.path for page in saved_pages("site/deep")] == ["site/deep/er/d"]
    assert [page.path for page in saved_pages(str(archive / "b.txt"))] == [(archive / "b.txt").as_posix()]


def test_links_to_folders_are_skipped_and_not_walked_into(archive: Path) -> None:
    (archive / "site" / "loop").symlink_to(archive)
    pages = ["site/c.html", "site/golden.json", "site/页 面[1].txt", "site/deep/er/d"]
    assert sorted(found(archive, "site")) == sorted([*pages, "site/loop"])


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_glob_does_not_go_round_in_links(archive: Path) -> None:
    for name, target in (("loop", "."), ("again", "../site"), ("up", "../..")):
        (archive / "site" / name).symlink_to(target)
    assert found(archive, "**/*.html") == ["site/c.html"]
    assert found(archive, "*/loop/c*") == ["site/loop/c.html"], "where a link is asked for by name"


def test_a_broken_link_is_no_such_file(archive: Path) -> None:
    (archive / "broken.txt").symlink_to("nowhere")
    with pytest.raises(NoPagesError):
        found(archive, "broken.txt")


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = b"\xff\xfe.txt"
    try:
        (tmp_path / os.fsdecode(name)).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such names")
    [page] = saved_pages(".", tmp_path)
    assert isinstance(page, SavedPage)
    assert os.fsencode(page.file.name) == name and page.file.read_text() == "x"


def test_pages_are_found_one_by_one(archive: Path) -> None:
    pages = saved_pages(".", archive)
    assert next(pages).path == "a.md"
    (archive / "site" / "c.html").unlink()
    assert "site/c.html" not in [page.path for page in pages]
