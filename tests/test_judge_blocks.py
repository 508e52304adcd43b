"""The judge of blocks: what no rule knows goes by its place, form and words, and what an author wrote stays."""

import pytest
from scrapy.utils.test import get_crawler

from benchmarks.judged_lines import labelled_lines
from crawler.items import Article
from pipelines._judge.score import STRIP_FROM, WEIGHTS
from pipelines._judge.signs import signs_of
from pipelines.judge_blocks import JudgeBlocksPipeline
from tests.support import cleaned_article

TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "城南的旧码头上个月拆掉了最后一块木板，工人们把它们码在岸边。",
        "住在附近的居民说，这里从前每天有两班渡船，早上一班，傍晚一班。",
        "新的步道要到秋天才能修好，到那时人们可以沿着河一直走到水闸。",
    )
)
SITE = "柳溪在线"


def article_of(body: str, **head: str) -> Article:
    return cleaned_article(f"<div>{body}</div>", author=SITE, **head)


def judged(article: Article) -> list[str]:
    return [removal.text for removal in article.removed if removal.rule in {"judged", "judged-tail"}]


def paragraphs(article: Article) -> list[str]:
    return article.text.split("\n\n")


def test_most_lines_of_unknown_sites_are_found_and_hardly_a_line_of_text() -> None:
    """The numbers are those of ``python -m benchmarks.judged_lines``, with a little room."""
    lines = list(labelled_lines())
    assert len({line.site for line in lines}) >= 60
    gone = [(line.goes, line.is_gone()) for line in lines if line.is_held_out]
    assert sum(found for goes, found in gone if goes) >= 0.65 * sum(goes for goes, _ in gone)
    assert sum(found for goes, found in gone if not goes) <= 1


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("相关资讯请关注:柳溪专区", "asks"),
        ("— END —", "end mark"),
        ("#渡口 #旧码头", "hashtags"),
        ("关键词：渡口 码头", "keywords"),
        ("共5页", "page numbers"),
        ("浏览量：302", "a count"),
        ("进入“柳溪人物”专题&gt;&gt;", "points with a mark"),
        ("延伸 · 推荐", "begins by pointing elsewhere"),
        ("返回柳溪在线首页", "names the site"),
        ("图片均来自网络", "speaks of rights"),
    ],
)
def test_what_goes_says_why(line: str, sign: str) -> None:
    article = article_of(f"{TEXT}<p>{line}</p>")
    removal = next(removal for removal in article.removed if removal.rule == "judged")
    assert len(paragraphs(article)) == 3 and removal.at == 3
    assert removal.score is not None and STRIP_FROM <= removal.score <= 1 and sign in removal.signs


@pytest.mark.parametrize(
    "line",
    [
        "他点开那条链接，里面是空的",
        "关注度最高的，还是那座桥",
        "愿河水长流",
        "联系人：王小川",
        "地址：柳溪路1号",
        "2021年3月5日",
        "柳溪村委会",
        "谢谢大家！",
        "第二天，他又去了码头",
        "进入秋天",
        "更多的夜",
        "60%",
        "#7",
        "欲知后事如何，且听下回分解。",
    ],
)
def test_what_an_author_writes_last_stays(line: str) -> None:
    assert paragraphs(article_of(f"{TEXT}<p>{line}</p>"))[-1] == line


def test_the_head_of_a_body_says_again_what_the_page_says() -> None:
    head = (
        "<h1>旧码头拆了</h1><div class='author'><img src='https://liuxi.example/team/li_60_60.png'>"
        "<time>18 Mar 2021</time><div>by Li Heyan</div></div><span class='ChannelName'><a href='/a'>本地</a></span>"
    )
    article = article_of(head + TEXT, title="旧码头拆了")
    assert len(paragraphs(article)) == 3 and article.images == []
    assert [(credit.role, credit.name) for credit in article.credits] == [("author", "Li Heyan")]
    only = article_of("<p>旧码头拆了</p>", title="旧码头拆了")
    assert only.text == "旧码头拆了"


def test_a_player_goes_with_all_its_words() -> None:
    player = (
        "<div class='mplayer'><p>旧码头最后一天</p><p>设置成功</p><p>00:00</p><p>100%</p><p>直播</p>"
        "<img src='https://liuxi.example/player/slogan.gif'></div>"
    )
    article = article_of(player + TEXT)
    assert len(paragraphs(article)) == 3 and article.images == [] and len(judged(article)) == 6
    inside = article_of(f"<div class='video-article'>{TEXT}<p>船</p></div>")
    assert len(paragraphs(inside)) == 4


