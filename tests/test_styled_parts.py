"""What the style sheets in a page hide is no text, unless it may be shown again or is much of what the page says."""

import pytest

import qingliu
from crawler.content.html.style_sheets import Rule
from crawler.items import Article
from tests.test_unseen_parts import HALVES, LINES, PICTURE, article_of, between, removed_as

NOISE = "这句是防采集的水印"
IN_A_LINE = f"<p>船九点开，<span class=wm>{NOISE}</span>十点到。</p>"
LINE = "船九点开，十点到。"
BOX = f"<p class=wm id=n1>{NOISE}</p>"

HIDING = """\
.wm{display:none}
.wm { visibility : hidden; }
.wm{font-size:0}
.wm{position:absolute;left:-9999px}
span.wm{color:red;display:none !important}
.a,.wm,.b{display:none}
.text .wm{display:none}
.text>p > .wm{display:none}
div.text span{color:red} *.wm{display:none}
/* } */ .wm /* { */ {display:none}
.a:before{content:"}"} .wm{display:none}
<!-- .wm{display:none} -->
@charset 'utf-8'; .wm{display:none}
@media print{.wm{display:block}} .wm{display:none}
p{display:block} .wm{display:none}
.wm{display:none
"""
SHOWING = """\
@media print{.wm{display:none}}
@media (max-width:600px){.wm{display:none}}
@supports (top:0){.wm{display:none}}
.wm{display:none}.wm{display:block}
.wm{display:none} .open .wm{display:block}
.wm{display:none} .wm:hover{display:flex}
.wm{display:none} @media (min-width:600px){.wm{display:block}}
.wm{font-size:0} .text .wm{font-size:inherit}
.wm:hover{display:none}
.wm::before{display:none}
.wm .y{display:none}
.js .wm{display:none}
.x+.wm{display:none}
.text:not(.wm){display:none}
[class=wm]{display:none}
.text{display:none}
.wm{display:none;display:block}
.wm{opacity:0;transition:opacity 1s}
/* .wm{display:none} */
.a{content:'.wm{display:none}'}
.a{.wm{display:none}}
.wm,{color:red}
"""


def styled(sheet: str) -> str:
    return f"<style>{sheet}</style>"


@pytest.mark.parametrize("sheet", HIDING.splitlines())
def test_noise_that_a_style_sheet_hides(sheet: str) -> None:
    in_head, in_body = between(IN_A_LINE, head=styled(sheet)), between(styled(sheet), IN_A_LINE)
    for article in (in_head, in_body):
        assert NOISE not in article.text
        assert LINE in article.text
        assert removed_as(article, NOISE) == {"hidden"}
    assert NOISE in between(IN_A_LINE).text


@pytest.mark.parametrize("sheet", [".wm{display:none}", "#n1{display:none}", "p#n1.wm{display:none}"])
def test_boxes_that_a_style_sheet_hides(sheet: str) -> None:
    article = between(BOX, head=styled(sheet))
    assert article.text == "\n\n".join(LINES)
    assert removed_as(article, NOISE)


def test_links_that_a_style_sheet_hides() -> None:
    links = "".join(f"<a href=/{number}>别处的一条新闻第{number}号</a>，" for number in range(9))
    article = between(f"<div class=wm>{links}</div>", head=styled(".wm{display:none}"))
    assert article.text == "\n\n".join(LINES)


def test_a_long_box_is_hidden_if_it_would_stand_above_the_page() -> None:
    box, body = f"<div class=wm><p>{LINES[3]}</p><p>{NOISE}{LINES[3][:30]}</p></div>", "".join(HALVES) * 3
    fixed = article_of(f"{body}{box}", styled(".wm{position:fixed;top:0;display:none}"))
    assert NOISE not in fixed.text
    assert removed_as(fixed, NOISE)
    assert NOISE in article_of(f"{body}{box}", styled(".wm{display:none}")).text


@pytest.mark.parametrize("sheet", [*SHOWING.splitlines(), ".x{}" * 20_000 + ".wm{display:none}"])
def test_what_may_be_shown_stays(sheet: str) -> None:
    assert NOISE in between(IN_A_LINE, head=styled(sheet)).text


@pytest.mark.parametrize(
    "head",
    [
        "<style>.wm{display:none}</style><script>document.querySelector('.wm').style.display='block'</script>",
        "<style media=print>.wm{display:none}</style>",
        "<noscript><style>.wm{display:none}</style></noscript>",
        "<style>.md\\:block{display:block}.wm{display:none}</style>",
    ],
)
def test_what_scripts_and_other_media_show_stays(head: str) -> None:
    assert NOISE in between(IN_A_LINE.replace("class=wm", "class='wm md:block'"), head=head).text


@pytest.mark.parametrize("name", ["html", "body"])
def test_names_of_the_body_do_not_tell(name: str) -> None:
    """Scripts take them away."""
    head = f"<html class=no-js><head><title>河口旧码头重新开放</title>{styled(f'{name}.no-js .wm{{display:none}}')}</head>"
    page = f"{head}<body class=no-js><h1>河口旧码头重新开放</h1>{IN_A_LINE.join(HALVES)}</body></html>"
    item = qingliu.clean(page.encode())
    assert isinstance(item, Article)
    assert NOISE in item.text


@pytest.mark.parametrize(
    "part", ["<a href='#n1'>更多</a>", "<b onclick=\"show('n1')\">更多</b>", "<b data-target='#n1'>更多</b>"]
)
def test_what_another_element_opens_stays(part: str) -> None:
    assert NOISE in between(f"<p>点{part}。</p>", BOX, head=styled("#n1{display:none}")).text


def test_its_own_style_is_stronger() -> None:
    assert NOISE in between(f"<p class=wm style='display:block'>{NOISE}</p>", head=styled(".wm{display:none}")).text


@pytest.mark.parametrize("inside", [f"<p>{LINES[0]}{LINES[1]}</p>", f"<p>{NOISE}</p><img src={PICTURE}>"])
def test_much_text_and_pictures_stay(inside: str) -> None:
    article = article_of(f"{''.join(HALVES) * 2}<div class=wm>{inside}</div>", styled(".wm{display:none}"))
    assert "wm" not in article.text
    assert not removed_as(article, NOISE)


def test_most_of_what_a_page_says_stays() -> None:
    short = [
        "潮水涨了又退去。",
        "船在雾里等天亮。",
        "老人在岸上数星。",
        "孩子问船去哪里。",
        "风把帆吹得很圆。",
        "灯塔一夜没有睡。",
    ]
    lines = "".join(f"<p class=line>{line}</p>" for line in short * 3)
    article = article_of(f"<p>{LINES[0]}</p>{lines}", styled(".line{display:none}"))
    assert all(line in article.text for line in short)


def test_rules_are_read_in_one_pass() -> None:
    """However they nest, end or do not."""
    assert list(Rule.all_in("a{" * 9000 + "}" * 9000))
    for sheet in ("/*" * 9000, "'\\" * 9001, '"' * 9001, "{" * 9000, "}" * 9000, "\\" * 9001):
        assert not [rule for rule in Rule.all_in(sheet) if list(rule.hiding())]
