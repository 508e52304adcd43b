"""The body of an HTTP response, as it was before it was encoded for the way."""

import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO

import brotli

from crawler.content.patterns import regex
from crawler.pages._limits import Limits
from crawler.pages._packing import ZstdFile
from crawler.pages._page import ArchiveError, DamagedError
from crawler.pages._streams import unpacked

CHUNK_SIZE = regex(rb"([0-9A-Fa-f]{1,15})[^\r\n]{0,200}\r?\n")
LINE_END = regex(rb"\r?\n")
TRAILERS = regex(rb"(?:[^\r\n:]{1,200}:[^\r\n]{0,8000}\r?\n){0,100}[\r\n\0]*")
CONTROLS = regex(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NO_TEXT = {"utf-8": regex(rb"\0"), "gb18030": CONTROLS, "big5hkscs": CONTROLS}
"""What text in these encodings does not hold, and compressed data nearly always does."""
Decoder = Callable[[bytes, Limits], bytes]


def decoded(headers: Mapping[str, str], body: bytes, limits: Limits) -> bytes:
    """``body`` without its transfer and content encodings. ``headers`` have lower-case names.

    Crawlers often decode a body and leave its headers as they were; a body that does not begin like what they say is
    taken as it is. Raises :class:`ArchiveError` where it is cut off, damaged or in an unknown encoding, and PageTooLargeError.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = dechunked(body)
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
    for coding in reversed(codings):
        if coding in DECODERS:
            body = DECODERS[coding](body, limits)
        elif coding not in {"", "identity", "none", "utf-8"}:
            raise ArchiveError(f"unknown content encoding: {coding[:40]}")
    return body


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
    return _inflated(body, limits, 16 + zlib.MAX_WBITS) if body.startswith(b"\x1f\x8b") else body


def _deflate(body: bytes, limits: Limits) -> bytes:
    """With the zlib header that the standard asks for, or raw, as many servers send it."""
    if is_text(body):
        return body
    has_header = len(body) > 1 and body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31
    return _inflated(body, limits, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _brotli(body: bytes, limits: Limits) -> bytes:
    if is_text(body):
        return body
    decoder = brotli.Decompressor()
    data: bytes = decoder.process(body, output_buffer_limit=limits.page_bytes + 1)
    limits.check(len(data))
    if not decoder.is_finished():
        raise DamagedError("the compressed body is cut off")
    return data


def _zstd(body: bytes, limits: Limits) -> bytes:
    return limits.read(ZstdFile(BytesIO(body))) if body.startswith(b"\x28\xb5\x2f\xfd") else body


def is_text(body: bytes) -> bool:
    """Whether ``body`` is UTF-8 without NULs, or Chinese in another encoding without control characters.

    No compressed data of more than a few bytes is.
    """
    for encoding, no_text in NO_TEXT.items():
        with suppress(UnicodeDecodeError):
            body.decode(encoding)
            return not no_text.search(body)
    return False


DECODERS: Mapping[str, Decoder] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
