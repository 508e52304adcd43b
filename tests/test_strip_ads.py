"""Lines that are promotions and notices go, and ordinary prose that mentions the same things stays, wherever it stands."""

import pytest

from crawler.content.body import Block, Body
from crawler.items import Image
from crawler.platforms import Site
from crawler.platforms.ads import EDGE, LONGEST
from crawler.platforms.rsshub import RsshubSite
from crawler.sites.sina_finance import SinaFinance
from pipelines.strip_ads import strip_ads
from tests.made_items import made_article
from tests.support import cleaned_article

ANY = RsshubSite()
MUST_GO = {
    "exclusive-notice": [
        "本文系本站独家稿件，未经授权，不得转载。",
        "本文为某某网原创内容，转载请联系授权。",
        "【本文由某某号作者原创首发，版权归作者所有】",
        "*本文是某某周刊授权发布的作品",
        "（本文为某某号作者上传并发布，仅代表作者观点，某某新闻仅提供信息发布平台。）",
    ],
    "copyright-notice": [
        "未经许可，不得转载",
        "未经作者授权，禁止任何形式的使用",
        "未经本刊书面同意，请勿转载或摘编",
        "禁止转载",
        "谢绝私自转载！",
        "谢绝私自转载，违者必究",
        "如需转载，须联系后台授权",
        "如需转载，请后台留言。",
        "© 2021 某某网 版权所有",
        "侵权请联系删除",
        "图片来源于网络",
        "转载请注明出处",
        "如需转载请联系后台授权",
        "版权归原作者所有，如有侵权请联系删除",
        "版权所有，违者必究",
        "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。",
        "圖片來源：網路，侵刪",
        "未經授權，不得轉載",
        "来源：某某晚报，版权归原作者所有",
        "凡注明“来源：某某网”的所有作品，未经本网授权，不得转载、摘编或以其他方式使用上述作品。",
        "某某网声明：凡本网注明“来源：某某报”的所有作品，版权均属于某某报。",
        "本网站上的内容，除转载外，均为某某在线版权所有，未经书面协议授权，禁止转载、链接或以其他方式使用。",
        "某某报及其客户端所刊载内容的知识产权均属某某报社所有。未经书面授权，任何人不得以任何方式使用。",
        "本博客所有文章除特别声明外，均采用 CC BY-NC-SA 4.0 许可协议。转载请注明来自某某！",
    ],
    "disclaimer": [
        "免责声明：本文仅供参考，不构成投资建议。",
        "特别声明：以上内容由用户上传，如有侵权请联系删除。",
        "免责条款",
        "据此操作，风险自担",
        "市场有风险，投资需谨慎。本文不构成投资建议。",
        "本文仅代表作者个人观点，与本站无关。",
        "文章不代表本平台立场，请读者自行判断。",
        "以上观点仅代表作者个人意见",
        "风险提示：股市有风险，投资需谨慎。",
        "某某声明：某某网登载此文出于传递更多信息之目的，并不意味着赞同其观点。",
        "本文含有推广链接，通过链接购买我们会获得佣金",
        "特此声明。本平台转载此文出于传递更多信息之目的，并不意味着赞同其观点。",
        "本文僅代表作者個人觀點，不代表本報立場。",
        "特别提醒：如果我们使用了您的图片，请作者与本站联系索取稿酬。",
    ],
    "follow-us": [
        "欢迎关注我们的公众号",
        "扫码关注，每天一篇好文",
        "快来加入我们的读者交流群，扫码进群",
        "更多精彩内容请点击首页",
        "扫码关注我们，每天一篇好文",
        "觉得有用就点个在看",
        "点赞、在看、转发三连",
        "长按识别二维码关注我们",
        "微信搜索“某某”公众号，回复资料领取",
        "点击阅读原文，了解更多",
        "敬请关注后续报道！",
        "欢迎大家留言讨论～",
        "下载某某APP，查看更多精彩内容",
        "长按加入我们的读者交流群",
        "更多资讯，敬请关注某某网",
        "点赞+在看，支持我们！",
        "扫 码 关 注 我 们",
        "点在看",
        "點我下載APP",
        "歡迎加入某某LINE官方帳號",
        "更多內容請追蹤某某粉絲專頁",
        "转给身边的朋友看看吧！",
        "加小编微信：abc12345，拉你进群",
        "QQ交流群：123456789",
        "按讚加入某某新聞粉絲團",
        "加入LINE好友，新聞不漏接",
        "訂閱某某新聞YouTube頻道",
    ],
    "app-promo": [
        "海量资讯、精准解读，尽在某某财经APP",
        "财经热点，都在某某财经APP",
    ],
    "cover-notice": [
        "题图来自某某图库，基于CC0协议",
        "头图来源：某某视觉",
        "封面图片来自网络。",
        "本文图片均来源于受访企业",
    ],
    "news-tip": [
        "新闻热线：010-00000000",
        "爆料微信：abcd12345",
        "投稿邮箱：someone@example.com",
        "感谢读者小林的线索投递！",
        "【如果您有新闻线索，欢迎向我们报料，一经采纳有费用酬谢。报料微信：abcd12345】",
        "读者热线 12345，全天有人接听",
        "广告热线：010-0000000",
        "法律顾问：某某律师事务所 王律师",
        "欢迎投稿，稿费从优：someone@example.com",
        "合作微信：abc12345（备注合作）",
    ],
    "buy-link": [
        "[广告] 活动入口：",
        "【广告】夏季促销，全场七折",
        "购买链接：点这里",
        "京东链接：https://example.com/1",
        "下单入口",
        "点此领券",
        "京东这款台灯券后 59 元，链接直达",
    ],
    "related-reading": [
        "【相关报道】山脚下的第二座车站动工",
        "专题：青川铁路通车",
        "相关阅读",
        "推荐阅读：春天的三种颜色",
        "延伸阅读：山谷里的信",
        "阅读原文",
        "往期回顾",
        "您可能感兴趣的文章：",
        "更多某某新聞報導",
        "继续阅读",
        "Continue reading →",
        "更多报道请看专题：溪水变清",
        "【相关报道】：溪水变清了",
    ],
    "text-for-members": [
        "剩余内容需付费后查看",
        "剩余80%内容需付费阅读",
        "以下内容需登录后查看",
        "登录后查看全文",
        "本文为付费文章，购买后阅读全文",
        "打开某某客户端，阅读全文",
        "打开某某日报APP，阅读体验更佳",
        "本文为付费内容",
        "本文为付费内容，订阅后可阅读全文。",
        "以下为付费内容",
        "本内容为会员专享，请登录后阅读",
        "此文为VIP专享文章",
        "您已阅读20%，剩余80%需订阅某某通后继续阅读",
        "开通会员，阅读全文",
        "成为会员，畅读全文",
        "试读已结束，购买后可阅读全文",
        "订阅后继续阅读",
        "Subscribe to continue reading.",
        "Please log in or sign up to read the full story",
        "To continue reading, please log in or subscribe.",
        "This article is for subscribers only.",
        "Already a subscriber? Log in",
        "You have reached your limit of free articles.",
        "You’ve read all of your free articles this month.",
    ],
    "forum-label": [
        "本帖最后由 渡口人 于 2024-3-1 08:15 编辑",
        "[ Last edited by ferry on 2024-3-1 at 08:15 ]",
        "游客，如果您要查看本帖隐藏内容请回复",
        "1.2 MB, 下载次数: 3",
        "发自渡口iPhone客户端",
        "本帖来自渡口手机版",
        "—— 来自 Ferry1",
        "楼层：3楼",
        "发信人: ferry (渡口人), 信区: Village",
        "发信站: 乡间社区 (Fri Mar  1 08:15:10 2024), 站内",
        "※ 来源:·乡间社区 bbs.example",
        "Comments URL: https://news.example/item?id=9",
        "Points: 12",
        "submitted by /u/ferry",
        "4 posts - 3 participants",
        "Read full topic",
    ],
    "site-label": [
        "阅读 1234 评论 12",
        "广告",
        "纠错",
        "請繼續往下閱讀...",
        "The post 河边的树 appeared first on 某某博客.",
        "【纠错】",
        "点击查看大图",
        "展开全文",
        "举报/反馈",
        "打印本页",
        "——广告——",
        "△点击查看大图",
        "点击观看视频",
        "听新闻",
        "收听本文 05:12",
        "本文共1200字，阅读约需3分钟",
        "【打印】",
        "关闭窗口",
        "字号：大 中 小",
        "赞(3) 踩(0)",
        "赞 12 收藏 3",
        "点赞(12)",
        "发表评论",
        "共3页 1 2 3 下一页",
        "我要评论",
        "打赏作者",
        "您的赞赏是我们前进的动力",
        "阅读 12",
        "广告",
        "您的浏览器暂不支持视频播放",
        "视频加载中...",
        "请启用JavaScript以获得完整的浏览体验。",
        "请开启浏览器的JavaScript功能后刷新页面。",
        "本网站需要启用JavaScript",
        "Please enable JavaScript to view this content.",
        "You need to enable JavaScript to run this app.",
        "JavaScript is disabled in your browser. Please enable it to continue.",
    ],
}
ANYWHERE = {"app-promo", "buy-link", "site-label", "text-for-members"}
MUST_STAY = """
来自南方的船，昨天到了渡口。
来自 渡口
发信人是他的母亲，信写了三页。
楼层越高，风越大。
下载附件以后，他才看到那张图。
登录后可查看录取结果。
剩余部分将在明年完工。
打开手机APP，查看完整行程，司机就来了。
购买全票的乘客可以退票。
版权归原作者所有，这是法律的基本原则，王芳说。
凡注明年份的图片，都由他翻拍，挂在渡口的墙上。
【延伸阅读】站台上的钟敲了七下，第一趟车开动了。后来又来了一趟。
专题：乡村振兴，从修路开始。
如有线索，请拨打110，警方会为举报人保密。
如有侵权，请求法院判令被告删除，这是诉状的第三项。
读者可以拨打热线025-12345678预约参观，每天限一百人。
Read more books.
更多人开始阅读报道
市民扫码即可在站内查询末班车的时间。
二维码贴在座椅的扶手上，扫一扫就能点餐。
他每天关注天气，因为渔船要出海。
这家公司的公众号有三十万读者，上个月停更了。
我们关注的是孩子的视力，而不是分数。
法院认为，被告未经授权转载作品，构成侵权。
判决书写道，未经许可不得使用他人的商标，被告应当赔偿。
作者在后记里说，版权所有的收入都会捐给学校。
这项声明由十二个国家共同签署。
他发表声明，否认自己曾经到过现场。
发言人说，这不代表政策有任何变化。
他的话只代表一部分居民的心声。
这款应用的下载量在一周内翻了三倍。
她下载了客户端，却发现没有自己的站点。
工程师建议用户下载新版本以修复漏洞。
记者点击进入页面，看到余票还有三张。
他点击鼠标，屏幕上出现了一张老照片。
更多的人选择在周末骑车出城。
更多信息显示，这批货物来自南方的港口。
更多细节要等到下周才会公布。
广告收入占公司总收入的三成。
广告法规定，不得使用绝对化的用语。
推广新品种的小麦花了他十年时间。
这条链接指向一个已经关闭的网站。
购买链接失效以后，他给卖家打了电话。
优惠政策将持续到明年三月。
京东的物流仓库建在城北。
天猫在当晚公布了成交数据。
预约系统在上午九点准时开放。
投稿的人很多，编辑部每天要拆三百封信。
爆料人称，会议持续了不到十分钟。
线索来自一位退休的船长。
热线电话在雨夜里响个不停。
新闻发布会推迟到了下午四点。
阅读让他度过了漫长的冬天。
推荐信是他的中学老师写的。
相关部门已经介入调查。
相关报道引发了市民的讨论。
往期的杂志被整齐地码在书架上。
原文刊登在一九八二年的校刊上。
这篇文章是他一九九〇年写下的。
本文讨论的是河流如何改道。
本文的作者曾在这座岛上住过两年。
本文由三部分组成，先说起源。
题图的构思来自一次旅行。
头图和正文之间留了一行空白。
图书馆的封面展从周二开始。
举报电话就贴在工地的围挡上。
反馈意见的表格要在月底前交回。
纠错机制是这套算法的核心。
展开之后，全文有一百二十页。
浏览器从一九九〇年代开始普及。
视频在网上流传了三天。
欢迎仪式在广场的东侧举行。
欢迎的人群一直站到了码头。
他欢迎任何人来质疑这组数据。
敬请期待四个字，他等了整整一年。
微信支付和现金都可以用来买票。
小程序里可以看到每个窗口排队的人数。
加群的人越来越多，群主只好又建了一个。
扫描件显示，合同签于三月二日。
扫码枪坏了，收银员只好手工输入编号。
长按开机键三秒，屏幕就会亮起。
搜索结果的第一页没有他的名字。
添加剂的用量在国家标准之内。
订阅制让软件公司有了稳定的收入。
点赞的习惯改变了人们说话的方式。
免费开放的博物馆在节日里排起了长队。
免责条款写在合同的第九页，字很小。
开户的流程从三天缩短到了半小时。
炒股的人多了起来，茶馆里都在谈论涨跌。
特别是在冬天，山路会结冰。
重要的是把每一步都记录下来。
“未经允许，不得入内。”木牌上写着。
转载量最高的一篇，写的是他的母亲。
“请注明出处”，他在论文的空白处写道。
图片上的老人已经九十岁了。
登录失败的次数超过五次，账号会被锁定。
进入客户端的首页，他先看到了天气。
转给朋友的钱被冻结了。
关闭窗口之后，屋里安静下来。
打印本页的人排到了门外。
字体的大小可以调。
欢迎投稿的海报贴满了走廊。
小编微信里存着三千个号码。
本市采用知识共享的方式开放了数据，市民都能下载。
本次展览采用署名制，每件展品都有许可。
他说，本文为付费内容的平台越来越多，读者却不愿付钱。
许多报纸让读者订阅后继续阅读，收入因此增加了三成。
本文是付费阅读的第一篇研究，样本来自十二家报社。
以下是会员的三项权益，第一项最受欢迎。
试读结束的那天，他买下了全部十二册。
开发者请用户启用JavaScript，因为地图要靠它绘制。
启用JavaScript之后，页面快了一倍。
JavaScript is the language that most browsers run.
Please enable the second switch before you turn on the pump.
Subscribe to the theory that rivers remember, and you will read them differently.
This article is for readers who have never seen a tide.
To continue reading the river, the pilot needs a map, a lamp and a friend.
您需要打开脚本文件，然后修改第三行的端口。
请打开脚本编辑器，再把下面的代码粘贴进去。
需要允许脚本访问相册才能导出照片。
请先打开JS文件，再搜索这个函数名。
本页面需要支持JavaScript的浏览器，这是二〇〇三年的要求。
Enable JavaScript to see how the chart changes as you move the slider.
JavaScript is required for the third exercise of this course.
Enable JavaScript in your browser and reload the page to check step two.
Sign up to read the full programme at the library desk.
Subscribe to read on the bus, or buy the paper at the kiosk.
Please enable JavaScript and read the map of the harbour.
""".strip().split("\n")
PROSE = [Block("paragraph", f"这是第{number}段普通的正文，写的是河边的树。") for number in range(3 * EDGE)]


