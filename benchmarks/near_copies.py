"""What happens to an article when other sites copy it: edits, cuts, promotions, reordering."""

from collections.abc import Callable
from functools import partial

from benchmarks.chinese_articles import COMMON_CHARACTERS, Writer
from crawler.content.scripts import SIMPLIFIED

PROMOTIONS = (
    "海量资讯、精准解读，尽在本站客户端，点击下载，第一时间获取更多独家内容。",
    "更多精彩内容，请扫描下方二维码关注我们的公众号，回复关键词领取会员福利，转载请注明出处。",
    "（本文仅代表作者个人观点，不代表本站立场，如有侵权请联系删除，邮箱见首页底部）",
    "特别声明：以上内容仅为传播信息之用，不构成任何投资建议，据此操作，风险自担。广告：开户立享优惠，低佣金，快速通道，专人服务，名额有限。",
)
FULL_WIDTH = {ord(half): ord(half) + 0xFEE0 for half in "0123456789%"}
TRADITIONAL = {ord(simple): chr(other) for other, simple in reversed(SIMPLIFIED.items())}
Copy = Callable[[Writer, list[str]], list[str]]


def scattered_edits(rate: float, writer: Writer, paragraphs: list[str]) -> list[str]:
    """Single characters throughout the text: six in ten replaced, two deleted, two inserted. The hardest for 4-grams."""
    return ["".join(_edited(writer, character, rate) for character in paragraph) for paragraph in paragraphs]


def word_edits(rate: float, writer: Writer, paragraphs: list[str]) -> list[str]:
    """Runs of two to six characters replaced by other words, as by an editor, until ``rate`` of the text is."""
    return [_reworded(writer, paragraph, rate) for paragraph in paragraphs]


def cut(writer: Writer, paragraphs: list[str]) -> list[str]:
    """The start of the article: 50 to 90 % of its characters."""
    text, share = "\n\n".join(paragraphs), writer.draw.uniform(0.5, 0.9)
    return text[: round(len(text) * share)].split("\n\n")


def reordered(writer: Writer, paragraphs: list[str]) -> list[str]:
    return writer.draw.sample(paragraphs, len(paragraphs))


def promoted(writer: Writer, paragraphs: list[str]) -> list[str]:
    """A promotion before, in or after the text."""
    at = writer.draw.randint(0, len(paragraphs))
    return [*paragraphs[:at], writer.draw.choice(PROMOTIONS), *paragraphs[at:]]


def reset(writer: Writer, paragraphs: list[str]) -> list[str]:
    """The same words with other punctuation, indents and full-width digits."""
    return ["　　" + paragraph.replace("，", ", ").translate(FULL_WIDTH) for paragraph in paragraphs]


def traditional(writer: Writer, paragraphs: list[str]) -> list[str]:
    """In traditional characters, with 1 % of the words edited."""
    return [paragraph.translate(TRADITIONAL) for paragraph in word_edits(0.01, writer, paragraphs)]


def wire_copies(writer: Writer, paragraphs: list[str], count: int) -> list[list[str]]:
    """What that many papers print of one story: each edits 1 to 10 % of its characters, or rewords as much."""
    kinds = scattered_edits, word_edits
    return [writer.draw.choice(kinds)(writer.draw.uniform(0.01, 0.1), writer, paragraphs) for _ in range(count)]


def syndicated(writer: Writer, paragraphs: list[str]) -> list[str]:
    """All at once: without the last paragraph, 2 % reworded, a promotion."""
    kept = paragraphs[:-1] if len(paragraphs) > 3 else paragraphs
    return promoted(writer, word_edits(0.02, writer, kept))


COPIES: dict[str, Copy] = {
    **{f"{rate:.0%} of characters edited": partial(scattered_edits, rate) for rate in (0.02, 0.05, 0.1, 0.2)},
    **{f"{rate:.0%} of text reworded": partial(word_edits, rate) for rate in (0.02, 0.05, 0.1, 0.2)},
    "cut to 50–90 %": cut,
    "paragraphs reordered": reordered,
    "promotion added": promoted,
    "other headline": lambda _, paragraphs: paragraphs,
    "other punctuation, full-width": reset,
    "syndicated (cut, 2 %, promotion)": syndicated,
    "traditional characters, 1 %": traditional,
}


def _edited(writer: Writer, character: str, rate: float) -> str:
    draw = writer.draw
    if draw.random() >= rate:
        return character
    kind = draw.random()
    other = draw.choice(COMMON_CHARACTERS)
    return other if kind < 0.6 else "" if kind < 0.8 else character + other


def _reworded(writer: Writer, paragraph: str, rate: float) -> str:
    draw, parts, at = writer.draw, [], 0
    while at < len(paragraph):
        length = draw.randint(2, 6)
        if draw.random() < rate:
            parts.append("".join(writer.words(length))[:length])
        else:
            parts.append(paragraph[at : at + length])
        at += length
    return "".join(parts)
