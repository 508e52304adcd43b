"""Text as XML 1.0 can hold it."""

import codecs
from collections.abc import Callable
from html import escape

from crawler.content.patterns import regex

FORBIDDEN = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that are none of XML 1.0's ``Char`` (https://www.w3.org/TR/xml/#charsets)."""
REPLACEMENT = "\ufffd"
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
REGISTERED = {
    "ascii": "us-ascii",
    "big5hkscs": "big5-hkscs",
    "iso8859-1": "iso-8859-1",
    "utf-8-sig": "utf-8",
    "utf-16-be": "utf-16be",
    "utf-16-le": "utf-16le",
}
"""Python's name of an encoding → the one that is registered with IANA, for those that differ."""


def declaration(encoding: str) -> str:
    """The first line of an XML document in ``encoding``, whose registered name it gives. Raises LookupError."""
    name = codecs.lookup(encoding).name
    return f'<?xml version="1.0" encoding="{REGISTERED.get(name, name)}"?>\n'


def attribute(text: str) -> str:
    """``text``, escaped for a double-quoted attribute, in which parsers would make spaces of tabs and line breaks."""
    return escaped(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def escaped(text: str) -> str:
    """``text``, escaped for the content of an element. Carriage returns are preserved."""
    return escape(text, quote=False).replace("\r", "&#13;")


def xml_encoder(encoding: str) -> Callable[[str], bytes]:
    """A function from markup to bytes. Characters that XML forbids become U+FFFD, those that ``encoding`` lacks references.
    Raises LookupError for an encoding that does not exist."""
    if codecs.lookup(encoding).name == "utf-8":
        return _utf8
    encode = codecs.getincrementalencoder(encoding)("xmlcharrefreplace").encode
    return lambda markup: encode(FORBIDDEN.sub(REPLACEMENT, markup))


def _utf8(markup: str) -> bytes:
    """The look at the bytes takes a tenth of the pattern's time."""
    try:
        data = markup.encode("utf-8")
    except UnicodeEncodeError:
        return FORBIDDEN.sub(REPLACEMENT, markup).encode("utf-8")
    if len(data.translate(None, CONTROLS)) == len(data) and "\ufffe" not in markup and "\uffff" not in markup:
        return data
    return FORBIDDEN.sub(REPLACEMENT, markup).encode("utf-8")
