"""Hard negatives: news in the same words with different facts, and reports that quote one statement."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.chinese_articles import Writer

TEMPLATES: dict[str, str] = yaml.safe_load(Path(__file__).with_name("templates.yaml").read_text("utf-8"))
NOTICES: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("notices.yaml").read_text("utf-8"))
SLOT = re.compile(r"\{(?:(\w+)=)?([^}]+)\}")
RANGE = re.compile(r"(-?[0-9.]+?)\.\.([0-9.]+)")
LISTS = {
    "city": (
        "北京|上海|天津|重庆|广州|深圳|南京|苏州|扬州|杭州|宁波|合肥|福州|厦门|南昌|"
        "济南|青岛|郑州|武汉|长沙|成都|贵阳|昆明|西安|兰州|太原|沈阳|大连|长春|哈尔滨"
    ),
    "team": (
        "湖人|勇士|快船|太阳|掘金|爵士|雄鹿|篮网|七六人|老鹰|热火|尼克斯|"
        "凯尔特人|公牛|骑士|活塞|火箭|马刺|独行侠|灰熊|森林狼|雷霆|国王|开拓者"
    ),
    "sky": "晴|多云|阴|小雨|中雨|雷阵雨|多云转晴|晴转多云|阴有小雨",
    "surname": "王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗",
    "given": "伟|芳|娜|敏|静|丽|强|磊|军|洋|勇|艳|杰|娟|涛|明|超|霞|平|刚",
    **NOTICES["lists"],
}


def template_news(writer: Writer, count: int) -> Iterator[tuple[str, list[str]]]:
    """``count`` items of each template, as its name and paragraphs."""
    for kind, template in TEMPLATES.items():
        for _ in range(count):
            yield kind, filled(writer, template).split("\n\n")


def notices(writer: Writer, count: int) -> Iterator[tuple[str, list[str]]]:
    """Up to ``count`` different items of each notice, as its name and its only paragraph."""
    for kind, template in NOTICES["notices"].items():
        for text in list(dict.fromkeys(filled(writer, template) for _ in range(2 * count)))[:count]:
            yield kind, [text]


def filled(writer: Writer, template: str) -> str:
    """``template`` with its slots filled."""
    remembered: dict[str, str] = {}

    def value(slot: re.Match[str]) -> str:
        name, wanted = slot.groups()
        drawn = remembered[wanted] if wanted in remembered else drawn_for(writer, wanted)
        if name:
            remembered[name] = drawn
        return drawn

    return SLOT.sub(value, template)


def drawn_for(writer: Writer, wanted: str) -> str:
    """A random value for a slot."""
    if limits := RANGE.fullmatch(wanted):
        decimals = len(limits[2].partition(".")[2])
        number = writer.draw.uniform(float(limits[1]), float(limits[2]))
        return f"{number:.{decimals}f}"
    if wanted == "company":
        return "".join(writer.words(2))[:4]
    if wanted == "person":
        return drawn_for(writer, "surname") + "".join(drawn_for(writer, "given") for _ in range(writer.draw.randint(1, 2)))
    if wanted == "places":
        places = writer.draw.sample(LISTS["city"].split("|"), writer.draw.randint(1, 4))
        return "，".join(f"{place}{writer.draw.randint(1, 40)}例" for place in places)
    return writer.draw.choice(LISTS.get(wanted, wanted).split("|"))


def reports_of_one_event(writer: Writer, count: int) -> Iterator[list[str]]:
    """Pairs of consecutive articles by different authors that quote the same statement, 25 to 60 % of each."""
    for _ in range(count):
        topic = [*writer.words(80)]
        statement = writer.paragraph(topic, 5)
        length = len(statement) / writer.draw.uniform(0.25, 0.6) - len(statement)
        for _ in range(2):
            own: list[str] = []
            while sum(map(len, own)) < length:
                own.append(writer.paragraph(topic, 2))
            yield [*own[: len(own) // 2], statement, *own[len(own) // 2 :]]
