"""The body of an HTTP response, as it was before it was encoded for the way."""

import re
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO

import brotli

from crawler.content.patterns import regex
from crawler.files.compressed import zstd
from crawler.pages._http_message import HTML_BEGINS
from crawler.pages._packing import BINARY
from crawler.pages._page import ArchiveError, DamagedError, Limits
from crawler.pages._streams import unpacked

CHUNK_SIZE = regex(rb"([0-9A-Fa-f]{1,15})[^\r\n]{0,200}\r?\n")
LINE_END = regex(rb"\r?\n")
TRAILERS = regex(rb"(?:[^\r\n:]{1,200}:[^\r\n]{0,8000}\r?\n){0,100}[\r\n\0]*")
CONTROLS = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NO_TEXT = {"utf-8": regex(rb"\0"), "gb18030": CONTROLS, "big5hkscs": CONTROLS}
"""What text in these encodings does not hold, and compressed data nearly always does."""
ERRORS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)
"""What decompressors raise."""
GZIP = b"\x1f\x8b\x08"
HTML_ENDS = regex(rb"</html", re.IGNORECASE)
TAIL = 4096
"""Bytes at the end of a page in which it says that it ends: counters and comments stand behind."""
Decoder = Callable[[bytes, Limits], bytes]


def decoded(headers: Mapping[str, str], body: bytes, limits: Limits) -> bytes:
    """``body`` without its transfer and content encodings. ``headers`` have lower-case names.

    Crawlers often decode a body and leave its headers as they were, or keep it as it was sent without the headers that say so:
    text is taken as it is, and what the headers do not explain goes through :func:`unnamed`. Raises :class:`ArchiveError` where
    it is cut off, damaged or in an unknown encoding, and PageTooLargeError.
    """
    transfers, codings = _listed(headers, "transfer-encoding"), _listed(headers, "content-encoding")
    if "chunked" in transfers:
        body = dechunked(body)
    elif not any(transfers + codings):
        _check_length(headers.get("content-length", ""), body)
    for coding in reversed([*codings, *(coding for coding in transfers if coding not in {"", "chunked", "identity"})]):
        body = _without(coding, body, limits)
    return unnamed(body, limits)


def _without(coding: str, body: bytes, limits: Limits) -> bytes:
    """``body`` without the ``coding`` that a header names, or the one that it has instead."""
    if coding not in DECODERS:
        if coding in {"", "identity", "none"} or is_text(body):
            return body
        raise ArchiveError(f"unknown content encoding: {coding[:40]}")
    try:
        return DECODERS[coding](body, limits)
    except (ArchiveError, *ERRORS):
        plain = unnamed(body, limits) if not body.startswith(GZIP) else body
        if plain is body:
            raise
        return plain


def unnamed(body: bytes, limits: Limits) -> bytes:
    """``body`` without chunks and a coding that no header names: what it holds must be whole, and text. Raises as gzip does."""
    if CHUNK_SIZE.match(body):
        with suppress(DamagedError):
            body = dechunked(body)
    if body.startswith(GZIP):
        return _gzip(body, limits)
    for coding in ("zstd", "br", "deflate") if BINARY.search(body, 0, 512) else ():
        with suppress(ArchiveError, *ERRORS):
            plain = DECODERS[coding](body, limits)
            if plain is not body and is_text(plain):
                return plain
    return body


def _listed(headers: Mapping[str, str], name: str) -> list[str]:
    return [coding.strip().lower() for coding in headers.get(name, "").split(",")]


def _check_length(length: str, body: bytes) -> None:
    """Raise :class:`DamagedError` where ``body`` is shorter than its header says, and HTML that does not end."""
    if (
        length.isdecimal()
        and len(body) < int(length[:18])
        and HTML_BEGINS.match(body)
        and not HTML_ENDS.search(body, len(body) - TAIL)
    ):
        raise DamagedError(f"cut off: {len(body):,} of {int(length[:18]):,} bytes are there")


def dechunked(body: bytes) -> bytes:
    """The chunks of ``body``, joined. Raises :class:`DamagedError` where they do not follow one another to their end."""
    chunks: list[bytes] = []
    at = 0
    while size := CHUNK_SIZE.match(body, at):
        length, at = int(size[1], 16), size.end()
        if not length:
            if TRAILERS.fullmatch(body, at):
                return b"".join(chunks)
            break
        chunks.append(body[at : at + length])
        line_end = LINE_END.match(body, at + length)
        if not line_end:
            break
        at = line_end.end()
    if not chunks:
        return body
    raise DamagedError("the chunked body is cut off or damaged")


def _inflated(body: bytes, limits: Limits, bits: int) -> bytes:
    """What ``body`` holds. Zeros and line ends may follow it; what else follows must be another member of a gzip file."""
    inflate = zlib.decompressobj(bits)
    data = inflate.decompress(body, limits.page_bytes + 1)
    limits.check(len(data))
    if not inflate.eof:
        raise DamagedError("the compressed body is cut off")
    behind = inflate.unused_data.lstrip(b"\0\r\n")
    if behind.startswith(b"\x1f\x8b") and bits > zlib.MAX_WBITS:
        return unpacked(BytesIO(body), limits)
    if behind:
        raise DamagedError("damaged: something else follows the compressed body")
    return data


def _gzip(body: bytes, limits: Limits) -> bytes:
    return _inflated(body, limits, 16 + zlib.MAX_WBITS) if body.startswith(GZIP) else body


def _deflate(body: bytes, limits: Limits) -> bytes:
    """With the zlib header that the standard asks for, or raw, as many servers send it."""
    if is_text(body) or body.startswith(GZIP):
        return body
    has_header = len(body) > 1 and body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31
    return _inflated(body, limits, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _brotli(body: bytes, limits: Limits) -> bytes:
    if is_text(body) or body.startswith(GZIP):
        return body
    decoder = brotli.Decompressor()
    data: bytes = decoder.process(body, output_buffer_limit=limits.page_bytes + 1)
    limits.check(len(data))
    if not decoder.is_finished():
        raise DamagedError("the compressed body is cut off")
    return data


def _zstd(body: bytes, limits: Limits) -> bytes:
    return limits.read(zstd.ZstdFile(BytesIO(body))) if body.startswith(b"\x28\xb5\x2f\xfd") else body


def is_text(body: bytes) -> bool:
    """Whether ``body`` is UTF-8 without NULs, or Chinese in another encoding without control characters. No compressed data of
    more than a few bytes is."""
    for encoding, no_text in NO_TEXT.items():
        with suppress(UnicodeDecodeError):
            body.decode(encoding)
            return not no_text.search(body)
    return False


DECODERS: Mapping[str, Decoder] = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
