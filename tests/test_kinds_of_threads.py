"""Threads of software whose elements do not tell names, floors, times and buttons from the words of posts."""

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
HEAD_APART = "<table class=meta><tr><td>作者：<a href=/u/{n}>{name}</a> 回复日期：{at}</table><div class=post>{said}</div>"
FLOOR_BEFORE_NAME = (
    "<div class=q1><small><span>#{n}</span> <span><a>{name}</a></span> <span class=w2>{at}</span></small><div>{said}</div></div>"
)
USER_ON_A_HOST = (
    "<div class=floor><a href=https://my.dukou.example/{n}>{name}</a> <u>[{n}级新人]</u> <i>{at}</i> <a>{n}楼</a>"
    "<div class=says>{said}</div></div>"
)
NAME_AND_TITLE = (
    "<div class=comment><div itemprop=author><div class=author-box><div><div><b><a href=/people/{n}>{name}</a></b></div></div>"
    "<div class=author-detail><div class=author-badge>木匠</div></div></div></div><p class=says>{said}</p><i>{at}</i></div>"
)


def posts(form: str, first: int = 1) -> str:
    return "".join(form.format(n=n, name=name, at=at, said=said) for n, (name, at, said) in enumerate(SAID, first))


@pytest.mark.parametrize("first", [1, 9])
@pytest.mark.parametrize(
    "form", [WORDS_BESIDE_TIME, FLOOR_BELOW, FLOOR_BEFORE_NAME, USER_ON_A_HOST, NAME_AND_TITLE], ids=range(5)
)
def test_posts_have_the_name_the_time_and_the_words_of_their_form(form: str, first: int) -> None:
    read = read_posts(parse_page(f"<body>{posts(form, first)}"))
    assert [each.post.author for each in read] == [name for name, _, _ in SAID]
    assert [(each.post.date_published or "")[:16] for each in read] == [at.replace(" ", "T") for _, at, _ in SAID]
    own = ["".join(block.text for block in each.blocks if not block.names) for each in read]
    assert own == [said.replace("<br>", "") for _, _, said in SAID]


def test_a_picture_beside_the_only_paragraph_of_a_post_is_of_the_post() -> None:
    form = "<div class=post><a href=/u/{n}>{name}</a> <i>{at}</i><div class=b><p>{said}</p><img src=/up/{n}.jpg></div></div>"
    read = read_posts(parse_page(f"<body>{posts(form).replace('<br><br>', '')}"), base="https://dukou.example/")
    assert [sum(block.kind == "image" for block in each.blocks) for each in read] == [1, 1, 1]


def test_names_above_the_words_are_those_of_the_words_below_them() -> None:
    opener, *replies = said = [
        (f"{name}{day}", f"2024-03-0{day} 08:15", f"{words}{day}") for day, (name, _, words) in enumerate(SAID * 2, 1)
    ]
    first = f"<h1>井绳断了</h1><p>作者：<a href=/u/0>{opener[0]}</a> 提交日期：{opener[1]}</p><div class=post>{opener[2]}</div>"
    later = "".join(HEAD_APART.format(n=n, name=name, at=at, said=words * 3) for n, (name, at, words) in enumerate(replies, 1))
    read = read_posts(parse_page(f"<body><div>{first}{later}</div>"))
    own = ["".join(block.text for block in each.blocks if not block.names)[-4:] for each in read]
    assert [(each.post.author, each.post.date_published_raw, words) for each, words in zip(read, own, strict=True)] == [
        (name, at, words[-4:]) for name, at, words in said
    ]


def test_class_names_with_digits_tell_the_words_from_the_counters() -> None:
    form = (
        "<div class=Lv2Answer_item__x{n}><div class=Lv1UserInfo_box><a href=/user/{n}><p class=Lv1UserName>{name}</p></a>"
        "<p class=Lv1UserInfo_date>{at}</p></div>"
        "<div class=Lv2ItemText__a>{said}</div><div class=Lv1Reactions__b><button>递茶</button>"
        "<span>0</span></div></div>"
    )
    read = read_posts(parse_page(f"<body>{posts(form)}"))
    own = ["".join(block.text for block in each.blocks if not block.names) for each in read]
    assert own == [said.replace("<br>", "") for _, _, said in SAID]
    assert [each.post.date_published_raw for each in read] == [at for _, at, _ in SAID]


def test_what_stands_beside_a_quotations_head_in_its_box_is_quoted() -> None:
    quoted = (
        "<blockquote><div class=quote><cite>引用第1楼桥头人的帖子：</cite></div><div class=t>{name}断了井绳</div></blockquote>"
    )
    form = f"<div class=post><a href=/u/{{n}}>{{name}}</a> <i>{{at}}</i><div class=b>{quoted}{{said}}</div></div>"
    read = read_posts(parse_page(f"<body>{posts(form)}"))
    assert [each.post.quote for each in read] == [f"引用第1楼桥头人的帖子：\n{name}断了井绳" for name, _, _ in SAID]


@pytest.mark.parametrize("name", ["reply-quote", "quote-text"])
def test_a_quotation_beside_the_words_is_of_the_post(name: str) -> None:
    quoted = f"<div class={name}><span>{{name}}去年说过井绳要换</span></div>"
    form = f"<div class=reply><a href=/u/{{n}}>{{name}}</a> <i>{{at}}</i>{quoted}<div class=b><p class=w>{{said}}</p></div></div>"
    read = read_posts(parse_page(f"<body>{posts(form)}"))
    assert [each.post.quote for each in read] == [f"{name}去年说过井绳要换" for name, _, _ in SAID]


def test_a_box_named_for_quotations_around_the_words_is_no_quotation() -> None:
    form = (
        "<div class=reply><a href=/u/{n}>{name}</a> <i>{at}</i><div class=quote-box><div class=b><p>{said}</p></div></div></div>"
    )
    read = read_posts(parse_page(f"<body>{posts(form)}"))
    assert [each.post.quote for each in read] == [None] * 3
    assert all(any(block.text for block in each.blocks if not block.names) for each in read)


def test_words_shorter_than_the_row_below_them_are_found_by_the_name_of_the_first_posts_words() -> None:
    row = "<div class=row>来自 渡口客户端 | <a>举报</a> | {n}楼 | <a>点赞</a> | <a>回复</a></div>"
    form = (
        "<div class=item><div class=head><span>作者：<a href=/u/{n}>{name}</a></span> <span>时间：{at}</span></div>"
        f"<div class=box><div class=says>顶！</div>{row}</div></div>"
    )
    words = SAID[0][2] * 2
    head = "<div class=head><span>楼主：<a href=/u/0>井边人</a></span> <span>时间：2024-02-29 07:10</span></div>"
    first = f"<div class='item host'><div class=box><div class='says clear'>{words}</div></div></div>"
    read = read_posts(parse_page(f"<body><div><h1>井绳断了</h1>{head}</div><div class=main>{first}{posts(form)}</div>"))
    own = ["".join(block.text for block in each.blocks if not block.names) for each in read]
    assert own == [words, "顶！", "顶！", "顶！"]
