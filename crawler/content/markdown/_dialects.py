"""What Hexo, Hugo, Jekyll, VuePress, MkDocs, Obsidian and their plugins add to Markdown, as CommonMark or HTML."""

import re
from collections.abc import Callable, Iterator
from html import escape

from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES

FENCE = regex(r" {0,3}(`{3,}|~{3,})")
_NOT_PRINTED = regex(r"[ \t]*(?:\{:[^{}\n]{0,200}\}|@?\[{1,2}toc\]{1,2}(?:\([^()]{0,40}\))?)[ \t]*", re.IGNORECASE)
"""A line of attributes (``{:.note}``), or a place for a table of contents."""
_TOC_ITEM = regex(r"^[*+-] .{1,20}\n(?=\{:toc)", re.MULTILINE)
_BOX = regex(r":{3,}[ \t]*\{?(?:[A-Za-z][A-Za-z0-9_-]{0,40})?\}?[ \t]*(?P<title>[^:{}]{0,80})")
_ADMONITION = regex(r"[!?]{3}\+?[ \t]+[a-z][a-z0-9_-]{1,40}(?:[ \t]+\"(?P<title>.{0,80})\")?[ \t]*")
_INDENT = "    "
_ATTRIBUTES_OF_HEADING = regex(r"^( {0,3}#{1,6} .{1,200}?)[ \t]*\{[#.:][^{}]{1,120}\}[ \t]*$")
_TASK = regex(r"^([ \t]*(?:[*+-]|\d{1,3}[.)])[ \t]+)\[([ xX])\](?=[ \t])")
_CALLOUT = regex(r"^([ \t]*>[ \t]*)\[![A-Za-z]{2,20}\][+-]?[ \t]*")
_INLINE = regex(
    r"(?P<kept>(`{1,3})[^`\n]{1,200}\2|\$[^$\n]{1,200}\$)"
    r"|(?P<size>(?<=\S) =\d{0,5}x\d{0,5}(?=\)))"
    r"|(?P<attributes>(?<=[)\]*])\{[:.#][^{}\n]{1,120}\})"
    r"|(?P<raw>\{%-?[ \t]{0,9}(?:end)?raw[ \t]{0,9}-?%\})"
    r"|\{%[ \t]{0,9}post_link[ \t]+(?P<slug>[^\s%]{1,200})(?P<named>[^%\n]{0,200})%\}"
    r"|(?P<comment>(?<![\d%])%%[^%\n]{1,400}%%(?!%))"
    r"|(?P<embedded>!?)\[\[(?P<page>[^\[\]|\n]{1,200})(?:\|(?P<label>[^\[\]\n]{1,200}))?\]\]"
    r"|\[\^(?P<note>[\w-]{1,40})\]:?"
    r"|(?<![A-Za-z0-9=])==(?=[^\s=])(?P<mark>[^=\n]{1,200})(?<=\S)==(?!=)"
    r"|(?<=[A-Za-z0-9)])\^(?P<sup>[A-Za-z0-9+-]{1,12})\^"
    r"|(?<=[A-Za-z)])~(?P<sub>\d{1,3}[+-]?)~(?!~)"
)
_PICTURE = regex(rf"\.(?:{PICTURE_FILES}|svg)$", re.IGNORECASE)
_WRITTEN: dict[str, Callable[[re.Match[str]], str]] = {
    "kept": lambda found: found[0],
    "slug": lambda found: found["named"].strip() or found["slug"],
    "comment": lambda found: f"<!--{found[0].strip('%').replace('--', '- -')}-->",
    "page": lambda found: _linked(found["page"], found["label"], found["embedded"] == "!"),
    "note": lambda found: rf"\[{found['note']}\]" + (" " if found[0].endswith(":") else ""),
    "mark": lambda found: found["mark"],
    "sup": lambda found: f"<sup>{found['sup']}</sup>",
    "sub": lambda found: f"<sub>{found['sub']}</sub>",
}


def in_commonmark(lines: list[str], template_tag: Callable[[str], str]) -> Iterator[str]:
    """Yield ``lines`` with what CommonMark does not know replaced, except in code; ``template_tag`` replaces lines of tags.

    Attributes, sizes and places for tables of contents are left out, as no generator prints them.
    """
    fence, is_boxed = "", False
    lines = _TOC_ITEM.sub("", "\n".join(lines)).split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if found := FENCE.match(line):
            fence = found[1] if not fence else "" if found[1].startswith(fence) else fence
        is_boxed = is_boxed and (not line.strip() or line.startswith(_INDENT))
        if is_boxed:
            line = line.removeprefix(_INDENT)
        if fence or found or line.startswith(_INDENT):
            yield line
        elif box := _BOX.fullmatch(line) or (_ADMONITION.fullmatch(line) if below.startswith(_INDENT) else None):
            is_boxed = line[0] != ":"
            yield f"\n{box['title'] or ''}\n"
        elif not _NOT_PRINTED.fullmatch(line):
            line = template_tag(_CALLOUT.sub(r"\1", _ATTRIBUTES_OF_HEADING.sub(r"\1", line)))
            yield _INLINE.sub(_written, _TASK.sub(lambda found: found[1] + ("☐" if found[2] == " " else "☑"), line))


def _written(found: re.Match[str]) -> str:
    return next((write(found) for name, write in _WRITTEN.items() if found[name] is not None), "")


def _linked(page: str, label: str | None, is_embedded: bool) -> str:
    if is_embedded and _PICTURE.search(page):
        return f'<img src="{escape(page)}" alt="">'
    return label or page
