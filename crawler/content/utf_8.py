"""The UTF-8 form of a page's text, which searches and the parser need: it is made once, or never if the page came in it."""


class _Last:
    """The last text, with its form."""

    text, form = "", b""


def utf_8_of(text: str) -> bytes:
    """``text`` in UTF-8; that of the last one is kept. Lone surrogates become three bytes each, which are not valid."""
    if text is not _Last.text:
        keep(text, text.encode("utf-8", "surrogatepass"))
    return _Last.form


def keep(text: str, form: bytes) -> None:
    """Keep the ``form`` of a ``text`` that is known, for :func:`utf_8_of`."""
    _Last.text, _Last.form = text, form
