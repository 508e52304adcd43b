"""Reader of the dump format: a blank line, YAML front matter between ``---`` lines, then HTML.

It is what an RSSHub-to-Hexo mirror writes. Heads can be broken YAML (an unescaped quote in a title); such a head is read
line by line instead.
"""

import re

import yaml

from crawler.documents._document import Document, UnreadablePageError, page_of

FENCE = re.compile(r"---[ \t]*\r?\n")
CLOSING_FENCE = re.compile(r"\n---[ \t]*(?:\r?\n|\Z)")
HEAD_LIMIT = 64 * 1024  # characters; the heads of real dumps are under 2,000
KEY_LINE = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*))?")
FIRST_KEY = re.compile(r"^[A-Za-z_][\w-]*:(?:\s|$)", re.MULTILINE)
LIST_LINE = re.compile(r"[ \t]*-[ \t]+(.*)")
NESTING = re.compile(r"[\[{]|[-?][ \t]")
MOST_NESTED = 1000
"""Signs in a head that may open a collection inside another. The C loader recurses for each and would end the process."""
Metadata = dict[str, str | list[str]]


def recognises(text: str) -> bool:
    """Whether ``text`` starts with front matter: a ``---`` line, a key, and a closing ``---`` line."""
    head, _ = _split(text)
    return FIRST_KEY.search(head) is not None


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a dump. Keys hold strings or lists of strings, exactly as written (``date`` is not interpreted).

    Raises :class:`UnreadablePageError` when there is no front matter or none of its lines can be read.
    """
    head, body = _split(text)
    metadata = _metadata(head)
    if not metadata:
        raise UnreadablePageError(path, "front matter without a single readable key")
    return Document(page_of(path, data, "front_matter"), body, metadata)


def _split(text: str) -> tuple[str, str]:
    """Head and body; the head is empty where there is none."""
    start = len(text) - len(text.lstrip())
    fence = FENCE.match(text, start)
    closing = CLOSING_FENCE.search(text, fence.end() - 1, fence.end() + HEAD_LIMIT) if fence else None
    if not fence or not closing:
        return "", text
    return text[fence.end() : closing.start() + 1], text[closing.end() :]


def _metadata(head: str) -> Metadata:
    if len(NESTING.findall(head)) > MOST_NESTED:
        return _line_by_line(head)
    try:
        root = yaml.compose(head, yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError):
        return _line_by_line(head)
    if not isinstance(root, yaml.MappingNode):
        return _line_by_line(head)
    return {key.value: _plain(value) for key, value in root.value if isinstance(key, yaml.ScalarNode)}


def _plain(node: yaml.Node) -> str | list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [entry.value for entry in node.value if isinstance(entry, yaml.ScalarNode)]
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _line_by_line(head: str) -> Metadata:
    metadata: Metadata = {}
    entries: list[str] = []
    for line in head.splitlines():
        if key_line := KEY_LINE.fullmatch(line):
            entries = []
            metadata[key_line[1]] = _unquoted(key_line[2] or "") or entries
        elif entry := LIST_LINE.fullmatch(line):
            entries.append(_unquoted(entry[1]))
    return metadata


def _unquoted(scalar: str) -> str:
    scalar = scalar.strip()
    if len(scalar) > 1 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1].replace("''", "'")
    return scalar
