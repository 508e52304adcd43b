"""Blocks as Markdown and back: a small part of CommonMark with tables, in which every block has one way to be written."""

from crawler.markdown.parse import Section, parse_markdown
from crawler.markdown.render import render_markdown

__all__ = ["Section", "parse_markdown", "render_markdown"]
