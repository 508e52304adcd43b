"""The UTF-8 form of a page's text, which searches and the parser need: it is made once, or never if the page came in it."""


class _Last:
    """The last text with its form, in one attribute, as threads may read pages side by side."""

    kept: tuple[str, bytes] = "", b""


def utf_8_of(text: str) -> bytes:
    """``text`` in UTF-8; that of the last one is kept. Lone surrogates become three bytes each, which are not valid."""
    known, form = _Last.kept
    if text is not known:
        form = text.encode("utf-8", "surrogatepass")
        keep(text, form)
    return form


def keep(text: str, form: bytes) -> None:
    """Keep the ``form`` of a ``text`` that is known, for :func:`utf_8_of`."""
    _Last.kept = text, form
