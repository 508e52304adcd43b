"""markdown-it-py, configured for Chinese texts for Hexo, Hugo and Jekyll."""

import logging
import re
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import Scanned, StateInline

from crawler.content.markdown._dialects import in_commonmark
from crawler.content.patterns import regex
from crawler.content.web_url import PICTURE_FILES

CHINESE = regex("[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
DEFINITION = regex(r"\[[^\[\]\n]{1,200}\]:\s{0,9}<?(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:|[/#.?]|[\w-]{1,80}[./])", re.ASCII)
TAG = regex(r"[ \t]{0,9}(?:\{%-?|\{\{[<%])[ \t]{0,9}(/?\w[\w-]{0,40})([^{}]{0,2000}?)[ \t]{0,9}(?:-?%\}|[>%]\}\})[ \t]*")
"""A template tag on a line of its own: ``{% note %}`` in Hexo and Jekyll, ``{{< figure src="a.jpg" >}}`` in Hugo."""
PICTURES = frozenset({"asset_img", "img", "image", "figure", "asset_image"})
CODE = frozenset({"highlight", "codeblock", "code"})
TRANSPARENT = frozenset(
    {"raw", "endraw", "note", "endnote", "blockquote", "endblockquote", "quote", "endquote", "cq", "endcq", "/note"}
)
"""Tags around the author's text, which print nothing themselves."""
SOURCE = regex(rf"""\b(?:src|link)=["']?([^\s"']+)|(?<!\S)(\S{{1,200}}\.(?:{PICTURE_FILES}|svg)\S{{0,200}})""", re.IGNORECASE)
TITLE = regex(r"""(?:caption|title|alt)=["']([^"']*)""")
logging.getLogger("markdown_it").setLevel(logging.INFO)
"""It tells of every rule that it tries, which takes as long as all of them, though no log of a run shows it."""


class _State(StateInline):
    """Next to a Chinese character, ``**`` opens unless a space follows and closes unless one precedes."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1 : start] or " "
        after = self.src[start + scanned.length : start + scanned.length + 1] or " "
        if canSplitWord and (CHINESE.match(before) or CHINESE.match(after)):
            return Scanned(not after.isspace(), not before.isspace(), scanned.length)
        return scanned


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Any]) -> list[Any]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse definitions of links; other lines that begin like one (``[甲]: 早。``) are text."""
    begin = state.bMarks[start] + state.tShift[start]
    return DEFINITION.match(state.src, begin) is not None and reference(state, start, end, silent)


def _dialects(state: StateCore) -> None:
    """Replace what generators and their plugins add to CommonMark."""
    state.src = "\n".join(in_commonmark(state.src.split("\n"), lambda line: TAG.sub(_tag, line) if TAG.fullmatch(line) else line))


def _tag(tag: re.Match[str]) -> str:
    name, arguments = tag[1], tag[2]
    if name in CODE:
        return f"``` {arguments.strip()}"
    if name.removeprefix("end").removeprefix("/") in CODE:
        return "```"
    source = SOURCE.search(arguments) if name in PICTURES else None
    if source:
        title = TITLE.search(arguments)
        return f'<img src="{escape(source[1] or source[2])}" alt="{escape(title[1]) if title else ""}">\n'
    return "" if name in TRANSPARENT else f"<object>{escape(tag[0].strip())}</object>\n"


def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inline = _Inline()
    inline.ruler, inline.ruler2 = engine.inline.ruler, engine.inline.ruler2
    engine.inline = inline
    engine.block.ruler.at("reference", _reference)
    engine.core.ruler.before("block", "dialects", _dialects)
    return engine


ENGINE = _engine()
