"""HTML bodies: parsed into blocks once, and rendered from them once."""

from crawler.content.html.clean import UncleanHtmlError, clean_blocks, read_again
from crawler.content.html.crowded import TooManyAttributesError
from crawler.content.html.elements import MAX_DEPTH, TooDeepError
from crawler.content.html.emoticons import EMOTICON_AS_TYPED, EMOTICON_IN_URL, is_emoji
from crawler.content.html.line import printed_line
from crawler.content.html.paragraph import collapsed, escaped, without_empty
from crawler.content.html.parse import parse_html, parse_page, read_element, read_elements
from crawler.content.html.pictures import base_in, is_small, text_in
from crawler.content.html.render import render_html, render_text
from crawler.content.html.set_aside import blocks_aside
from crawler.content.html.text import lines_of, text_of
from crawler.content.html.traits import DIALOG
from crawler.content.html.unescaping import unescaped
from crawler.content.html.unseen import hides_all, hides_words, is_for_screen_readers
from crawler.content.html.walk import HtmlBody

__all__ = [
    "DIALOG",
    "EMOTICON_AS_TYPED",
    "EMOTICON_IN_URL",
    "MAX_DEPTH",
    "HtmlBody",
    "TooDeepError",
    "TooManyAttributesError",
    "UncleanHtmlError",
    "base_in",
    "blocks_aside",
    "clean_blocks",
    "collapsed",
    "escaped",
    "hides_all",
    "hides_words",
    "is_emoji",
    "is_for_screen_readers",
    "is_small",
    "lines_of",
    "parse_html",
    "parse_page",
    "printed_line",
    "read_again",
    "read_element",
    "read_elements",
    "render_html",
    "render_text",
    "text_in",
    "text_of",
    "unescaped",
    "without_empty",
]
