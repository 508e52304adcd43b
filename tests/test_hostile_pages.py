"""Pages made to do harm become a safe item, or one failure with its reason."""

import pytest

from crawler.html import TooDeepError
from crawler.items import Article
from tests.support import cleaned, cleaned_article, saved_dump

LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))


def test_a_tag_of_yaml_makes_nothing() -> None:
    page = saved_dump("<p>正文。</p>").replace(b"comments: false", b"comments: !!python/object/apply:os.system ['exit 1']")
    article = cleaned(page)
    assert isinstance(article, Article) and article.text == "正文。"


def test_a_bomb_of_entities_does_not_go_off() -> None:
    article = cleaned_article(f'<!DOCTYPE x [<!ENTITY l0 "哈">{LAUGHS}]><p>正文&l9;。</p>')
    assert article.text.count("哈") <= 1 and "正文" in article.text


def test_a_hundred_thousand_nested_tags_cost_one_page() -> None:
    with pytest.raises(TooDeepError):
        cleaned_article("<div>" * 100_000 + "深")


@pytest.mark.parametrize("attribute", ["title", "style", "class", "onclick"])
def test_an_attribute_of_ten_megabytes_is_no_content(attribute: str) -> None:
    article = cleaned_article(f'<p>前文。</p><p {attribute}="{"x" * 10_000_000}">正文。</p><p>后文。</p>')
    assert article.text == "前文。\n\n正文。\n\n后文。"
    assert len(article.html) < 100
