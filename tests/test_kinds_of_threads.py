"""Threads of software that puts names, floors and buttons into the same elements as the words of posts."""

import pytest

from crawler.content.html import parse_page
from crawler.platforms.web.posts import read_posts

SAID = (
    ("桥头人", "2024-03-01 08:15", "井绳昨夜断了，谁家还有一根长的麻绳？"),
    ("石匠_7", "2024-03-01 08:40", "我有一根。"),
    ("阿贵", "2024-03-02 19:05", "记得先泡水，干的麻绳吊不起两桶水。<br><br>去年就是这样断的。"),
)
OWNER = "<a href=/Profile.asp?UserName={n}><b>{name}</b></a><br>等级：新来的<br>积分：{n}7"
WORDS_BESIDE_TIME = f"<table class=List><tr><td width=160>{OWNER}<td><div>第 {{n}} 楼 发表时间：{{at}}</div><hr>{{said}}</table>"
FLOOR_BELOW = (
    f"<table class=border1><tr><td class=body1>{OWNER}<td class=body1>{{said}}"
    "<tr><td class=body1>{at}:00<td class=body1>第{n}楼 <a>编辑</a> <a>引用</a></table>"
)


def posts(form: str, first: int = 1) -> str:
    return "".join(form.format(n=n, name=name, at=at, said=said) for n, (name, at, said) in enumerate(SAID, first))


@pytest.mark.parametrize("first", [1, 9])
@pytest.mark.parametrize("form", [WORDS_BESIDE_TIME, FLOOR_BELOW], ids=["beside the time", "above floor and buttons"])
def test_words_in_the_same_kind_of_cell_as_what_a_forum_prints(form: str, first: int) -> None:
    read = read_posts(parse_page(f"<body>{posts(form, first)}"))
    assert [each.post.author for each in read] == [name for name, _, _ in SAID]
    assert [(each.post.date_published or "")[:16] for each in read] == [at.replace(" ", "T") for _, at, _ in SAID]
    own = ["".join(block.text for block in each.blocks if not block.names) for each in read]
    assert own == [said.replace("<br>", "") for _, _, said in SAID]
