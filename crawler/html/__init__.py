"""HTML bodies: parsed once into blocks, rendered once from them."""

from crawler.html.crowded import TooManyAttributesError
from crawler.html.elements import MAX_DEPTH, WEB_HOST, TooDeepError, is_small
from crawler.html.paragraph import escaped
from crawler.html.parse import HtmlBody, parse_html
from crawler.html.render import render_html, render_text

__all__ = [
    "MAX_DEPTH",
    "WEB_HOST",
    "HtmlBody",
    "TooDeepError",
    "TooManyAttributesError",
    "escaped",
    "is_small",
    "parse_html",
    "render_html",
    "render_text",
]
