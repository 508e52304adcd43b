"""The front matter of a Markdown file: YAML in which a reader of Markdown that knows of no front matter finds no markup."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from crawler.content.patterns import regex

UNLIMITED = 2**31 - 1
_UNDERSCORE = r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # between letters it is none of emphasis, and it stands in keys
SIGN = regex(rf"[<`*~\[\]{{}}]|{_UNDERSCORE}")
QUOTED = regex(rf"{SIGN.pattern}|^[+=]|^\d+[.)]")
"""What is put in double quotes: YAML has escapes only there. Lists in lists begin with other signs, which YAML quotes itself."""
OF_TEXT = regex(rf"[<`*~]|\[(?!\]$)|\](?!$)|\{{(?!\}}$)|\}}(?!$)|{_UNDERSCORE}", re.MULTILINE)
"""Those of the signs that are no part of the YAML: it has only empty collections in brackets, and texts do not end a line."""


class _Dumper(yaml.CSafeDumper):
    """Texts with signs of Markdown in double quotes."""


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, '"' if QUOTED.search(value) else None)


_Dumper.add_representer(str, _text)


def front_matter(fields: Mapping[str, Any]) -> str:
    """``fields`` as lines of YAML, each text on one line."""
    head = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=UNLIMITED)
    return OF_TEXT.sub(lambda sign: f"\\x{ord(sign[0]):02X}", head)
