"""HTML bodies: parsed once into blocks, rendered once from them."""

from crawler.html.clean import UncleanHtmlError, clean_blocks
from crawler.html.elements import TooDeepError, is_small
from crawler.html.paragraph import escaped
from crawler.html.parse import HtmlBody, parse_html
from crawler.html.render import render_html, render_text

__all__ = [
    "HtmlBody",
    "TooDeepError",
    "UncleanHtmlError",
    "clean_blocks",
    "escaped",
    "is_small",
    "parse_html",
    "render_html",
    "render_text",
]
