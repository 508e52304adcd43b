"""Reader of the dump format: a blank line, YAML front matter between ``---`` lines, then HTML.

It is what an RSSHub-to-Hexo mirror writes. Most heads need nothing of YAML but its simplest lines and are read as such, which
takes a quarter of the time; a test shows that PyYAML reads them the same. Heads can also be broken YAML (an unescaped
quote in a title); such a head is read line by line for what it holds.
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
_QUOTED = r"'([^'\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)'"
_WORD = r"A-Za-z0-9\u4e00-\u9fff"
_PLAIN = rf"([{_WORD}](?:[{_WORD}\uff00-\uffef,.+/_-]|:(?=[A-Za-z0-9/])| (?=[{_WORD}]))*)"
SIMPLE_LINE = re.compile(rf"([A-Za-z_]\w*):(?: {_QUOTED}| {_PLAIN}| ?)\n| - (?:{_QUOTED}|{_PLAIN})\n", re.ASCII)
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
    simple = _simple(head)
    if simple is not None:
        return simple
    if len(NESTING.findall(head)) > MOST_NESTED:
        return _line_by_line(head)
    try:
        root = yaml.compose(head, yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError):
        return _line_by_line(head)
    if not isinstance(root, yaml.MappingNode):
        return _line_by_line(head)
    return {key.value: _plain(value) for key, value in root.value if isinstance(key, yaml.ScalarNode)}


def _simple(head: str) -> Metadata | None:
    """What ``head`` holds, where each of its lines is a key with a simple scalar or an entry of a list; else None."""
    metadata: Metadata = {}
    entries: list[str] | None = None
    at = 0
    while at < len(head):
        line = SIMPLE_LINE.match(head, at)
        if line is None:
            return None
        key, quoted, plain, quoted_entry, plain_entry = line.groups()
        if key is not None:
            entries = [] if quoted is None and plain is None else None
            metadata[key] = (quoted if plain is None else plain) if entries is None else entries
        elif entries is None:
            return None
        else:
            entries.append(quoted_entry if plain_entry is None else plain_entry)
        at = line.end()
    return {key: value or "" for key, value in metadata.items()}


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
