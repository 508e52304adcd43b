"""Hard negatives: news written to one template, day after day or company after company, in which only the facts are other ones."""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.chinese_articles import Writer

CITIES = "北京 上海 天津 重庆 广州 深圳 南京 苏州 扬州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 郑州 武汉 长沙 成都 贵阳 昆明 西安 兰州 太原 沈阳 大连 长春 哈尔滨".split()
TEAMS = "湖人 勇士 快船 太阳 掘金 爵士 雄鹿 篮网 七六人 老鹰 热火 尼克斯 凯尔特人 公牛 骑士 活塞 火箭 马刺 独行侠 灰熊 森林狼 雷霆 国王 开拓者".split()
SKIES = "晴 多云 阴 小雨 中雨 雷阵雨 多云转晴 晴转多云 阴有小雨".split()
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"


def daily_cases(draw: Random, _: Writer) -> str:
    """The daily report of a health commission; places and counts change, and the list of places."""
    places = draw.sample(CITIES, draw.randint(3, 8))
    local = [f"{place}{draw.randint(1, 40)}例" for place in places]
    month, day = draw.randint(1, 12), draw.randint(1, 28)
    return (
        f"{month}月{day}日0—24时，31个省（自治区、直辖市）和新疆生产建设兵团报告新增确诊病例{draw.randint(20, 200)}例。其中境外输入病例"
        f"{draw.randint(5, 60)}例（{'，'.join(local[: len(local) // 2])}），本土病例{draw.randint(1, 90)}例（{'，'.join(local[len(local) // 2 :])}）。"
        f"无新增死亡病例。新增疑似病例{draw.randint(1, 9)}例，均为境外输入病例。\n\n当日新增治愈出院病例{draw.randint(10, 99)}例，解除医学观察的密切接触者"
        f"{draw.randint(300, 2000)}人，重症病例较前一日增加{draw.randint(1, 9)}例。境外输入现有确诊病例{draw.randint(300, 800)}例，现有疑似病例"
        f"{draw.randint(1, 9)}例。累计确诊病例{draw.randint(6000, 9000)}例，累计治愈出院病例{draw.randint(6000, 8000)}例，无死亡病例。\n\n截至{month}月{day}日24时，"
        f"据31个省（自治区、直辖市）和新疆生产建设兵团报告，现有确诊病例{draw.randint(400, 2000)}例，累计治愈出院病例{draw.randint(86000, 90000)}例，累计死亡病例4636例，"
        f"累计报告确诊病例{draw.randint(91000, 95000)}例，现有疑似病例{draw.randint(1, 9)}例。累计追踪到密切接触者{draw.randint(1000000, 1200000)}人，尚在医学观察的"
        f"密切接触者{draw.randint(6000, 40000)}人。"
    )


def buy_back(draw: Random, writer: Writer) -> str:
    """A stock notice with its legal boilerplate: company, code, amounts."""
    company, code = "".join(writer.words(2))[:4], f"{draw.choice(('600', '000', '300', '002'))}{draw.randint(0, 999):03d}"
    month, amount = draw.randint(1, 12), draw.uniform(50, 2000)
    return (
        f"证券代码：{code}　证券简称：{company}　公告编号：2021-{draw.randint(1, 150):03d}\n\n{company}股份有限公司关于回购公司股份的进展公告\n\n"
        "本公司及董事会全体成员保证信息披露的内容真实、准确、完整，没有虚假记载、误导性陈述或重大遗漏，并对其内容的真实性、准确性和完整性承担个别及连带责任。\n\n"
        f"公司于2021年{draw.randint(1, 6)}月{draw.randint(1, 28)}日召开董事会会议，审议通过了《关于以集中竞价交易方式回购公司股份的议案》，同意公司使用自有资金"
        f"以集中竞价交易方式回购公司股份，回购价格不超过人民币{draw.uniform(5, 90):.2f}元/股。根据《上市公司回购股份实施细则》等相关规定，上市公司在回购期间应当在每个月的前3个"
        f"交易日内披露截至上月末的回购进展情况。\n\n截至2021年{month}月{draw.randint(28, 31)}日，公司通过回购专用证券账户以集中竞价交易方式累计回购公司股份{amount:.2f}万股，"
        f"占公司总股本的比例为{draw.uniform(0.1, 3):.2f}%，成交的最高价为{draw.uniform(5, 90):.2f}元/股，最低价为{draw.uniform(5, 60):.2f}元/股，支付的资金总额为人民币"
        f"{amount * 13:.2f}万元（不含交易费用）。上述回购符合相关法律法规及公司既定的回购方案。\n\n公司后续将根据市场情况继续在回购期限内实施回购计划，并依据相关规定及时履行信息披露义务，"
        "敬请广大投资者注意投资风险。"
    )


def weather(draw: Random, _: Writer) -> str:
    """The forecast of one city."""
    city, low, day = draw.choice(CITIES[:6]), draw.randint(-5, 24), draw.randint(1, 27)
    days = "".join(
        f"{day + ahead}日{draw.choice(SKIES)}，最低气温{low + draw.randint(-2, 2)}度，最高气温{low + draw.randint(5, 12)}度，风力{draw.randint(1, 3)}到"
        f"{draw.randint(4, 6)}级；" for ahead in (0, 1, 2)
    )
    return (
        f"{city}市气象台{day}日发布未来三天天气预报。{days}预计今天白天的相对湿度在{draw.randint(20, 60)}%到{draw.randint(61, 98)}%之间，空气质量指数为{draw.randint(20, 160)}。"
        "气象部门提醒市民，早晚温差较大，外出请注意适时增减衣物，驾车出行注意交通安全，同时做好个人防护，勤洗手，常通风，戴口罩，少聚集。"
    )


