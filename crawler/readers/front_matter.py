"""Reads the dump format: a blank line, front matter between ``---`` lines, then HTML or Markdown.

This is what an RSSHub-to-Hexo mirror writes, and what Hexo, Hugo and Jekyll read. :mod:`._fences` finds the end of the head. Most
heads use only the simplest YAML lines and are parsed directly, in a quarter of the time; a test shows that PyYAML gives the same
result. Heads can also be broken YAML (an unescaped quote in a title); these are parsed line by line, as far as possible.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator

import yaml

from crawler.content.patterns import regex
from crawler.content.plain_text import visible
from crawler.readers._fences import begins_as_markup, has_key, split, with_whole_titles
from crawler.readers._head_keys import RANKS, bare
from crawler.readers._mirror_run import has_run_time, run_time
from crawler.readers.document import Document, UnreadablePageError, page_of

KEY_LINE = regex(r"""[ \t]{0,4}["']?([A-Za-z_][\w-]{0,40})["']?[ \t]{0,4}:(?:[ \t]+(.*))?""")
TIGHT_KEY_LINE = regex(r"""[ \t]{0,4}["']?([\w-]{1,20})["']?[ \t]{0,4}[:：=][ \t\u3000]{0,9}(\S.*)?""")
"""For known keys only: ``标题：桥梁通车``, ``title:桥梁通车``, ``title = 桥梁通车``."""
TOML_KEY = regex(r"^([\w-]{1,40})[ \t]{0,9}=[ \t]*", re.MULTILINE)
LIST_LINE = regex(r"[ \t]*-[ \t]+(.*)")
NESTING = regex(r"[\[{]|[-?][ \t]")
MOST_NESTED = 1000
"""Characters in a head that may open a nested collection. The C loader recurses for each, and could crash the process."""
_QUOTED = r"'([^'\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)'"
_WORD = r"A-Za-z0-9\u4e00-\u9fff"
_PLAIN = rf"([{_WORD}](?:[{_WORD}\uff00-\uffef,.+/_-]|:(?=[A-Za-z0-9/])| (?=[{_WORD}]))*)"
QUOTED_ENTRY = regex(r"\A((['\"]).{0,2000}\2),\Z")
"""A quoted value with a comma behind it, as in JSON."""
NAMES = ("name", "rendered", "title", "text", "image", "src", "path", "url")
"""Keys of the main value in a mapping: of an author, a WordPress title, a cover."""
SIMPLE_LINE = regex(rf"([A-Za-z_]\w*):(?: {_QUOTED}| {_PLAIN}| ?)\n| - (?:{_QUOTED}|{_PLAIN})\n", re.ASCII)
Metadata = dict[str, str | list[str]]


def recognises(text: str) -> bool:
    """Whether ``text`` starts with front matter (:func:`._fences.split`) that has a key."""
    return not begins_as_markup(text) and has_key(split(text).head)


def read(path: str, data: bytes, text: str) -> Document:
    """The document of a dump. Keys hold strings or lists of strings, as written. ``date`` is not parsed, except that it is the
    time of capture if it is the time at which a mirror ran (:func:`run_time`).

    If YAML is needed, invisible characters are removed first. Raises :class:`UnreadablePageError` if there is no front matter or
    none of its lines can be read.
    """
    head, body, is_toml = split(text)
    metadata = _toml(head) if is_toml else _metadata(head)
    if not metadata:
        raise UnreadablePageError(path, "front matter without a single readable key")
    captured = run_time(str(metadata["date"])) if has_run_time(metadata, body) else None
    return Document(page_of(path, data, "front_matter", captured), body, metadata)


def _metadata(head: str) -> Metadata:
    simple = _simple(head)
    if simple is not None:
        return simple
    head = with_whole_titles(visible(head))
    if len(NESTING.findall(head)) > MOST_NESTED:
        return _line_by_line(head)
    try:
        root = yaml.compose(head, yaml.CBaseLoader)
    except (yaml.YAMLError, ValueError):
        return _line_by_line(head)
    if not isinstance(root, yaml.MappingNode):
        return _line_by_line(head)
    return _said((key.value, _plain(value)) for key, value in root.value if isinstance(key, yaml.ScalarNode))


def _said(pairs: Iterable[tuple[str, str | list[str]]]) -> Metadata:
    """The values of keys. The last value of a repeated key counts, unless it is empty."""
    metadata: Metadata = {}
    for key, value in pairs:
        metadata[key] = value or metadata.get(key, value)
    return metadata


def _simple(head: str) -> Metadata | None:
    """Parse ``head`` if each of its lines is a key with a simple scalar or a list entry; otherwise None."""
    pairs: list[tuple[str, str | list[str]]] = []
    entries: list[str] | None = None
    at = 0
    while at < len(head):
        line = SIMPLE_LINE.match(head, at)
        if line is None:
            return None
        key, quoted, plain, quoted_entry, plain_entry = line.groups()
        if key is not None:
            entries = [] if quoted is None and plain is None else None
            pairs.append((key, (quoted if plain is None else plain) if entries is None else entries))
        elif entries is None:
            return None
        else:
            entries.append(quoted_entry if plain_entry is None else plain_entry)
        at = line.end()
    return {key: value or "" for key, value in _said(pairs).items()}


def _plain(node: yaml.Node) -> str | list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [value for entry in node.value for value in _entries(entry)]
    return node.value if isinstance(node, yaml.ScalarNode) else _name(node)


def _entries(node: yaml.Node) -> Iterator[str]:
    """The strings in a list entry: a scalar, the scalars of a nested list (Hexo's nested categories), or a name."""
    if isinstance(node, yaml.SequenceNode):
        yield from (entry.value for entry in node.value if isinstance(entry, yaml.ScalarNode))
    elif isinstance(node, yaml.ScalarNode):
        yield node.value
    elif name := _name(node):
        yield name


def _name(node: yaml.Node) -> str:
    """The name in a mapping (of an author), or its other main value (:data:`NAMES`); empty if there is none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    said = {key.value: value.value for key, value in pairs if type(key) is type(value) is yaml.ScalarNode}
    return next((said[name] for name in NAMES if name in said), "")


def _line_by_line(head: str) -> Metadata:
    pairs: list[tuple[str, str | list[str]]] = []
    for line in head.split("\n"):
        key, value = pairs[-1] if pairs else ("", "")
        if key_line := _key_line(line):
            pairs.append((key_line[1], _unquoted(key_line[2] or "") or []))
        elif (entry := LIST_LINE.fullmatch(line)) and isinstance(value, list):
            value.append(_unquoted(entry[1]))
        elif entry is None and line.strip() and pairs and isinstance(value, str):
            pairs[-1] = key, _unquoted(f"{value}\n{line.strip()}")
    return _said(pairs)


def _key_line(line: str) -> re.Match[str] | None:
    tight = TIGHT_KEY_LINE.fullmatch(line)
    return tight if tight and bare(tight[1]) in RANKS else KEY_LINE.fullmatch(line)


def _unquoted(scalar: str) -> str:
    scalar = QUOTED_ENTRY.sub(r"\1", scalar.strip())
    if len(scalar) > 1 and scalar[0] == scalar[-1] and scalar[0] in "'\"":
        return scalar[1:-1].replace("''", "'")
    return scalar


def _toml(head: str) -> Metadata:
    """Parse a TOML head, as Hugo writes it; the keys of its tables (``[taxonomies]``, ``[extra]``) are included."""
    try:
        values = tomllib.loads(visible(head))
    except (ValueError, RecursionError):
        return _line_by_line(TOML_KEY.sub(r"\1: ", visible(head)))
    tables = [value for value in values.values() if isinstance(value, dict)]
    return {key: _as_text(value) for table in (*tables, values) for key, value in table.items() if not isinstance(value, dict)}


def _as_text(value: object) -> str | list[str]:
    return [str(entry) for entry in value if not isinstance(entry, dict | list)] if isinstance(value, list) else str(value)
