"""What readers of Markdown make of it: three engines as people have them, raw HTML on."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import cmarkgfm
import markdown
from cmarkgfm.cmark import Options
from lxml.html import document_fromstring
from markdown_it import MarkdownIt

from tests.test_html_safety import ATTRIBUTES, SPANS

CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
READERS: Mapping[str, Callable[[str], str]] = {
    "commonmark": MarkdownIt("commonmark").render,
    "github": lambda text: str(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)),
    "python-markdown": markdown.markdown,
    "python-markdown extra": lambda text: markdown.markdown(text, extensions=["extra"]),
}
"""Each from Markdown to HTML."""

OF_READERS = {"h1": set[str](), "thead": set[str](), "tbody": set[str](), "hr": set[str](), "th": {"align", "style", *SPANS}}
ALLOWED = ATTRIBUTES | OF_READERS | {"td": {"align", "style", *SPANS}, "a": {"href", "rel"}}


def shown(page: str) -> str:
    """What a page of HTML says, without white space."""
    words = _body(page).itertext()
    return "".join("".join(map(str, words)).split())


def complaints(page: str) -> Iterator[str]:
    """Every element and attribute that is not of those that our Markdown means; addresses that are none of the web."""
    for element in _body(page).iterdescendants():
        if not isinstance(element.tag, str):
            if (element.text or "").strip():
                yield f"<!--{element.text}-->"
            continue
        attributes = dict(element.items())
        if attributes.keys() - ALLOWED.get(element.tag, set()) or element.tag not in ALLOWED:
            yield f"<{element.tag} {attributes}>"
        for name in attributes.keys() & {"href", "src"}:
            if urlsplit(attributes[name]).scheme not in {"http", "https"} | ({"mailto", "ftp"} if name == "href" else set()):
                yield f"{name}={attributes[name]}"


def _body(page: str) -> Any:
    return document_fromstring(f"<meta charset=utf-8><body>{CONTROLS.sub('', page)}").body
