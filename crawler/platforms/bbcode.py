"""BBCode that a page prints as it was typed, because a script was to render it or because software did not know a tag."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from crawler.content.body import Block
from crawler.content.html import parse_html
from crawler.content.patterns import regex
from crawler.platforms.quotations import take_quotations

_TAG = regex(
    r"\[(?P<end>/?)(?P<name>[A-Za-z]{1,10}|\*)(?:[=\s](?P<value>[^\[\]<>\n]{0,300}))?\]|\[s:\w{1,9}:\w{1,12}\]|\{:\d{1,3}_\d{1,5}:\}"
)
"""A tag, or an emoticon of NGA or Discuz!."""
_ADDRESS = regex(r"(?:https?:)?//[^\s<>\"']{3,500}")
_REPLY = regex(r"Reply to Reply Post by .{1,40} \(\d{4}-\d\d?-\d\d? [\d:]{4,8}\)")
"""The line by which NGA says what a post answers without quoting it."""
_QUOTE, _FILE = "bbcode-quote", "bbcode-file"
_AS_IN_HTML = {name: (f"<{name}>", f"</{name}>") for name in ("b", "i", "u", "s", "sub", "sup", "del")}
_STYLES = (
    *("size", "color", "font", "align", "center", "left", "right", "backcolor", "indent", "float", "p", "email", "user"),
    *("collapse", "hide", "free", "uid", "pid", "tid", "media", "flash", "video", "audio"),
)
_AROUND = {
    **_AS_IN_HTML,
    **dict.fromkeys(_STYLES, ("", "")),
    "h": ("<h3>", "</h3>"),
    "list": ("<ul>", "</ul>"),
    "code": ("<pre>", "</pre>"),
    "quote": (f"<blockquote class={_QUOTE}>", "</blockquote>"),
    **dict.fromkeys(("attach", "attachment", "attachimg"), (f"<div class={_FILE}>", "</div>")),
}
"""The HTML for the tags; those of styles and of members are dropped."""
_BY_ADDRESS = frozenset(("url", "img"))
_DEEPEST = 40


class _Open(NamedTuple):
    name: str
    at: int
    value: str


def read_bbcode(blocks: list[Block], base: str | None = None) -> str | None:
    """Render BBCode in ``blocks``, in place, and return the text of its quotations, or None if there are none.

    Only tags that are closed count, and none in code. Files that a tag does not give the whole address of are embedded. Links
    are relative to ``base``.
    """
    text = "\n".join([block.text for block in blocks])
    if "[/" not in text and "[s:" not in text and "{:" not in text:
        return None
    blocks[:] = [each for key, run in groupby(blocks, key=_run_of()) for each in _rendered(list(run), base, key is not None)]
    for block in blocks:
        if _FILE in block.names:
            block.kind = "embed"
        elif _REPLY.fullmatch(block.text):
            block.names |= {_QUOTE}
    is_quoted = any(_QUOTE in block.names for block in blocks)
    return take_quotations(blocks, _QUOTE.__eq__) if is_quoted else None


def _run_of() -> Callable[[Block], object]:
    """Return a key for paragraphs, which is the same for those that follow each other in one element."""

    def key(block: Block) -> object:
        is_text = block.kind == "paragraph" and "<code" not in block.html
        return (block.names, block.containers) if is_text else None

    return key


def _rendered(run: list[Block], base: str | None, is_text: bool) -> Iterator[Block]:
    html = _translated("<br>".join(block.html for block in run)) if is_text else None
    if html is None:
        yield from run
        return
    for block in parse_html(html, base=base).blocks:
        block.names |= run[0].names
        block.containers = (*run[0].containers, *block.containers)
        yield block


def _translated(source: str) -> str | None:
    """Return ``source`` with its closed tags in HTML, or None if it has none. Takes time in proportion to it."""
    out: list[str] = []
    opened: list[_Open] = []
    end, found = 0, False
    for tag in _TAG.finditer(source):
        out.append(source[end : tag.start()])
        end = tag.end()
        name = (tag["name"] or "").lower()
        in_code = bool(opened) and opened[-1].name == "code"
        if in_code and not (tag["end"] and name == "code"):
            out.append(tag[0])
        elif not name:
            found = True
        elif not tag["end"]:
            opened += [_Open(name, len(out), tag["value"] or "")]
            del opened[:-_DEEPEST]
            out.append(tag[0])
        elif (at := next((at for at in range(len(opened) - 1, -1, -1) if opened[at].name == name), None)) is not None:
            found |= _close(out, opened[at], tag[0])
            del opened[at:]
        else:
            out.append(tag[0])
    return "".join([*out, source[end:]]) if found else None


def _close(out: list[str], tag: _Open, printed: str) -> bool:
    """Replace the beginning of a tag in ``out`` by HTML and add its end; return whether the tag is known."""
    if tag.name in _BY_ADDRESS:
        out[tag.at :] = [_addressed(tag, "".join(out[tag.at + 1 :]).strip())]
        return True
    if tag.name not in _AROUND:
        out.append(printed)
        return False
    begin, end = _AROUND[tag.name]
    if tag.name == "list":
        out[tag.at + 1 :] = ["<li>" if each == "[*]" else each for each in out[tag.at + 1 :]]
    whom = tag.value.strip(" \"'").split("'")[0].split('"')[0] if tag.name == "quote" else ""
    out[tag.at] = begin + (f"<p>{whom}:</p>" if whom else "")
    out.append(end)
    return True


def _addressed(tag: _Open, inside: str) -> str:
    """Return the HTML of a link, or of a picture; one without a whole address is a file that is only named."""
    if tag.name == "url":
        address = tag.value.strip("\"' ") or inside
        return f'<a href="{address}">{inside}</a>' if _ADDRESS.fullmatch(address) else inside
    return f'<img src="{inside}">' if _ADDRESS.fullmatch(inside) else f"<div class={_FILE}>{inside}</div>"
