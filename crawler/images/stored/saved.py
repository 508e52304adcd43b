"""Finds pictures that were saved with the page: in files next to it, or in the same archive."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import url2pathname

from crawler.content.body import Body
from crawler.content.patterns import regex
from crawler.items import Image
from crawler.pages import BETWEEN, Limits, Skipped, holds_pictures, record_path, shown, skipped_in

SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
STEP = regex(re.escape(BETWEEN))
LOCAL = ("src", "file", "zoomfile", "data-src", "data-original")
"""Attributes that may hold a ``file:`` URL or a path, which items never contain."""
ARCHIVES_OPEN = 2
"""Archives whose pictures are kept at the same time: between two archives, pages of both are being processed."""


class SavedPictures:
    """Finds pictures where their page was saved, and nowhere else.

    When the first picture in an archive is looked up, the archive is read again and all its pictures are copied to an unnamed
    temporary file in ``folder``; if the archive is damaged, those before the damage.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._archives: dict[Path, _Copies] = {}

    def find(self, page: str, file: Path, references: Iterable[str]) -> bytes | None:
        """The bytes of the first of ``references`` that exists; None if there is none.

        ``page`` is the path of the page as shown, and ``file`` the file that it is or is in; the file itself may contain
        pictures, as MHTML does. A reference is a URL, or relative to the page, as written there. References out of the page's
        folder or archive are not followed, and neither are links. Raises OSError for a file that exists but cannot be read.
        """
        archive = _archive_of(page, file)
        if archive is None:
            beside = next((data for path in _beside(file.parent, references) if (data := self._read(path)) is not None), None)
            if beside is not None or not holds_pictures(file):
                return beside
        copies = self._copies_of(file)
        member = page[len(archive) + len(BETWEEN) :] if archive else ""
        return next((copies.read(name) for name in _names(member, references) if name in copies.places), None)

    def close(self) -> None:
        """Remove all copies."""
        while self._archives:
            self._archives.popitem()[1].close()

    def _read(self, path: Path) -> bytes | None:
        if path.stat().st_size > self._limits.page_bytes:
            return None
        return path.read_bytes()

    def _copies_of(self, file: Path) -> "_Copies":
        if file not in self._archives:
            while len(self._archives) >= ARCHIVES_OPEN:
                self._archives.pop(next(iter(self._archives))).close()
            self._archives[file] = _Copies(self._folder, skipped_in(file, self._limits))
        return self._archives[file]


class _Copies:
    """The pictures of one archive, concatenated in a file, by their path in the archive."""

    def __init__(self, folder: Path, members: Iterable[Skipped]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.places: dict[str, tuple[int, int]] = {}
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - open as long as there are pages of this archive
        for member in members:
            with suppress(Exception):  # decompressors raise many kinds; one member costs one picture
                if member.load and member.path not in self.places:
                    data = member.load()
                    self.places[member.path] = (self._file.tell(), len(data))
                    self._file.write(data)

    def read(self, name: str) -> bytes:
        start, size = self.places[name]
        self._file.seek(start)
        return self._file.read(size)

    def close(self) -> None:
        self._file.close()


def _archive_of(page: str, file: Path) -> str | None:
    """The part of ``page`` that is the path of the archive ``file``; None if the page is the file itself."""
    name = shown(file.as_posix())
    ends = (found.start() for found in STEP.finditer(page))
    return next((page[:end] for end in ends if name.endswith(page[:end])), None)


def _beside(folder: Path, references: Iterable[str]) -> Iterator[Path]:
    """The files in ``folder`` and below to which ``references`` lead."""
    root = folder.resolve()
    for reference in references:
        for path in _relative(reference, root):
            with suppress(OSError, ValueError):  # too long, NUL
                target = (root / path).resolve()
                if target == root / path and target.is_file():
                    yield target


def _names(member: str, references: Iterable[str]) -> Iterator[str]:
    """The possible paths in its archive of the ``references`` of the page ``member``."""
    inner, between, own = member.rpartition(BETWEEN)  # a WARC in a zip
    folder = own.rpartition("/")[0]
    for reference in references:
        if reference.startswith(("http:", "https:")):
            url = urldefrag(reference)[0]
            other = url.replace("https:", "http:", 1) if url.startswith("https:") else url.replace("http:", "https:", 1)
            yield from (record_path(inner, each).removeprefix("" if between else BETWEEN) for each in (url, other))
        else:
            yield from (f"{inner}{between}{folder}/{path}".removeprefix("/") for path in _relative(reference, None))


def _relative(reference: str, root: Path | None) -> Iterator[str]:
    """``reference`` as paths below the page: as it is, then decoded, each with its query first. Paths that lead out are not."""
    if reference.lower().startswith("file:"):
        reference = _below(reference, root)
    elif SCHEME.match(reference):
        return
    reference = reference.partition("#")[0]
    for name in dict.fromkeys([reference, unquote(reference), reference.partition("?")[0], unquote(reference.partition("?")[0])]):
        steps = [step for step in name.replace("\\", "/").split("/") if step != "."]
        if all(steps) and ".." not in steps:
            yield "/".join(steps)


def _below(url: str, root: Path | None) -> str:
    """The path below ``root`` of a ``file:`` URL, encoded as in a URL; empty for any other."""
    path = Path(url2pathname(urlsplit(url).path))
    return path.relative_to(root).as_posix().replace("%", "%25") if root and path.is_relative_to(root) else ""


def references(bodies: Iterable[Body], image: Image) -> list[str]:
    """All by which the page of ``bodies`` refers to ``image``: its URL, where it was seen, other attributes of its element."""
    blocks = (block for body in bodies for block in body.blocks if block.image is image)
    others = [value.strip() for block in blocks for name, value in block.attributes.items() if name in LOCAL]
    return list(dict.fromkeys([image.url, *image.seen_as, *others]))
