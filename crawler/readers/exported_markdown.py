"""Reads and renders the Markdown files of the ``md`` feed: all fields in the front matter, the texts below it.

The Markdown is authoritative: ``html`` and ``text`` are made from it. They are also in the front matter only if they cannot be
(see :func:`rendition`), and then the Markdown must agree with them.
"""

from typing import Any

import msgspec
import yaml

from crawler.content.html import TooDeepError, UncleanHtmlError, clean_blocks, escaped, render_html, render_text
from crawler.content.markdown import Section, parse_markdown, render_markdown
from crawler.content.markdown.escapes import in_destination
from crawler.content.patterns import regex
from crawler.items import Item
from crawler.readers.document import Document, UnreadablePageError, page_of
from crawler.readers.exported_json import restored

BEGINNING = regex(r"---\r?\nschema_version:")
FENCE = "\n---\n"
WHOLE_NUMBER = regex(r"-?(?:0|[1-9][0-9]{0,40})$")
FRACTION = regex(r"[0-9]\.[0-9]{1,20}(?:e-[0-9]{1,3})?$")
"""A score, as YAML writes it."""
NOTHING = regex(r"(?:null)?$")
DEEPEST = 8
"""Nesting depth of collections; items have four. The C loader recurses for each."""


class _Loader(yaml.CSafeLoader):
    """Loads text, integers, scores and null; dates stay text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as its base class has it
        **{sign: [("tag:yaml.org,2002:int", WHOLE_NUMBER), ("tag:yaml.org,2002:float", FRACTION)] for sign in "-0123456789"},
        **{sign: [("tag:yaml.org,2002:null", NOTHING)] for sign in ("n", "")},
    }


def recognises(text: str) -> bool:
    """Whether ``text`` begins with front matter whose first key is ``schema_version``."""
    return BEGINNING.match(text) is not None


def read(path: str, data: bytes, text: str) -> Document:
    """The document of an exported file, with its finished item. Raises :class:`UnreadablePageError`."""
    head, fence, markdown = text.replace("\r\n", "\n").removeprefix("---\n").partition(FENCE)
    if not fence:
        raise UnreadablePageError(path, "exported Markdown without an end of its front matter")
    plain = _loaded(path, f"{head}\n")
    try:
        _fill(path, plain, markdown.removeprefix("\n").removesuffix("\n"))
    except (UncleanHtmlError, TooDeepError) as error:
        raise UnreadablePageError(path, str(error)) from error
    except (AttributeError, KeyError, TypeError) as error:  # records that are something else
        raise UnreadablePageError(path, f"exported Markdown with a broken front matter: {error}") from error
    return Document(page_of(path, data, "export"), text, item=restored(path, plain))


def rendition(item: Item) -> tuple[dict[str, Any], str]:
    """The front matter and the Markdown of ``item``, which is not modified.

    ``html`` and ``text`` are included in the front matter if they could not be restored from the Markdown alone. Raises
    UncleanHtmlError if html is not what the stages render.
    """
    plain: dict[str, Any] = msgspec.to_builtins(item)
    bodies = _bodies(plain)
    texts = [render_markdown(clean_blocks(body["html"])) for body in bodies]
    for body, text in zip(bodies, texts, strict=True):
        html, words = body.pop("html"), body.pop("text")
        if _made_from(parse_markdown(text), body) != (html, words):
            body |= {"html": html, "text": words}
    if "posts" in plain:
        texts = [f"# {post['floor']}\n\n{text}".rstrip("\n") for post, text in zip(bodies, texts, strict=True)]
    return plain, "\n\n".join(texts)


def _bodies(plain: dict[str, Any]) -> list[dict[str, Any]]:
    """The records with a text: the article itself, or the posts."""
    posts: list[dict[str, Any]] | None = plain.get("posts")
    return [plain] if posts is None else posts


def _fill(path: str, plain: dict[str, Any], markdown: str) -> None:
    """Put the texts of ``markdown`` into the bodies of ``plain``."""
    bodies, sections = _bodies(plain), parse_markdown(markdown)
    if "posts" in plain:
        preface, *sections = sections
        if preface.blocks or [section.title for section in sections] != [str(post["floor"]) for post in bodies]:
            raise UnreadablePageError(path, "the headings in the Markdown are not the floors of the posts in the front matter")
    elif len(sections) > 1:
        raise UnreadablePageError(path, "headings of the first level in an article")
    for body, section in zip(bodies, sections, strict=True):
        html, words = _made_from([section], body)
        if "html" in body:
            expected = parse_markdown(render_markdown(clean_blocks(body["html"])))
            if _said(expected, body) != _said([section], body):
                raise UnreadablePageError(path, "the Markdown is not that of the html in the front matter, which must go then")
        else:
            body |= {"html": html, "text": words}


def _made_from(sections: list[Section], body: dict[str, Any]) -> tuple[str, str]:
    """``html`` and ``text`` of sections, as in the item. Captions and alt texts are copied to the images of ``body``."""
    images = {in_destination(image["url"]): image for image in body["images"]}
    images |= {image["url"]: image for image in body["images"]}
    blocks = [block for section in sections for block in section.blocks]
    for block in blocks:
        if shown := block.image:
            image = images.get(shown.url)
            if image is None:
                raise UncleanHtmlError(f"an image that is not among images: {shown.url[:200]}")
            if "html" not in body:
                image["alt"], image["caption"] = shown.alt, shown.caption
            shown.url, shown.width, shown.height = image["url"], image["width"], image["height"]
    return render_html(blocks), render_text(blocks)


def _said(sections: list[Section], body: dict[str, Any]) -> str:
    """The HTML of ``sections``, listings and tables as text, which versions before 1.0 wrote without marks. Modifies them."""
    for block in (block for section in sections for block in section.blocks if block.kind in ("preformatted", "table")):
        block.html = escaped(block.text)
    return _made_from(sections, body)[0]


def _loaded(path: str, head: str) -> Any:
    """Parse the YAML in ``head``."""
    try:
        depth = 0
        for event in yaml.parse(head, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            tagged = isinstance(event, yaml.NodeEvent) and (event.anchor or getattr(event, "tag", None) not in {None, "!"})
            if depth > DEEPEST or tagged:
                raise UnreadablePageError(path, "exported Markdown whose front matter has anchors, tags or deep nesting")
        return yaml.load(head, _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadablePageError(path, f"exported Markdown with broken YAML: {' '.join(str(error).split())[:200]}") from error
