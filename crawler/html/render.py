"""From blocks to the text and the HTML of an item."""

from collections.abc import Iterable

from crawler.body import Block, BlockKind
from crawler.html.paragraph import escaped
from crawler.items import Image

TAGS: dict[BlockKind, str] = {
    "paragraph": "p",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "item": "li",
    "preformatted": "pre",
    "table": "table",
}
LISTS = frozenset({"ul", "ol"})
Containers = tuple[tuple[str, int], ...]


def render_text(blocks: Iterable[Block]) -> str:
    """The paragraphs of ``blocks``, joined by a blank line; a blank line inside code becomes a line break."""
    return "\n\n".join(
        "\n".join(line for line in block.text.split("\n") if line.strip()) if "\n" in block.text else block.text
        for block in blocks
        if block.text and block.kind in TAGS
    )


def render_html(blocks: Iterable[Block]) -> str:
    """The HTML of ``blocks``, one line a block. It is safe where the blocks' own HTML is."""
    lines: list[str] = []
    around: Containers = ()
    for block in blocks:
        if block.containers != around:
            lines.extend(_step(around, block.containers))
            around = block.containers
        if block.image is not None:
            lines.append(_in_list(_figure(block.image), around))
        elif block.kind in TAGS:
            tag = TAGS[block.kind]
            lines.append(_in_list(block.html, around) if tag in ("p", "li") else f"<{tag}>{block.html}</{tag}>")
    lines.extend(_step(around, ()))
    return "\n".join(lines)


def _in_list(html: str, around: Containers) -> str:
    if around and around[-1][0] in LISTS:
        return f"<li>{html}</li>"
    return html if html.startswith("<figure>") else f"<p>{html}</p>"


def _step(here: Containers, there: Containers) -> Iterable[str]:
    common = 0
    while common < min(len(here), len(there)) and here[common] == there[common]:
        common += 1
    yield from (f"</{tag}>" for tag, _ in reversed(here[common:]))
    yield from (f"<{tag}>" for tag, _ in there[common:])


def _figure(image: Image) -> str:
    sizes = "".join(f' {name}="{size}"' for name, size in (("width", image.width), ("height", image.height)) if size is not None)
    caption = f"<figcaption>{escaped(image.caption)}</figcaption>" if image.caption else ""
    return f'<figure><img src="{escaped(image.url)}" alt="{escaped(image.alt or "")}"{sizes}>{caption}</figure>'
