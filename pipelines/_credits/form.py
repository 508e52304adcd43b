"""Recognizes credits by form: any label with names, among the last lines of a text (监 制：王五, 海报：李四)."""

from collections.abc import Iterator, Sequence

from crawler.content.body import Block
from crawler.content.names import FUNCTION_CHARACTERS, HAN, is_person
from crawler.content.patterns import regex
from crawler.items import Credit, Role
from pipelines._credits.grammar import LIKE_A_LABEL, OTHER_ROLE, ROLES, SENTENCE_END
from pipelines._credits.said import CreditLine

LONGEST = 40
"""Characters of a line at the end of a text; longer lines are text."""
LINE = regex(
    rf"[（(【\[]?(?P<label>[{HAN}](?:[ \u3000\xa0]{{0,4}}[{HAN}]){{1,7}})\s?[：:|｜丨/／]\s?"
    rf"(?P<names>[{HAN}·A-Za-z、，, \u3000]{{2,30}})[）)】\]]?"
)
GAPS = regex(r"[、，,\s\u3000]+")
NAME = regex(rf"[{HAN}]{{2,4}}|[{HAN}A-Za-z]{{1,9}}(?:·[{HAN}A-Za-z]{{1,9}}){{1,3}}")
OF_THE_TEXT = regex(
    r"联系.*|.*[电手]话|手机|地[址点]|住址|.*时间|日期|票价|门票|价格|售价|定价|费用|交通|路线|主办.*|承办.*|协办.*|嘉宾|主讲.*|讲师|.*主持人?|对象|人数|名额|书名|片名|剧名|导演|主演|编剧|类型|出版.*|演员"
    r"|歌[手名]|作[词曲]|.*[方队员星者友生客家校友国省市县]|答案|解析|.*老师|.*教练|.*裁判|.*学[校院]|.*单位|姓名|性别|籍贯|民族|职[务业称]|首发|替补|[一二三]等奖|[冠亚季]军|获奖.*|.*名单"
)
"""Labels that say who somebody in the text is, not who made the text."""


def by_form(blocks: Sequence[Block]) -> Iterator[tuple[int, CreditLine]]:
    """The places of credits, recognized by form among the last lines of a text, with their content, last first.

    Labels that are spaced out to one width count, and so do labels that end in a word for work (编, 校, 设计) and are followed by
    names only. If lines that describe something else are among them, none counts.
    """
    found: list[tuple[int, CreditLine]] = []
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if block.image is not None:
            continue
        if block.kind != "paragraph" or len(block.text) > LONGEST or block.text[-1:] in SENTENCE_END:
            break
        if line := LINE.fullmatch(block.text):
            label = GAPS.sub("", line["label"])
            if OF_THE_TEXT.fullmatch(label):
                return
            if said := _said(label, line["label"] != label, line["names"]):
                found.append((at, said))
    yield from found


def _said(label: str, is_spaced: bool, text: str) -> CreditLine | None:
    names = [name for name in GAPS.split(text) if name]
    if not names or not all(NAME.fullmatch(name) and FUNCTION_CHARACTERS.isdisjoint(name) for name in names):
        return None
    if not is_spaced and not (LIKE_A_LABEL.fullmatch(label) and all(map(is_person, names))):
        return None
    roles: tuple[Role, ...] = ROLES.get(label, OTHER_ROLE)
    return CreditLine(tuple(Credit(role, name) for name in names for role in roles))
