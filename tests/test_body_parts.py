"""Parts of a body that are printed otherwise than their source looks: code, figures without ``img``, credits of captions."""

import pytest

from tests.support import cleaned_article

BEFORE, AFTER = "<p>河口镇的旧码头本周重新开放，渡轮八点离岸。</p>", "<p>镇上的小学把这里当作课堂，孩子们在看潮汐表。</p>"
URL = "https://img.example/wharf.jpg"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("<pre>一\n\n三\n    四\n\n\n七</pre>", "一\n\n三\n    四\n\n\n七"),
        ("<pre><code>def f():\n    a = 1\n\n    return a\n</code></pre>", "def f():\n    a = 1\n\n    return a"),
        ("<pre>一<br><br>三</pre>", "一\n\n三"),
        ("<pre>一\n   \n三</pre>", "一\n\n三"),
    ],
)
def test_code_keeps_its_blank_lines(code: str, text: str) -> None:
    _, shown, _ = cleaned_article(BEFORE + code + AFTER).text.split("\n\n")
    assert [line.rstrip() for line in shown.split("\n")] == text.split("\n")


@pytest.mark.parametrize(
    "figure",
    [
        f"<figure data-src='{URL}'></figure>",
        f"<figure data-src='{URL}'><figcaption>重新开放的旧码头</figcaption></figure>",
        f"<picture><source data-srcset='{URL}'></picture>",
        f"<p><img src='\n {URL} '></p>",
    ],
)
def test_a_picture_without_a_plain_address_is_read(figure: str) -> None:
    article = cleaned_article(BEFORE + figure + AFTER)
    assert [(image.url, image.caption) for image in article.images] == [
        (URL, "重新开放的旧码头" if "caption" in figure else None)
    ]


def test_a_figure_with_a_picture_shows_it_once() -> None:
    article = cleaned_article(f"{BEFORE}<figure data-src='https://img.example/other.jpg'><img src='{URL}'></figure>{AFTER}")
    assert [image.url for image in article.images] == [URL]


def test_a_button_with_a_picture_is_none() -> None:
    article = cleaned_article(f"{BEFORE}<p><input type=image src='{URL}' alt='去投票'></p>{AFTER}")
    assert (article.images, "投票" in article.text) == ([], False)
    assert URL in [removal.text for removal in article.removed]


def test_spaces_in_the_address_of_a_link_are_mended() -> None:
    html = cleaned_article(f"<p>见<a href=' https://news.example/a b.html '>公告</a>全文。</p>{AFTER}").html
    assert '<a href="https://news.example/a%20b.html">公告</a>' in html


@pytest.mark.parametrize(
    ("caption", "text"),
    [
        ("渡轮靠岸<span class=credit>何秀英 摄</span>", "渡轮靠岸 何秀英 摄"),
        ("渡轮靠岸<small>何秀英 摄</small>", "渡轮靠岸 何秀英 摄"),
        ("渡轮靠岸<cite>何秀英 摄</cite>", "渡轮靠岸 何秀英 摄"),
        ("<span class=caption>渡轮靠岸</span><span class=credit>何秀英 摄</span>", "渡轮靠岸 何秀英 摄"),
        (
            "<div><span class=a>The ferry lands.</span><span class=b>Photo: He Xiuying</span></div>",
            "The ferry lands. Photo: He Xiuying",
        ),
        ("渡<span class=word>轮</span>靠岸", "渡轮靠岸"),
        ("渡轮<span>靠岸</span>", "渡轮靠岸"),
    ],
)
def test_a_credit_at_the_end_of_a_caption_is_apart(caption: str, text: str) -> None:
    article = cleaned_article(f"{BEFORE}<figure><img src='{URL}'><figcaption>{caption}</figcaption></figure>{AFTER}")
    assert [image.caption for image in article.images] == [text]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("instagram-media", "<div><a href='https://photos.example/p/1'>View this post on Instagram</a></div>"),
        ("twitter-tweet", "<a href='https://photos.example/p/1'>Tweet may have been deleted</a>"),
        ("wp-embedded-content", "<a href='https://photos.example/p/1'>镇史馆的新展览</a>"),
    ],
)
def test_the_place_of_something_embedded_is_no_quotation(name: str, words: str) -> None:
    article = cleaned_article(f"{BEFORE}<blockquote class='{name}'>{words}</blockquote>{AFTER}")
    assert article.text == cleaned_article(BEFORE + AFTER).text
    assert [each.text.split()[0] for each in article.removed if each.rule == "embed"] == ["https://photos.example/p/1"]


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote class=twitter-tweet><p>渡轮八点离岸</p><a href='https://photos.example/p/1'>5月6日</a></blockquote>",
        "<blockquote class=quote><a href='https://photos.example/p/1'>渡轮八点离岸</a></blockquote>",
        "<blockquote><a href='https://photos.example/p/1'>渡轮八点离岸</a></blockquote>",
    ],
)
def test_a_quotation_with_words_or_without_such_a_name_is_one(quotation: str) -> None:
    assert "渡轮八点离岸" in cleaned_article(BEFORE + quotation + AFTER).text