def basketball(draw: Random, _: Writer) -> str:
    """A result: teams, quarters, players."""
    home, guest = draw.sample(TEAMS, 2)
    quarters = "、".join(f"{draw.randint(18, 38)}-{draw.randint(18, 38)}" for _ in range(4))
    players = "".join(
        f"{team}：{name(draw)}{draw.randint(10, 40)}分{draw.randint(1, 14)}篮板{draw.randint(1, 12)}助攻，{name(draw)}{draw.randint(8, 25)}分，{name(draw)}{draw.randint(4, 20)}分"
        f"{draw.randint(1, 12)}篮板。" for team in (home, guest)
    )
    return (
        f"北京时间{draw.randint(1, 12)}月{draw.randint(1, 28)}日，NBA常规赛继续进行，{home}主场迎战{guest}。最终，{home}以{draw.randint(100, 135)}比{draw.randint(85, 99)}战胜对手，"
        f"取得{draw.randint(2, 9)}连胜。\n\n四节比分（{home}在前）：{quarters}。首节比赛双方打得难解难分，次节主队逐渐掌握了场上的主动权，半场结束时领先{draw.randint(2, 19)}分。易边再战，"
        f"客队一度将分差缩小到{draw.randint(1, 6)}分，但主队在末节顶住了压力，将胜利保持到了终场。\n\n数据方面：{players}"
    )


def market_close(draw: Random, _: Writer) -> str:
    """What the exchanges closed at."""
    return (
        f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日，A股三大指数今日收盘涨跌不一，截至收盘，沪指报{draw.uniform(3300, 3700):.2f}点，{draw.choice(('涨', '跌'))}幅{draw.uniform(0, 2):.2f}%；"
        f"深成指报{draw.uniform(13000, 15500):.2f}点，{draw.choice(('涨', '跌'))}幅{draw.uniform(0, 2):.2f}%；创业板指报{draw.uniform(2700, 3600):.2f}点，{draw.choice(('涨', '跌'))}幅"
        f"{draw.uniform(0, 3):.2f}%。两市合计成交{draw.uniform(7000, 14000):.0f}亿元，行业板块涨跌互现。北向资金今日净{draw.choice(('买入', '卖出'))}{draw.uniform(1, 120):.2f}亿元，其中沪股通"
        f"净{draw.choice(('买入', '卖出'))}{draw.uniform(1, 70):.2f}亿元，深股通净{draw.choice(('买入', '卖出'))}{draw.uniform(1, 60):.2f}亿元。个股方面，两市共{draw.randint(600, 3900)}只个股上涨，"
        f"{draw.randint(30, 130)}只个股涨停。"
    )


def lottery(draw: Random, _: Writer) -> str:
    """A draw of lots: nothing but numbers is other."""
    reds = " ".join(f"{ball:02d}" for ball in sorted(draw.sample(range(1, 34), 6)))
    return (
        f"双色球第2021{draw.randint(1, 150):03d}期开奖号码：红球{reds}，蓝球{draw.randint(1, 16):02d}。当期双色球头奖{draw.randint(1, 18)}注，单注奖金为{draw.randint(5000000, 9999999)}元，二等奖"
        f"{draw.randint(60, 250)}注，单注奖金{draw.randint(80000, 400000)}元，三等奖{draw.randint(500, 2500)}注，单注奖金为3000元。当期销售额为{draw.randint(330000000, 420000000)}元，奖池金额为"
        f"{draw.randint(700000000, 1200000000)}元。彩票有风险，购买须谨慎，请在规定的兑奖期限内持中奖彩票及本人有效身份证件到当地福利彩票中心办理兑奖手续。"
    )


def name(draw: Random) -> str:
    return draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.randint(1, 2)))


TEMPLATES: dict[str, Callable[[Random, Writer], str]] = {
    "daily case counts": daily_cases,
    "stock notices": buy_back,
    "weather": weather,
    "basketball results": basketball,
    "market closes": market_close,
    "lottery draws": lottery,
}


def template_news(writer: Writer, count: int) -> Iterator[tuple[str, list[str]]]:
    """``count`` different items of each template, as its name and paragraphs."""
    for kind, write in TEMPLATES.items():
        for _ in range(count):
            yield kind, write(writer.draw, writer).split("\n\n")


def reports_of_one_event(writer: Writer, count: int) -> Iterator[list[str]]:
    """Pairs of articles, one after the other, that quote the same statement, 25 to 45 % of each, and are of two authors."""
    for _ in range(count):
        topic = [*writer.words(80)]
        statement = writer.paragraph(topic, 5)
        length = len(statement) / writer.draw.uniform(0.25, 0.45) - len(statement)
        for _ in range(2):
            own: list[str] = []
            while sum(map(len, own)) < length:
                own.append(writer.paragraph(topic, 2))
            yield [*own[: len(own) // 2], statement, *own[len(own) // 2 :]]