def kept(line: str, at: int, site: Site = ANY) -> tuple[list[str], list[str]]:
    """What stays of a body with ``line`` as its block ``at``, and the rules by which other things went."""
    body = Body(made_article(), [*PROSE[:at], Block("paragraph", line), *PROSE[at:]])
    removals = strip_ads(body, site)
    return [block.text for block in body.blocks], [removal.rule for removal in removals]


GOING = [(rule, line) for rule, lines in MUST_GO.items() for line in lines]


def test_the_tables_are_long_enough() -> None:
    assert len(GOING) >= 40 and len(MUST_STAY) >= 60
    assert len(set(MUST_STAY)) == len(MUST_STAY)


@pytest.mark.parametrize(("rule", "line"), GOING, ids=[line for _, line in GOING])
@pytest.mark.parametrize("at", [0, EDGE - 1, 2 * EDGE + 1, 3 * EDGE])
def test_goes_at_the_edges(rule: str, line: str, at: int) -> None:
    texts, rules = kept(line, at)
    assert (line in texts, rules) == (False, [rule])
    assert len(texts) == len(PROSE)


@pytest.mark.parametrize(("rule", "line"), GOING, ids=[line for _, line in GOING])
def test_goes_from_the_middle_only_by_rules_for_anywhere(rule: str, line: str) -> None:
    texts, rules = kept(line, EDGE + EDGE // 2)
    assert (line in texts, rules) == ((False, [rule]) if rule in ANYWHERE else (True, []))


@pytest.mark.parametrize("line", MUST_STAY)
def test_stays_at_every_position(line: str) -> None:
    for at in (0, EDGE - 1, EDGE, len(PROSE) // 2, 2 * EDGE, len(PROSE) - 1, len(PROSE)):
        texts, rules = kept(line, at)
        assert (texts[at], rules) == (line, [])


@pytest.mark.parametrize("line", MUST_STAY)
def test_stays_alone(line: str) -> None:
    body = Body(made_article(), [Block("paragraph", line)])
    assert (strip_ads(body, ANY), [block.text for block in body.blocks]) == ([], [line])


def test_a_long_paragraph_is_never_a_promotion_as_a_whole() -> None:
    line = "转载请注明出处" + "，其余不论" * (LONGEST // 5)
    assert len(line) > LONGEST and line in kept(line, 0)[0]


@pytest.mark.parametrize(
    ("text", "left", "taken"),
    [
        ("山谷里下了雪。爆料通道：下载某某客户端，进入首页", "山谷里下了雪。", "爆料通道：下载某某客户端，进入首页"),
        ("山谷里下了雪。爆料热线：010-12345678", "山谷里下了雪。", "爆料热线：010-12345678"),
        ("山谷里下了雪。新闻线索爆料热线：拨打热线12345", "山谷里下了雪。", "新闻线索爆料热线：拨打热线12345"),
    ],
)
def test_a_promotion_glued_to_the_end_is_cut_off(text: str, left: str, taken: str) -> None:
    body = Body(made_article(), [*PROSE[:2], Block("paragraph", text, f"<strong>{text}</strong> &lt;")])
    removals = strip_ads(body, ANY)
    assert (body.blocks[-1].text, body.blocks[-1].html) == (left, left)
    assert [(removal.rule, removal.text) for removal in removals] == [("glued-notice", taken)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("山谷里下了雪。（扫码关注某某公众号）", "山谷里下了雪。"),
        ("他说：“下雪了。”（未经授权，不得转载）", "他说：“下雪了。”"),
        ("山谷里下了雪。【本文不构成投资建议】", "山谷里下了雪。"),
        ("山谷里下了雪（扫码关注某某公众号）", "山谷里下了雪（扫码关注某某公众号）"),
        ("山谷里下了雪。（扫码的人很多）", "山谷里下了雪。（扫码的人很多）"),
        ("山谷里下了雪。（某某晚报）", "山谷里下了雪。（某某晚报）"),
    ],
)
def test_a_notice_in_brackets_behind_the_last_sentence(text: str, left: str) -> None:
    body = Body(made_article(), [*PROSE[:2], Block("paragraph", text)])
    assert [removal.text for removal in strip_ads(body, ANY)] == ([text[len(left) :]] if text != left else [])
    assert body.blocks[-1].text == left


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (Block("paragraph", "买一送一", names=frozenset({"ad"})), "ad-element"),
        (Block("paragraph", "分享到", names=frozenset({"x", "bdsharebuttonbox"})), "share-element"),
        (Block("style", ".a{}"), "style-sheet"),
        (Block("script", "alert(1)"), "script"),
        (Block("embed", "https://v.example/1"), "embed"),
        (Block("paragraph", "看不见", hidden=True), "hidden"),
        (Block("image", image=Image("https://x.example/qrcode.png", ["x"])), "qr-code"),
        (Block("image", image=Image("https://x.example/a.png", ["x"], alt="二维码")), "qr-code"),
        (Block("image", image=Image("https://x.example/a.png", ["x"]), attributes={"title": "小程序码"}), "qr-code"),
        (Block("image", image=Image("https://x.example/a.png", ["x"]), hidden=True), "hidden"),
        (Block("image", image=Image("https://x.example/1.png", ["x"]), names=frozenset({"author-avatar"})), "avatar"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_elements_and_pictures_that_go_from_anywhere(block: Block, rule: str) -> None:
    body = Body(made_article(), [*PROSE[:9], block, *PROSE[9:]])
    assert [removal.rule for removal in strip_ads(body, ANY)] == [rule]
    assert block not in body.blocks


@pytest.mark.parametrize(
    "block",
    [
        Block("paragraph", "买一送一的面包", names=frozenset({"adventure", "load", "header", "shared"})),
        Block("image", image=Image("https://x.example/square.jpg", ["x"])),
        Block("image", image=Image("https://x.example/blanket.png", ["x"], alt="毛毯")),
        Block("image", image=Image("https://x.example/square/qrs.jpg", ["x"], alt="码头")),
    ],
    ids=lambda block: block.text or block.image.url,
)
def test_elements_and_pictures_that_stay(block: Block) -> None:
    body = Body(made_article(), [*PROSE[:3], block, *PROSE[3:]])
    assert strip_ads(body, ANY) == [] and block in body.blocks


def test_a_picture_beside_an_invitation_to_scan_goes_and_others_stay() -> None:
    pictures = [Block("image", image=Image(f"https://x.example/{name}.jpg", [name])) for name in "abcd"]
    invitation = Block("paragraph", "长按识别二维码关注我们")
    body = Body(made_article(), [pictures[0], PROSE[0], pictures[1], invitation, pictures[2], PROSE[1], pictures[3]])
    rules = [(removal.rule, removal.text) for removal in strip_ads(body, ANY)]
    assert rules == [
        ("qr-code", "https://x.example/b.jpg"),
        ("follow-us", invitation.text),
        ("qr-code", "https://x.example/c.jpg"),
    ]
    assert body.blocks == [pictures[0], PROSE[0], PROSE[1], pictures[3]]


def test_a_picture_beside_an_invitation_that_no_reader_sees_stays() -> None:
    picture = Block("image", image=Image("https://x.example/a.jpg", ["a"]))
    script = Block("script", 'var tip = "长按识别二维码关注我们";')
    body = Body(made_article(), [PROSE[0], script, picture, PROSE[1]])
    assert [removal.rule for removal in strip_ads(body, ANY)] == ["script"]
    assert body.blocks == [PROSE[0], picture, PROSE[1]]


def test_links_under_a_related_reading_label_go_with_it() -> None:
    link = Block("paragraph", "旧文", '<a href="https://x.example/1">旧文</a>')
    with_words = Block("paragraph", "他说旧文", '他说<a href="https://x.example/1">旧文</a>')
    body = Body(made_article(), [PROSE[0], Block("paragraph", "相关阅读："), link, link, with_words, link])
    assert [removal.rule for removal in strip_ads(body, ANY)] == ["related-reading"] * 3
    assert body.blocks == [PROSE[0], with_words, link]


def test_what_a_button_shows_stays() -> None:
    hidden = [Block("paragraph", f"藏起来的第{n}段。", hidden=True) for n in (1, 2)]
    for button, kept_texts in (("展开全文", ["藏起来的第1段。", "藏起来的第2段。"]), ("分享", [])):
        body = Body(made_article(), [*PROSE, *hidden, Block("embed", button)])
        strip_ads(body, ANY)
        assert [block.text for block in body.blocks[len(PROSE) :]] == kept_texts


def test_rules_of_a_site_hold_there_only() -> None:
    block = Block("paragraph", "扫码有礼", names=frozenset({"appendQr_wrap"}))
    assert [removal.rule for removal in strip_ads(Body(made_article(), [block]), SinaFinance())] == ["sina-app-qr"]
    assert strip_ads(Body(made_article(), [block]), ANY) == []


def test_the_ledger_says_what_went_and_why() -> None:
    article = cleaned_article("<p>山谷里下了雪。</p><style>.a&#123;&#125;</style><p>转载请注明出处</p>")
    assert [(removal.rule, removal.reason, removal.text) for removal in article.removed] == [
        ("style-sheet", "CSS in the body", ".a&#123;&#125;"),
        ("copyright-notice", "who may print the text", "转载请注明出处"),
    ]


AD_NAMES = """
    ads AD advert advertisement adsbygoogle guanggao ad-banner ad_box adbox adBox AdBanner banner-ad google-ad googleads ads_top
    ad01 div-gpt-ad-123 article_adlist in-article-ad after-content-ad sponsored-content m-ad__body gg-box tuiguang adv ad-block
"""
OTHER_NAMES = """
    shadow header lead download badge address admin adapt adopted shade thread upload advance advice ipad gradient padding
    content-with-ads has-ads no-ads ad-free ads-loaded article_after_ad adsorption egg gg readmore masthead adidas
"""


@pytest.mark.parametrize("name", AD_NAMES.split())
def test_a_word_of_its_name_tells_an_advertisement(name: str) -> None:
    body = Body(made_article(), [*PROSE[:9], Block("paragraph", "买一送一", names=frozenset({"box", name})), *PROSE[9:]])
    assert [(removal.rule, removal.text) for removal in strip_ads(body, ANY)] == [("ad-element", "买一送一")]


@pytest.mark.parametrize("name", OTHER_NAMES.split())
def test_no_other_name_does(name: str) -> None:
    body = Body(made_article(), [*PROSE[:9], Block("paragraph", "买一送一", names=frozenset({name})), *PROSE[9:]])
    assert strip_ads(body, ANY) == []


@pytest.mark.parametrize("name", ["ad", "ad-container", "article-ads"])
def test_an_element_that_holds_most_of_the_body_is_no_advertisement(name: str) -> None:
    around = frozenset({name})
    inside = [Block("paragraph", text.text, names=around) for text in PROSE]
    advertisement = Block("paragraph", "买一送一", names=around | {"ad-banner"})
    body = Body(made_article(), [Block("paragraph", "导语在前。"), *inside, advertisement])
    assert [removal.text for removal in strip_ads(body, ANY)] == ["买一送一"]
