"""The character encodings that pages declare."""

from collections.abc import Iterator, Mapping

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from crawler.items import EncodingBasis

NAMES: Mapping[str, str] = {
    "utf-8": "utf-8",
    "gb18030": "gb18030",
    "big5hkscs": "big5-hkscs",
    "utf-16": "utf-16le",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-32-le": "utf-32le",
    "utf-32-be": "utf-32be",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_kr": "iso-2022-kr",
    "hz": "hz-gb-2312",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "cp866": "ibm866",
    "cp874": "windows-874",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    **{f"cp{page}": f"windows-{page}" for page in range(1250, 1259)},
    **{f"iso8859-{part}": f"iso-8859-{part}" for part in (*range(2, 9), 10, 13, 14, 15, 16)},
}
"""Python codec → lower-case name, for the encodings of the Encoding Standard, UTF-32, and those of seven bits that browsers once
read. Python's other codecs (``unicode_escape``, ``punycode``) are never used to decode a page, whatever it declares."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
EXPORTED = (b"---\nschema_version:", b'{"schema_version":')
"""How exports in the formats ``md`` and ``jsonl`` begin, which are in UTF-8."""
_WIDE = ("utf-16", "utf-32")
LOOKED_AT = 4096
"""Bytes in which w3lib looks for a declaration, which contains the word ``charset`` or ``encoding``."""


def is_wide(codec: str) -> bool:
    """Whether ``codec`` has only code units wider than a byte, so that ASCII characters contain NUL bytes."""
    return codec.startswith(_WIDE)


def declared(data: bytes, content_type: str | None) -> Iterator[tuple[str, EncodingBasis]]:
    """The codecs that the page declares, the most trusted first, each once.

    ``data`` is without its byte order mark; ``content_type`` is the HTTP header. GBK and GB2312 are read as GB18030, Big5 as
    Big5-HKSCS, ISO 8859-1 and ASCII as windows-1252. Unknown labels are left out, and so are UTF-16 and UTF-32 if the bytes
    cannot be in them, because a ``<meta>`` is readable or there is no NUL byte. Exported items are recognized by how they begin.
    """
    if data.startswith(EXPORTED):
        yield "utf-8", "meta"
        return
    http = http_content_type_encoding(content_type)
    start = data[:LOOKED_AT].lower()
    meta = html_body_declared_encoding(data) if b"charset" in start or b"encoding" in start else None
    if http and http in NAMES and (not is_wide(http) or b"\0" in data):
        yield http, "http"
    if meta and meta in NAMES and meta != http and not is_wide(meta):
        yield meta, "meta"
