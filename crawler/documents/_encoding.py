"""From bytes to text."""

from crawler.documents._document import UnreadablePageError


def decode(path: str, data: bytes) -> str:
    """The text of ``data``: UTF-8 (a byte order mark is dropped), or else GB18030, which GBK and GB2312 are part of.

    Raises :class:`UnreadablePageError` for empty pages, for bytes that are neither and for text with NUL characters.
    """
    if not data.strip():
        raise UnreadablePageError(path, "empty")
    if b"\0" in data:
        raise UnreadablePageError(path, "binary: holds NUL bytes")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadablePageError(path, "neither UTF-8 nor GB18030")
