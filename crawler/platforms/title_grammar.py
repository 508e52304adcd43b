"""Restores ``_`` in titles by the surrounding words alone.

The mirror's script wrote ``_`` for ``: / \\ ? * “ ” < > | [ ]``. In some places only one of these fits; in all others ``_``
stays, as it may be original (11T_Pro). Every rule requires that nothing else in the title is ambiguous.
"""

import re

from crawler.content.names import is_person
from crawler.content.patterns import regex

MARKS = r"_\s，。！？；：、,!?;:…《》（）()【】"
ADDRESS = regex(r"(?<![A-Za-z0-9])(https?|ftp)___(?=[A-Za-z0-9])", re.IGNORECASE)
TIME = regex(r"^([01]\d|2[0-3])_([0-5]\d)(?=\s)")
LABEL = regex(r"^_(视频|图|组图|多图|图集|直播|快讯|独家|原创|转载)_(?=[^_])")
QUOTED = regex(rf"_([^{MARKS}]{{2,12}})_")
BEFORE_QUOTED = frozenset("的是被将把用以与和对从在为称叫给让成到向就这那该此谈论说现")
AFTER_QUOTED = frozenset("的了是等来在上下中将被为让与和之式型们到成后前里，、。！？")
"""Characters before or after a word in a sentence, but not between a headline and a column or site (``A_B_C``)."""
CLAUSE = regex(rf"[^{MARKS}]*_$")
ASKING = regex(
    r"[吗呢么]_|什么|怎么|怎样|怎能|如何|为何|为啥|谁|哪|几[个家年月天时次成]|多少|多大|多久|多远|[是能可会]否"
    r"|何[时处地以方在]|何去何从|有没有|[是能会要该值]不[是能会要该值]|难道|咋"
)
ASKED = regex(rf"^[^{MARKS}]{{2,}}(?:[吗呢]|怎么办|何在|何去何从)_(?=[^{MARKS}]{{2}})")
SPEAKER = regex(
    rf"^[^{MARKS}]{{0,10}}(?:发言人|负责人|书记|[市省县区镇部局厅司院校所会州]长|主任|主席|总理|总统|首相|大臣|外长|防长|议长|总裁|董事长|总经理"
    r"|创始人|教授|院士|专家|学者|博士|研究员|分析师|经济学家|律师|医生|网友"
    r"|(?:外交|国防|商务|教育|公安|财政|工信|人社|交通运输|农业农村|水利|科技|民政|司法)部|[发卫][改健]委|[证银][保监]{1,2}会"
    r"|(?:统计|外汇|能源|医保|气象|海关总|税务总|药监)[局署]|央行|国台办|国新办|世卫组织|联合国|白宫|[美英法德日韩俄澳印外港台]媒|[官警校院]方)"
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}})?_(?=[^{MARKS}]{{4}})"
)


def by_grammar(title: str) -> str:
    """Return ``title`` with each ``_`` replaced that can only have been one character; the length stays the same."""
    title = ADDRESS.sub(r"\1://", title)
    title = TIME.sub(r"\1:\2", title)
    title = LABEL.sub(r"[\1]", title)
    if title.count("_") % 2 == 0:
        return QUOTED.sub(_quoted, title)
    return _single(title) if title.count("_") == 1 else title


def _quoted(found: re.Match[str]) -> str:
    title, words = found.string, found[1]
    before, after = title[: found.start()][-1:], title[found.end() :][:1]
    return f"“{words}”" if before in BEFORE_QUOTED or after in AFTER_QUOTED else found[0]


def _single(title: str) -> str:
    """Replace the only ``_`` in ``title`` if it ends a question or follows the speaker."""
    if (clause := CLAUSE.search(title)) and ASKING.search(clause[0]):
        return f"{title[:-1]}?"
    if ASKED.match(title):
        return title.replace("_", "?")
    speaker = SPEAKER.match(title)
    named = speaker is not None and (speaker["name"] is None or is_person(speaker["name"], 4))
    return title.replace("_", ":") if named else title
