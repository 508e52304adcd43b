"""Distinct items with the structure of the fixtures' goldens, for measuring."""

import random
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from benchmarks.pages import FIXTURES, SENTENCE
from crawler.items import Item
from crawler.items.schema import TYPES

CLAUSE = re.compile(r"[\u4e00-\u9fff][^，。；：“”\s]{5,}(?=[，。；])")
BODIES = ("text", "html")


def distinct_items(count: int, seed: int = 0) -> Iterator[Item]:
    """``count`` items, made from the goldens in turn: every sentence is composed of clauses from all of them, the same in text
    and html; ids and headlines are numbered."""
    goldens = [msgspec.json.decode(file.read_bytes()) for file in sorted(FIXTURES.glob("*/*.golden.json"))]
    texts = [body["text"] for golden in goldens for body in golden.get("posts", [golden])]
    clauses = sorted({clause for text in texts for clause in CLAUSE.findall(text)})
    draw = random.Random(seed)
    for number in range(count):
        golden = goldens[number % len(goldens)]
        varied = golden | {"id": f"{number:016x}", "headline": f"{golden['headline']} {number}"}
        varied |= {"posts": [_varied(post, clauses, draw) for post in golden["posts"]]} if "posts" in golden else {}
        if "posts" not in golden:
            varied = _varied(varied, clauses, draw)
        yield msgspec.convert(varied, TYPES[golden["type"]])


def _varied(body: dict[str, Any], clauses: list[str], draw: random.Random) -> dict[str, Any]:
    made: dict[str, str] = {}

    def anew(sentence: re.Match[str]) -> str:
        count = sentence[0].count("，") + 1
        return made.setdefault(sentence[0], "，".join(draw.choices(clauses, k=count)) + "。")

    return body | {name: SENTENCE.sub(anew, body[name]) for name in BODIES}
