"""Pages and archives that are broken or mean harm, and what must become of each."""

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.made_archives import tarred, warc, zipped
from tests.support import saved_dump

MEGA = 1024 * 1024
TEXT = "桥修好了。"
GOOD = saved_dump(f"<p>{TEXT}</p>")
ENTITIES = "<!DOCTYPE x [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 20))
)
ALIASES = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 10)}]" for level in range(1, 12)]


def headed(*lines: str) -> bytes:
    """A good dump with these lines in its head."""
    return GOOD.replace(b"comments: false", "\n".join(lines).encode())


def body(html: str) -> bytes:
    """A dump with this before its text."""
    return saved_dump(f"{html}<p>{TEXT}</p>")


class Fails(NamedTuple):
    """A page that fails with this error, and a reason that holds these words."""

    page: Callable[[], bytes]
    error: str
    reason: str


FAIL: Mapping[str, Fails] = {
    "no text": Fails(lambda: b"\xff\xfd\x80" * 99, "UnreadablePageError", "neither UTF-8"),
    "NUL bytes": Fails(lambda: GOOD.replace("桥".encode(), b"\0"), "UnreadablePageError", "binary: contains NUL bytes"),
    "60 MB": Fails(lambda: GOOD + b"x" * 60 * MEGA, "PageTooLargeError", "larger than MAX_PAGE_BYTES = 33,554,432"),
    "100,000 nested tags": Fails(lambda: body("<div>" * 100_000), "TooDeepError", "deeper than MAX_PAGE_DEPTH = 150"),
    "100,000 nested cells": Fails(lambda: body("<table><td>" * 100_000), "TooDeepError", "deeper than MAX_PAGE_DEPTH = 150"),
    "200,000 attributes": Fails(
        lambda: body(f"<p {' '.join(f'a{at}' for at in range(200_000))}>"), "TooManyAttributesError", "an element <p> with more"
    ),
    "an XML entity bomb": Fails(
        lambda: f'<?xml version="1.0"?>{ENTITIES}<x>&l19;</x>'.encode(), "UnreadablePageError", "neither HTML nor a dump"
    ),
}
"""Pages of which nothing can come, each with its reason."""

CLEAN: Mapping[str, Callable[[], bytes]] = {
    "good": lambda: GOOD,
    "zz good": lambda: GOOD,
    "20 MB of paragraphs": lambda: saved_dump(f"<p>{TEXT}</p>\n" * (20 * MEGA // 23)),
    "a 10 MB attribute": lambda: body(f'<p class="{"x" * 10 * MEGA}" onclick="{"y" * MEGA}"></p>'),
    "a 10 MB address": lambda: body(f'<a href="javascript:{"x" * 10 * MEGA}"></a><img src="data:image/png;base64,{"A" * MEGA}">'),
    "YAML aliases": lambda: headed("l0: &l0 ha", *ALIASES),
    "YAML tags": lambda: headed("a: !!python/object/apply:os.system [touch pwned]", "b: !!python/name:os.system", "c: !x {y: z}"),
    "YAML surrogates": lambda: headed('a: "\\ud800"', "b: \\udfff"),
    "an HTML entity bomb": lambda: body(f"{ENTITIES}<p>&l19;</p>"),
    "lone surrogates": lambda: body("<p>X</p>").replace(b"X", b"\xed\xa0\x80\xed\xb0\x80\xed\xbf\xbf"),
    "surrogate entities": lambda: body("<p>&#xD800;&#xDFFF;&#55296;</p>"),
    "ReDoS in text": lambda: body(
        "".join(f"<p>{piece * 20_000}</p>" for piece in ("记者", "来源：", " ", "（文/", "1", "▲", "扫码"))
    ),
    "ReDoS in tags": lambda: body(f"<p style='{'color:' * 20_000}' align='{' ' * 20_000}'></p><b>" + "<i></i>" * 20_000),
    "ReDoS in a head": lambda: headed("a: " + "'" * 20_000, " - " + "b: " * 6_000, "c" * 20_000),
    "ReDoS in addresses": lambda: body(f'<img src="https://a.example/?{"url=https://" * 9_000}">'),
    "unfinished": lambda: body("") + b"<p title='" + b"<" * MEGA,
}
"""Pages that look worse than they are: each becomes an item that ends with the text, or holds it."""


def link_in_zip() -> bytes:
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def link_in_tar() -> bytes:
    link = tarfile.TarInfo("link.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return tarred({}, [link])


PAGES = {"1.txt": GOOD, "2.txt": GOOD, "3.txt": GOOD}


class Archive(NamedTuple):
    """An archive; the names of its pages that come out, and where it fails with which words: its own path is empty."""

    make: Callable[[], bytes]
    pages: tuple[str, ...] = ()
    failures: Mapping[str, str] = {}


ARCHIVES: Mapping[str, Archive] = {
    "cut.gz": Archive(lambda: gzip.compress(GOOD)[:-9], failures={"": "cut off"}),
    "cut.tgz": Archive(lambda: gzip.compress(tarred(PAGES))[:-9], ("1.txt", "2.txt", "3.txt"), {"": "cut off"}),
    "cut.zip": Archive(
        lambda: zipped(PAGES)[:-30], ("1.txt", "2.txt", "3.txt"), {"": "cut off: the central directory is missing"}
    ),
    "cut.warc": Archive(
        lambda: warc({"1.txt": GOOD, "2.txt": GOOD})[:-60],
        ("https://example.org/1.txt",),
        {"https://example.org/2.txt": "cut off"},
    ),
    "bomb.gz": Archive(lambda: gzip.compress(bytes(36 * MEGA)), failures={"": "MAX_"}),
    "bomb.zip": Archive(
        lambda: zipped({"1.txt": GOOD, **{f"{at}.txt": bytes(12 * MEGA) for at in range(2, 5)}}),
        ("1.txt",),
        {
            "2.txt": "empty",
            "3.txt": "empty",
            "4.txt": "empty",
            "": "decompression bomb: more than MAX_COMPRESSION_RATIO = 200 bytes a byte",
        },
    ),
    "bomb.tgz": Archive(
        lambda: gzip.compress(tarred({"1.txt": GOOD, "2.txt": bytes(36 * MEGA)})),
        ("1.txt",),
        {"": "decompression bomb"},
    ),
    "names.zip": Archive(lambda: zipped({"../../etc/x": GOOD, "/etc/y": GOOD, "C:\\z": GOOD}), ("etc/x", "etc/y", "z")),
    "names.tar": Archive(lambda: tarred({"../../etc/x": GOOD, "/etc/y": GOOD}), ("etc/x", "etc/y")),
    "link.zip": Archive(link_in_zip),
    "link.tar": Archive(link_in_tar),
}
"""What is broken or means harm as an archive."""
