"""Which lines beside a picture are its caption."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.content.body import Block, BlockKind, Body
from crawler.items import Image
from pipelines.attach_captions import attach_captions
from tests.made_items import made_article
from tests.support import cleaned_article

NAMES = frozenset({"img_descr"})


def picture(name: str = "a") -> Block:
    return Block("image", image=Image(f"https://x.example/{name}.jpg", [f"https://x.example/{name}.jpg"]))


def attached(*blocks: Block) -> tuple[list[str | None], list[str]]:
    """The captions of the pictures, and the texts that stay."""
    body = Body(made_article(), list(blocks))
    attach_captions(body, NAMES)
    captions = [block.image.caption for block in body.blocks if block.image]
    return captions, [block.text for block in body.blocks if not block.image]


CAPTIONS = [
    Block("paragraph", "桥上的行人。他们在等船，等了很久。", names=frozenset({"figcaption"})),
    Block("paragraph", "桥上的行人，" * 60, names=frozenset({"img_descr"})),
    Block("paragraph", "桥上的行人", centred=True),
    Block("paragraph", "桥上的行人", grey=True),
    Block("paragraph", "桥上的行人", loose=True),
    Block("paragraph", "桥上的行人。他们在等船。", centred=True, grey=True),
    Block("paragraph", "▲桥上的行人。他们在等船。"),
    Block("paragraph", "△ 桥上的行人"),
    Block("paragraph", "图源：某某摄影网"),
    Block("paragraph", "图片来自网络"),
    Block("paragraph", "（图为桥上的行人）"),
    Block("paragraph", "资料图：桥上的行人"),
    Block("paragraph", "图1：桥上的行人数量"),
    Block("paragraph", "图 12 历年客流"),
    Block("paragraph", "表2 历年客流"),
    Block("paragraph", "桥上的行人 王小明 摄"),
    Block("paragraph", "桥上的行人（图/王小明）"),
    Block("paragraph", "桥上的行人。 某某社 图", grey=True),
    Block("paragraph", "桥上的行人 视频截图"),
    Block("paragraph", "桥上的行人。某报记者 王小明/摄"),
    Block("paragraph", "头图｜某某视觉"),
    Block("paragraph", "上图：桥上的行人。"),
    Block("paragraph", "图一｜桥上的行人"),
    Block("paragraph", "桥上的行人。（图/某某晚报提供）"),
    Block("paragraph", "桥上的行人 某某视觉 图"),
    Block("paragraph", "Photo by Jane Miller on Unsplash"),
    Block("paragraph", "圖為橋上的行人。"),
    Block("paragraph", "橋上的行人。記者王小明／攝影"),
    Block("paragraph", "橋上的行人。（資料照片）"),
    Block("paragraph", "圖／縣府提供"),
    Block("paragraph", "桥上的行人。供图/青山报社"),
    Block("paragraph", "桥上的行人。 图/王小明"),
    Block("paragraph", "桥上的行人。图/青山报"),
    Block("paragraph", "桥上的行人 Getty Images"),
    Block("paragraph", "桥上的行人（法新社）"),
]
NO_CAPTIONS = [
    Block("paragraph", "桥上的行人"),
    Block("paragraph", "桥上的行人正在等船。"),
    Block("paragraph", "他想去看看。他没有去。（图书馆见）"),
    Block("paragraph", "桥上的行人正在等船。", centred=True),
    Block("paragraph", "桥上的行人正在等船。", loose=True),
    Block("paragraph", "桥上的行人说：", loose=True),
    Block("paragraph", "他问，", loose=True),
    Block("paragraph", "一、桥的历史", centred=True),
    Block("paragraph", "01 桥的历史", centred=True),
    Block("paragraph", "第二章 桥的历史", centred=True),
    Block("paragraph", "桥的历史", centred=True, bold=True),
    Block("paragraph", "桥的历史", loose=True, bold=True),
    Block("paragraph", "桥上的行人与河边的树" * 5, centred=True),
    Block("paragraph", "图书馆周一闭馆，读者可以改在周二前往。"),
    Block("paragraph", "图中的老桥建于一百年前，它的设计师来自南方。"),
    Block("paragraph", "表1给出了结果。可以看到，客流在增加。随后下降。"),
    Block("paragraph", "摄影是他的爱好，他每天清晨出门。"),
    Block("paragraph", "桥上的行人，" * 60, centred=True, grey=True),
    Block("paragraph", "他卖掉了自己在 Getty Images 的照片。"),
    Block("paragraph", "行人在桥上等船。（法新社）"),
    Block("h2", "桥上的行人", centred=True),
    Block("item", "桥上的行人", loose=True),
    Block("preformatted", "图1：x"),
    Block("table", "图1\t2", names=frozenset({"caption"})),
]


@pytest.mark.parametrize("block", CAPTIONS, ids=lambda block: block.text[:20])
def test_caption_below_a_picture(block: Block) -> None:
    assert attached(Block("paragraph", "前文。"), picture(), block, Block("paragraph", "后文。")) == (
        [block.text],
        ["前文。", "后文。"],
    )


@pytest.mark.parametrize("block", NO_CAPTIONS, ids=lambda block: block.text[:20])
def test_text_below_a_picture(block: Block) -> None:
    assert attached(picture(), block, Block("paragraph", "后文。")) == ([None], [block.text, "后文。"])


@pytest.mark.parametrize("block", CAPTIONS, ids=lambda block: block.text[:20])
def test_a_caption_without_a_picture_stays(block: Block) -> None:
    assert attached(Block("paragraph", "前文。"), block) == ([], ["前文。", block.text])


@pytest.mark.parametrize("text", ["▼桥上的行人", "↓ 桥上的行人", "桥上的行人▼", "桥上的行人如图 ▽"])
def test_a_caption_that_points_down_belongs_to_the_next_picture(text: str) -> None:
    assert attached(picture(), Block("paragraph", text), picture("b")) == ([None, text], [])


@pytest.mark.parametrize("text", ["▼桥上的行人", "桥上的行人▼"])
def test_text_that_points_at_no_picture_stays(text: str) -> None:
    assert attached(Block("paragraph", text), Block("paragraph", "后文。")) == ([], [text, "后文。"])


def test_a_line_that_repeats_the_label_of_its_picture_is_its_caption() -> None:
    picture_of_a_bridge, other = picture(), picture("b")
    picture_of_a_bridge.attributes["alt"] = "桥上的行人正在等船。"
    line = Block("paragraph", "桥上的行人正在等船。")
    assert attached(picture_of_a_bridge, line, other, line) == ([line.text, None], [line.text])


def test_lines_of_one_caption_are_joined() -> None:
    lines = [Block("paragraph", text, centred=True, grey=True) for text in ("桥上的行人", "图自某报", "王小明摄")]
    assert attached(picture(), *lines) == (["桥上的行人 图自某报 王小明摄"], [])


@pytest.mark.parametrize(
    ("texts", "captions"),
    [
        (["左图：桥上的行人。右图：河边的树。"], ["左图：桥上的行人。右图：河边的树。"] * 2),
        (["上图为桥上的行人，下图为河边的树。"], ["上图为桥上的行人，下图为河边的树。"] * 2),
        (["左图：桥", "右图：树"], ["左图：桥", "右图：树"]),
        (["（左）桥；（右）树"], ["（左）桥；（右）树"] * 2),
        (["图1：桥 图2：树"], ["图1：桥 图2：树"] * 2),
        (["左圖：橋；右圖：樹"], ["左圖：橋；右圖：樹"] * 2),
    ],
)
def test_labels_say_which_picture_a_caption_belongs_to(texts: list[str], captions: list[str]) -> None:
    lines = [Block("paragraph", text) for text in (*texts, "后文。")]
    assert attached(Block("paragraph", "前文。"), picture(), picture("b"), *lines) == (captions, ["前文。", "后文。"])


@pytest.mark.parametrize(
    "text", ["左图右史是读书的习惯，右图：树", "左图：桥", "从左图：桥，右图：树可以看出", "左图：桥 中图：灯 右图：树"]
)
def test_labels_of_more_or_fewer_pictures_are_no_captions_of_all(text: str) -> None:
    captions, texts = attached(picture(), picture("b"), Block("paragraph", text))
    assert [*filter(None, captions), *texts] == [text]


def test_a_second_line_without_a_mark_of_its_own_is_text() -> None:
    lines = [Block("paragraph", text, loose=True) for text in ("桥上的行人", "河边的树")]
    assert attached(picture(), *lines) == (["桥上的行人"], ["河边的树"])


def test_who_took_a_picture_belongs_to_its_caption() -> None:
    lines = Block("paragraph", "桥上的行人。", centred=True, grey=True), Block("paragraph", "某某社记者 王小明 摄", centred=True)
    assert attached(picture(), *lines, Block("paragraph", "河水上涨。")) == (
        ["桥上的行人。 某某社记者 王小明 摄"],
        ["河水上涨。"],
    )


@pytest.mark.parametrize(
    ("line", "is_caption"),
    [
        (Block("paragraph", "桥上的行人"), True),
        (Block("h2", "桥上的行人", names=frozenset({"art_img_tit"})), True),
        (Block("h2", "桥上的行人"), False),
        (Block("paragraph", "桥上"), False),
    ],
)
def test_a_line_that_repeats_what_a_picture_is_called_is_its_caption(line: Block, is_caption: bool) -> None:
    above = picture()
    assert above.image
    above.image.alt = "桥上的行人"
    assert attached(above, line)[1] == ([] if is_caption else [line.text])
    assert above.image.caption == (line.text if is_caption else None)


def test_each_picture_has_its_own_caption() -> None:
    one, two = (Block("paragraph", text, centred=True) for text in ("桥上的行人", "河边的树"))
    assert attached(picture(), one, picture("b"), two) == (["桥上的行人", "河边的树"], [])


def test_a_caption_below_two_pictures_belongs_to_the_nearer() -> None:
    assert attached(picture(), picture("b"), Block("paragraph", "桥上的行人", centred=True)) == ([None, "桥上的行人"], [])


KINDS: list[BlockKind] = ["paragraph", "h2", "item"]
LINES = st.tuples(
    st.sampled_from(KINDS), st.text("图▲▼摄桥人。", min_size=1, max_size=8), st.booleans(), st.booleans(), st.booleans()
).map(lambda line: Block(line[0], line[1], centred=line[2], grey=line[3], loose=line[4]))
BLOCKS = st.one_of(st.builds(picture), LINES)


@given(st.lists(BLOCKS, max_size=8))
def test_no_text_is_lost(blocks: list[Block]) -> None:
    before = sorted("".join(block.text for block in blocks))
    captions, texts = attached(*blocks)
    assert sorted("".join([*texts, *(caption.replace(" ", "") for caption in captions if caption)])) == before


IMAGE = '<img src="https://x.example/%s.jpg">'
ONE, TWO = IMAGE % "a", IMAGE % "b"
CAPTION = "桥上的行人"


def captioned(html: str) -> tuple[list[str | None], str]:
    """The captions of the pictures of an article with this in the middle of its body, and the text there."""
    article = cleaned_article(f"<div><p>前文在此，说桥。</p>{html}<p>后文在此，说船。</p><p>再后来起雾了。</p></div>")
    text = article.text.removeprefix("前文在此，说桥。").removesuffix("后文在此，说船。\n\n再后来起雾了。")
    return [image.caption for image in article.images], text.strip()


@pytest.mark.parametrize(
    "html",
    [
        f"<figure>{ONE}<figcaption>{CAPTION}</figcaption></figure>",
        f"<figure><figcaption>{CAPTION}</figcaption>{ONE}</figure>",
        f"<figure><div>{ONE}</div><p>{CAPTION}</p></figure>",
        f"<figure><a href='https://x.example/'>{ONE}</a><figcaption><p>{CAPTION}</p></figcaption></figure>",
        f"<table><tr><td>{ONE}</td></tr><tr><td>{CAPTION}</td></tr></table>",
        f"<table><tr><td>{ONE}</td><td>{CAPTION}</td></tr></table>",
        f"<table><tr><td>{CAPTION}</td></tr><tr><td>{ONE}</td></tr></table>",
        f'<div class="picBox">{ONE}<p class="picDesc">{CAPTION}</p></div>',
        f'<div class="photo">{ONE}<span class="photo-info">{CAPTION}</span></div>',
        f'<div>{ONE}</div><div class="image__caption">{CAPTION}</div>',
        f'<p class="img-title">{CAPTION}</p><p>{ONE}</p>',
        f"<p>{ONE}<br><em>{CAPTION}</em></p>",
        f'<p><img src="https://x.example/a.jpg" data-caption="{CAPTION}"></p>',
        f'<p><img src="https://x.example/a.jpg" data-image-caption="&lt;p&gt;{CAPTION}&lt;/p&gt;"></p>',
    ],
)
def test_a_caption_stands_before_behind_or_beside_its_picture(html: str) -> None:
    assert captioned(html) == ([CAPTION], "")


@pytest.mark.parametrize(
    ("html", "captions"),
    [
        (f"<figure>{ONE}{TWO}<figcaption>左图：桥；右图：灯</figcaption></figure>", ["左图：桥；右图：灯"] * 2),
        (f"<figure><figure>{ONE}<figcaption>桥</figcaption></figure><figure>{TWO}</figure></figure>", ["桥", None]),
        (f"<figure><figure>{ONE}</figure><figure>{TWO}</figure><figcaption>桥</figcaption></figure>", ["桥", "桥"]),
        (f"<table><tr><td>{ONE}</td><td>{TWO}</td></tr><tr><td>桥</td><td>灯</td></tr></table>", ["桥", "灯"]),
        (f'<p class="pic_desc">桥</p>{ONE}<p class="pic_desc">灯</p>{TWO}', ["桥", "灯"]),
        (f'{ONE}<p class="pic_desc">桥</p>{TWO}<p class="pic_desc">灯</p>', ["桥", "灯"]),
    ],
)
def test_captions_of_several_pictures(html: str, captions: list[str]) -> None:
    assert captioned(html) == (captions, "")


STORY = "渡口的船靠岸，船工把缆绳系好，等着岸上的人把货搬下来。" * 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<figure>{ONE}<p>{'桥上的行人，' * 40}</p></figure>", "桥上的行人，" * 40),
        (f"<table><tr><td>{ONE}</td><td><p>桥上的行人。</p><p>桥下的船。</p></td></tr></table>", "桥上的行人。\n\n桥下的船。"),
        (f'<p>{CAPTION}</p><p><img src="https://x.example/a.jpg" data-caption="{CAPTION}"></p>', CAPTION),
        (f'<p><img src="https://x.example/a.jpg" alt="{CAPTION}" title="{CAPTION}"></p>', ""),
        (f'<div class="pic-text">{ONE}<p>长。</p><p>宽。</p><p>高。</p><p>重。</p></div>', "长。\n\n宽。\n\n高。\n\n重。"),
        (f'<div class="photo-info">{ONE}<p>{STORY}</p><p>{STORY}</p><p>{STORY}</p></div>', "\n\n".join([STORY] * 3)),
    ],
)  # fmt: skip
def test_what_stands_by_a_picture_and_is_text(html: str, text: str) -> None:
    assert captioned(html) == ([None], text)


def test_any_number_of_lines_is_one_caption() -> None:
    lines = [Block("paragraph", "▲桥")] * 50_000
    captions, texts = attached(picture(), *lines)
    assert (captions[0] or "").count("▲桥") == 50_000 and not texts


def test_a_line_outside_of_paragraphs_is_a_caption_where_no_other_text_stands_there() -> None:
    texts = [Block("paragraph", f"桥边的第{number}个人在等船。") for number in "一二三"]
    below = Block("paragraph", "桥上的行人在等船。", loose=True)
    assert attached(*texts, picture(), below) == ([below.text], [text.text for text in texts])
    elsewhere = Block("paragraph", "船来了。", loose=True)
    assert attached(*texts, elsewhere, picture(), below)[0] == [None]
