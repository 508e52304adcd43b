"""Writes the blocks of every body to the text and the HTML of the article or post that owns it."""

from crawler.body import Draft
from crawler.html import render_html, render_text


class RenderPipeline:
    def process_item(self, item: Draft) -> Draft:
        for body in item.bodies:
            body.owner.text = render_text(body.blocks)
            body.owner.html = render_html(body.blocks)
        return item
