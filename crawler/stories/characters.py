"""Traditional characters as simplified ones, so that both print of a story are found to be copies; for comparing only.

The table is one character for one: words that are others in Taiwan or Hong Kong stay what they are, as edits do.
"""

import re
from importlib.resources import files

TABLE = "traditional.txt"


def _read() -> dict[int, str]:
    lines = files(__package__).joinpath(TABLE).read_text("utf-8").splitlines()
    characters = "".join(line for line in lines if not line.startswith("#"))
    return {ord(one): other for one, other in zip(characters[::2], characters[1::2], strict=True)}


SIMPLIFIED = _read()
_TRADITIONAL = re.compile(f"[{''.join(map(chr, SIMPLIFIED))}]")


def simplified(text: str) -> str:
    """``text`` with simplified characters in the place of traditional ones."""
    return text.translate(SIMPLIFIED) if _TRADITIONAL.search(text) else text