def test_a_box_of_pointers_goes_whole_and_an_authors_list_stays() -> None:
    lead = "<p>近日，柳溪的渡口在晨雾里最后一次开船，船工老何在这条河上撑了三十一年的船。</p>"
    box = f"<div class='tag_wrap'><div class='ttl'>延伸 · 推荐</div><p><a href='https://liuxi.example/2'>老何的船</a></p>{lead}</div>"
    assert len(paragraphs(article_of(TEXT + box))) == 3
    lines = "<p>更多阅读</p><p>老何和他的那条旧船</p><p>渡口明年要建新桥</p>"
    assert len(paragraphs(article_of(TEXT + lines))) == 3
    life = "".join(f"<p>{year}年 柳溪中学教师</p>" for year in (1965, 1969, 1974))
    assert len(paragraphs(article_of(f"{TEXT}<p>延伸阅读</p><p>履历</p>{life}"))) == 7
    links = "".join(f"<li><a href='https://{host}.example/1'>{host}的主页</a></li>" for host in ("a", "b", "c"))
    assert len(paragraphs(article_of(f"{TEXT}<h2>相关链接</h2><ul>{links}</ul>"))) == 7
    mixed = "<li><a href='https://a.example/1'>主页</a></li><li>何某的<a href='https://a.example/2'>指南</a></li>"
    assert len(paragraphs(article_of(f"{TEXT}<h2>相关链接</h2><ul>{mixed}</ul>"))) == 6


def test_lines_of_one_list_are_judged_alike() -> None:
    books = "".join(
        f"<p>第{at}本书讲怎样造船，作者写得很清楚，值得一读。</p><p>链接：https://books.example/{at}</p>" for at in range(1, 4)
    )
    assert len(paragraphs(article_of(books))) == 6
    menu = "".join(
        f"<p>{at}、回复【{word}】查看{word}信息</p>"
        for at, word in enumerate(("船票", "天气", "水位", "潮汐", "班次", "鱼市", "庙会"), 1)
    )
    assert len(paragraphs(article_of(f"{TEXT}{menu}"))) == 3
    verses = "".join(
        f"<p>{line}</p>"
        for line in (
            "旧码头拆了",
            "水还是那样流",
            "关注它的人",
            "点击一盏灯",
            "更多的夜",
            "返回岸上",
            "收藏一片雾",
            "下载雨声",
            "进入秋天",
        )
    )
    assert len(paragraphs(article_of(TEXT + verses, title="旧码头拆了"))) == 12


def test_navigation_behind_a_sentence_is_cut_off() -> None:
    article = article_of(f"{TEXT}<p>（编辑：何小川）返回柳溪，查看更多</p>")
    assert judged(article) == ["返回柳溪，查看更多"] and len(paragraphs(article)) == 3
    assert [(credit.role, credit.name) for credit in article.credits] == [("editor", "何小川")]
    linked = article_of(f"{TEXT}<p>桥修好了。<a href='https://liuxi.example/'>返回首页，查看更多</a></p>")
    assert paragraphs(linked)[-1] == "桥修好了。" and "返回" not in linked.html


def test_who_took_the_pictures_is_read_though_the_line_stands_beside_what_goes() -> None:
    article = article_of(f"{TEXT}<p>柳溪社发（王小川摄）</p><p>1234下一页</p>")
    assert judged(article) == ["1234下一页"]
    assert [(credit.role, credit.name) for credit in article.credits] == [("photographer", "王小川")]


def test_doubtful_lines_stay_and_are_flagged() -> None:
    doubtful = article_of(f"{TEXT}<p>每天一道家常菜</p>")
    assert paragraphs(doubtful)[-1] == "每天一道家常菜" and "text-doubt" in doubtful.flags
    assert "text-doubt" not in article_of(TEXT).flags


def test_a_setting_says_from_which_score_on() -> None:
    crawler = get_crawler(settings_dict={"STRIP_FROM": 0.99999})
    assert JudgeBlocksPipeline.from_crawler(crawler).strip_from == 0.99999


def test_every_sign_has_a_weight() -> None:
    for line in labelled_lines():
        assert set(signs_of(line.text, line.text, line.site)) <= set(WEIGHTS)
