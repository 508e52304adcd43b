"""Archives for tests, made of the pages of ``fixtures/``."""

import gzip
import io
import lzma
import sys
import tarfile
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.pages import SavedPage, saved_pages
from tests.support import ROOT

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDict as ZstdDict
    from compression.zstd import compress
else:
    from backports.zstd import ZstdDict as ZstdDict
    from backports.zstd import compress

zstd_compress = compress
FIXTURES = {
    page.path.removeprefix("fixtures/"): page.read() for page in saved_pages("fixtures", ROOT) if isinstance(page, SavedPage)
}
TIME = (2024, 5, 10, 8, 30, 0)
UNIX_TIME = 1_715_301_000  # the same, in UTC+8
DATE = "2024-05-10T00:30:00Z"
Pages = Mapping[str, bytes]


def zipped(pages: Pages, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in pages.items():
            archive.writestr(zipfile.ZipInfo(name, TIME), data, method)
    return file.getvalue()


def tarred(pages: Pages, members: Iterable[tarfile.TarInfo] = ()) -> bytes:
    """A tar of ``pages``, after ``members`` without content."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for member in members:
            archive.addfile(member)
        for name, data in pages.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), UNIX_TIME
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def warc(pages: Pages, compressed: bool = False) -> bytes:
    """A WARC of a warcinfo record and, for each page, its request and response."""
    records = [record(f"https://example.org/{name}", data) for name, data in pages.items()]
    return warc_of([("warcinfo", {}, b"software: x\r\n"), *records], compressed)


Record = tuple[str, dict[str, str], bytes]


def record(url: str, body: bytes, status: str = "200 OK", warc_type: str = "response", **headers: str) -> Record:
    """A record of an HTTP message. Names of HTTP headers have ``_`` for ``-``; a value of ``""`` leaves one out."""
    fields = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return warc_type, {"WARC-Target-URI": url}, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def warc_of(records: Iterable[Record], compressed: bool = False) -> bytes:
    """A WARC of records, each of its type, its headers beside the usual ones, and its block: the same bytes every time."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=compressed)
    for number, (kind, headers, block) in enumerate(records):
        uri = headers.get("WARC-Target-URI", "")
        http = _head(block) if block.startswith(b"HTTP/") else None
        content = block.partition(b"\r\n\r\n")[2] if http else block
        headers = {"WARC-Date": DATE, "WARC-Record-ID": f"<urn:uuid:{uuid.UUID(int=number)}>"} | headers
        made = writer.create_warc_record(uri, kind, io.BytesIO(content), warc_headers_dict=headers, http_headers=http)
        writer.write_record(made)
    return file.getvalue()


def _head(block: bytes) -> StatusAndHeaders:
    protocol, *lines = block.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    return StatusAndHeaders(
        protocol.partition(" ")[2], [tuple(line.split(": ", 1)) for line in lines], protocol.partition(" ")[0]
    )


def wacz(pages: Pages) -> bytes:
    """A WACZ: a zip of a WARC, stored, and of what describes it."""
    file = io.BytesIO(zipped({"datapackage.json": b"{}", "pages/pages.jsonl": b"{}\n"}))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("archive/data.warc.gz", warc(pages, compressed=True))
    return file.getvalue()


KINDS: Mapping[str, Callable[[Pages], bytes]] = {
    "zip": zipped,
    "tar": tarred,
    "tar.gz": lambda pages: gzip.compress(tarred(pages)),
    "tar.xz": lambda pages: lzma.compress(tarred(pages)),
    "tar.zst": lambda pages: zstd_compress(tarred(pages)),
    "warc": warc,
    "warc.gz": lambda pages: warc(pages, compressed=True),
    "wacz": wacz,
}


def write(folder: Path, name: str, data: bytes) -> Path:
    """Write a file that is given neither its kind's name nor anything else that would tell what it is."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
