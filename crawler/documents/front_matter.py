"""Reader of the dump format: a blank line, YAML front matter between ``---`` lines, then HTML.

It is what an RSSHub-to-Hexo mirror writes. Heads can be broken YAML (an unescaped quote in a title); such a head is read
line by line instead.
"""

import re

import yaml

from crawler.documents._document import Document, UnreadablePageError, page_of

HEAD = re.compile(r"\s*---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
HEAD_LIMIT = 64 * 1024  # characters; the heads of real dumps are under 2,000
KEY_LINE = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)")
LIST_LINE = re.compile(r"[ \t]*-[ \t]+(.*)")
Metadata = dict[str, str | list[str]]


def recognises(text: str) -> bool:
    """Whether ``text`` starts with front matter: a ``---`` line, a key, and a closing ``---`` line."""
    head = HEAD.match(text, 0, HEAD_LIMIT)
    return bool(head and KEY_LINE.search(head[1]))


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a dump. Keys hold strings or lists of strings, exactly as written (``date`` is not interpreted).

    Raises :class:`UnreadablePageError` when there is no front matter or none of its lines can be read.
    """
    head = HEAD.match(text, 0, HEAD_LIMIT)
    metadata = _metadata(head[1]) if head else {}
    if not head or not metadata:
        raise UnreadablePageError(path, "front matter without a single readable key")
    return Document(page_of(path, data, "front_matter"), text[head.end() :], metadata)


def _metadata(head: str) -> Metadata:
    try:
        loaded = yaml.load(head, yaml.CBaseLoader)  # noqa: S506 - the base loader builds str, list and dict only
    except (yaml.YAMLError, ValueError):
        return _line_by_line(head)
    if not isinstance(loaded, dict):
        return _line_by_line(head)
    return {key: _plain(value) for key, value in loaded.items() if isinstance(key, str)}


def _plain(value: object) -> str | list[str]:
    if isinstance(value, list):
        return [entry for entry in value if isinstance(entry, str)]
    return value if isinstance(value, str) else ""


def _line_by_line(head: str) -> Metadata:
    metadata: Metadata = {}
    entries: list[str] = []
    for line in head.splitlines():
        if key_line := KEY_LINE.fullmatch(line):
            entries = []
            metadata[key_line[1]] = _unquoted(key_line[2]) or entries
        elif entry := LIST_LINE.fullmatch(line):
            entries.append(_unquoted(entry[1]))
    return metadata


def _unquoted(scalar: str) -> str:
    scalar = scalar.strip()
    if len(scalar) > 1 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1].replace("''", "'")
    return scalar
