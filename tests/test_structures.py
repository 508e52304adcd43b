"""Structures met on real pages, in sentences of our own, through the production stages."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from crawler.items import Article
from tests.support import cleaned, saved_dump

FOLDER = Path(__file__).parent / "structures"
PUBLISHERS = {"guancha": "观察者网", "sina_finance": "新浪财经", "zaker": "ZAKER", "others": "某某资讯"}
CASES = [
    pytest.param(PUBLISHERS[file.stem], case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("publisher", "case"), CASES)
def test_structure(publisher: str, case: dict[str, Any]) -> None:
    article = cleaned(saved_dump(f"<div>   \n{case['html']}  \n</div>", author=publisher))
    assert isinstance(article, Article)
    shown = {
        "paragraphs": [p for p in article.text.split("\n\n") if p],
        "images": [image.url for image in article.images],
        "captions": [image.caption for image in article.images],
        "source": article.source,
        "original_headline": article.original_headline,
        "keywords": article.keywords,
        "credits": [f"{credit.role} {credit.name}" for credit in article.credits],
        "removed": [removal.rule for removal in article.removed],
    }
    for piece in case.get("html_has", []):
        assert piece in article.html
    expected = {key: value for key, value in case.items() if key in shown}
    assert {key: shown[key] for key in expected} == expected
