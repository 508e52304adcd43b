"""Generated Chinese articles, as different from each other as real ones, for measuring what is done with their texts.

The words are drawn by Zipf's law from 30,000, some of which belong to a single topic; between them are function words and runs
from a character-bigram model of the fixtures. Articles on one topic share names and phrases, and some end with a paragraph that
all articles of their publisher have. ``python -m benchmarks.duplicates`` prints how similar unrelated articles are.
"""

import json
import random
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
COMMON_CHARACTERS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
"""Level 1 of GB 2312."""
FUNCTION_WORDS = [
    "的",
    "了",
    "在",
    "和",
    "是",
    "与",
    "将",
    "对",
    "等",
    "从",
    "为",
    "也",
    "并",
    "而",
    "就",
    "已",
    "被",
    "把",
    "向",
    "由",
    "于",
    "及",
    "其中",
    "同时",
    "目前",
    "此外",
    "但是",
    "因此",
    "以及",
    "通过",
    "进行",
    "表示",
    "认为",
    "记者",
    "有关",
]
UNITS = [
    "年",
    "月",
    "日",
    "时",
    "人",
    "元",
    "万元",
    "亿元",
    "个",
    "家",
    "%",
    "米",
    "公里",
    "吨",
    "万吨",
    "名",
    "次",
    "倍",
    "岁",
    "平方米",
    "例",
    "户",
    "辆",
    "台",
]
WORDS, TOPICS, TOPIC_WORDS, PUBLISHERS = 30_000, 300, 80, 60


class Writer:
    """Writes articles; the same ``seed`` writes the same ones."""

    def __init__(self, seed: int = 0) -> None:
        self.draw = random.Random(seed)
        self._next = bigrams()
        self._starts = sorted(self._next)
        self._characters = [one for one, following in self._next.items() for _ in following]
        self._words = [self._word() for _ in range(WORDS)]
        self._odds = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
        self._topics = [[*self.words(TOPIC_WORDS), *self._phrases(6)] for _ in range(TOPICS)]
        self._phrasebook = self._phrases(400)
        self._endings = [self.paragraph(self._topics[0], self.draw.randint(2, 4)) for _ in range(PUBLISHERS)]

    def words(self, count: int) -> list[str]:
        """Words of the whole vocabulary, by frequency."""
        return [self._words[bisect(self._odds, self.draw.random() * self._odds[-1])] for _ in range(count)]

    def articles(self, count: int) -> Iterator[list[str]]:
        """The paragraphs of ``count`` articles; half of them are shorter than 500 characters, one in fifty shorter than 130."""
        for _ in range(count):
            yield self.article(int(min(6000, max(110, self.draw.lognormvariate(6.2, 0.7)))))

    def article(self, length: int) -> list[str]:
        topic = self.draw.choice(self._topics)
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < length:
            paragraphs.append(self.paragraph(topic, self.draw.randint(1, 4)))
        if self.draw.random() < 0.15:
            paragraphs.append(self.draw.choice(self._endings))
        return paragraphs

    def paragraph(self, topic: list[str], sentences: int) -> str:
        return "".join(self._sentence(topic) for _ in range(sentences))

    def _sentence(self, topic: list[str]) -> str:
        parts = [self._part(topic) for _ in range(self.draw.randint(6, 18))]
        for at in range(self.draw.randint(4, 7), len(parts) - 3, 6):
            parts[at] += "，"
        return "".join(parts) + "。"

    def _part(self, topic: list[str]) -> str:
        kind = self.draw.random()
        if kind < 0.34:
            return self.draw.choice(topic)
        if kind < 0.58:
            return self.words(1)[0]
        if kind < 0.80:
            return self.draw.choice(FUNCTION_WORDS)
        if kind < 0.92:
            return self._run(self.draw.randint(3, 6))
        return self.number() if kind < 0.97 else self._phrasebook[int(len(self._phrasebook) ** self.draw.random()) - 1]

    def number(self) -> str:
        """A number with its unit, as in news."""
        value = self.draw.choice(
            (f"{self.draw.randint(1, 31)}", f"{self.draw.randint(1, 9999)}", f"{self.draw.uniform(0, 99):.1f}")
        )
        return value + self.draw.choice(UNITS)

    def _run(self, length: int) -> str:
        run = self.draw.choice(self._starts)
        while len(run) < length:
            run += self.draw.choice(self._next.get(run[-1], self._starts))
        return run

    def _phrases(self, count: int) -> list[str]:
        return ["".join((*self.words(2), self._run(4), *self.words(self.draw.randint(1, 4)))) for _ in range(count)]

    def _word(self) -> str:
        length = self.draw.choices((2, 3, 4), (8, 2, 1))[0]
        return "".join(
            self.draw.choice(self._characters if self.draw.random() < 0.8 else COMMON_CHARACTERS) for _ in range(length)
        )


@cache
def bigrams() -> dict[str, list[str]]:
    """The characters that follow each character in the texts of the fixtures, repeated by frequency."""
    following: defaultdict[str, list[str]] = defaultdict(list)
    for golden in sorted(FIXTURES.glob("*/*.golden.json")):
        item = json.loads(golden.read_text("utf-8"))
        for text in [item.get("text", ""), *(post["text"] for post in item.get("posts", ()))]:
            for one, other in pairwise(text):
                if "\u4e00" <= one <= "\u9fff" and "\u4e00" <= other <= "\u9fff":
                    following[one].append(other)
    return dict(following)
