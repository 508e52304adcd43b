"""Blocks as Markdown and back: a small subset of CommonMark with tables, in which every block has exactly one form. Markdown
written by others is converted to HTML (:func:`html_of`)."""

from crawler.content.markdown.commonmark import html_of, is_markdown, with_pictures
from crawler.content.markdown.parse import Section, parse_markdown
from crawler.content.markdown.render import render_markdown

__all__ = ["Section", "html_of", "is_markdown", "parse_markdown", "render_markdown", "with_pictures"]
