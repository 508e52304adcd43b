"""The wording of lines that do not belong to a text, by kinds of words rather than phrases: requests, ways to the publisher,
pointers.

No kind is sufficient by itself: news mention followers, codes and links. :mod:`pipelines._judge.signs` combines them with the
form of a line, and :mod:`pipelines._judge.score` has the weight of each.
"""

import re
from collections.abc import Iterator

from crawler.content.patterns import regex

CLASS = regex(r"\[([^\]^]+)\]")
SENTENCE_ENDS = frozenset("。！？!?…；;.")
CLOSERS = "”’」』）)】]》\"' "
ORNAMENT = r"[\s*＊#＃>》<《↓↑▲▼△▽▶►◀☞👇👆👉🔥|｜丨\-—–_=~·•●◆◇■□★☆※◎○【】\[\]（）()「」『』“”\"'：:。.!！→⬇️✦✎✅+＋/]"
EDGES = regex(rf"^{ORNAMENT}+|{ORNAMENT}+$")
"""What surrounds the words of a line."""
ASK_WORDS = r"""
    点[击擊](?!率|量|数) 点[此我] 点[这這]里 轻触 猛戳 戳 扫[码描一] 掃[碼描] 长按 長按 识别 關注 关注(?!度|点|到|的) 锁定
    订阅 訂閱 下载(?!量) 下載(?!量) 安装 打开 打開 登[录陆] 注册 搜索 回复 查看 查阅 收听 收看 进入 返回 回到 前往 访问
    登录 收藏(?!家|品|者) 转发 转载 分享 点赞 点亮 点个 在看 加入 加微 加群 入群 进群 添加 联系 咨询 投稿 爆料 领取 免费领
    抢购 购买 选购 下单 预约 预订 报名(?!者|费|人数) 参与(?!者|方|度|率|了) 参加 解锁 了解 获取 留言 评论(?!员|家|称) 打赏
    赞赏 捐赠 设为 置顶 猜你 欢迎 敬请 快来 赶快 赶紧 别忘 记得 不要错过 持续关注 请认准 致电 拨打 扫我 加我 试用 试玩
    申请 开通 购书 看车 找房 投票 续播 报错 举报 投诉 反馈 纠错 [Cc]lick [Ss]ubscribe [Ss]ign\s[Uu]p [Ff]ollow\s(?:us|me)
    [Dd]ownload [Ss]hare\sthis [Jj]oin\s(?:us|our) [Rr]ead\s[Mm]ore READ\sMORE SUBSCRIBE
"""
WAY_WORDS = r"""
    二[维維][码碼] 小程序 公众[号平] 公號 公号 订阅号 服务号 视频号 抖音 快手 小红书 头条号 百家号 企鹅号 喜马拉雅 微信
    微博 朋友圈 QQ [Aa][Pp][Pp] 客户端 客戶端 交流群 微信群 读者群 社群 粉丝群 星标 [首主]页 官网 官方网 专区 專區 专题
    專題 专栏 專欄 频道 頻道 栏目 原文 全文 名片 蓝字 菜单 按钮 链接 直达 入口 通道 热线 熱線 邮箱 信箱 客服 后台 後台
    上方 下方 下图 上图 左侧 右侧 文末 右上角 右下角 左下角 当前页 评论区 留言区 手机看 扫一扫 [Tt]elegram [Ff]acebook
    [Tt]witter [Ww]hats[Aa]pp [Nn]ewsletter
"""
MORE_WORDS = r"""
    更多 精彩 资讯 資訊 详情 詳情 福利 好礼 礼包 红包 优惠 特惠 专享 限时 立减 到手价 包邮 券 好文 干货 攻略 独家 原创
    出品 权威 第一时间 每天一 免费 好玩 超值 惊喜 机会 有奖 大奖 礼品 资料包 会员 体验 尽在 打尽 先人一步
"""
POINT_WORDS = r"""
    相[关關](?!部[门們]|人|负责|规定|工作|情况|单位|企业|法律|政策|数据) 延伸 拓展 扩展 推[荐薦] 往期 早前报道 此前报道
    前情 回顾 热[门點点榜词] 熱[門點] 猜你 大家都在 都在看 喜欢 精选 上一[篇页頁章] 下一[篇页頁章] 阅读更多 热搜 排行 最新
    [Rr]elated [Rr]ecommended [Yy]ou\smay [Mm]ore\sfrom [Tt]rending [Mm]ost\sread [Pp]opular [Nn]ext\s[Aa]rticle
    [Pp]revious
"""
POINTING_LABELS = r"""
    相[关關](?:阅读|閱讀|新闻|新聞|报道|報道|文章|推荐|链接|专题|视频|内容|资讯|攻略|搜索|热词|比赛|集锦|主题|话题)?
    延伸(?:阅读|閱讀|推荐)? 拓展阅读 扩展阅读 推[荐薦](?:阅读|閱讀|文章|新闻)? 往期(?:回顾|文章|推荐|精彩|精选)?
    (?:早前|此前|更早前?|之前)(?:的)?(?:相关)?报道 前情(?:提要|回顾)? 热[门点](?:推荐|文章|标签|新闻|排行)? 猜你\S{0,4}
    (?:大家|军迷|网友)?都在看 您?你?可能(?:还|也)?(?:会)?(?:喜欢|感兴趣)\S{0,4} 上一[篇页章] 下一[篇页章] 阅读下一篇
    (?:最新|精选)(?:文章|评论|留言|资讯|新闻) 编辑推荐 今日(?:推荐|热点|头条) 原文(?:链接|地址|标题) 深度阅读 专题阅读
    新闻多一点 [Rr]elated(?:\s\w{1,12})? [Rr]ecommended(?:\s\w{1,12})? [Rr]ead\s(?:[Mm]ore|[Aa]lso|[Nn]ext) RELATED
    READ\s(?:MORE|NEXT|ALSO) [Mm]ore\sfrom\s\w{1,20} [Ss]ee\s[Aa]lso [Tt]rending(?:\s[Nn]ow)? [Mm]ost\s[Rr]ead
    [Yy]ou\s(?:may|might)\salso\slike
"""
POINT_FIRST = regex(rf"(?:{'|'.join(POINTING_LABELS.split())})(?=\s*(?:$|[:：>》|·•.…!！?？\]】）)]))")
CONTROL_WORDS = r"""
    播放 暂停 暫停 续播 展开 收起 折叠 加载 加載 倍速 [高超标流]清 流畅 全屏 静音 弹幕 音量 画质 选集 字[号體体] 打印 列印
    纠错 糾錯 举报 收听 听新闻 朗读 分享 评论\b 收藏 点赞 赞 在看 阅读 浏览 刷新 反馈 原图 大图 图集 组图 幻灯 回放 时长
    登录 注册 换一[批换] 关闭 下一[张页] 上一[张页] 书签 目录 推荐票 网站地图 联系我们 隐私 条款 关于我们 返回 顶部 询底价
    报价 参配 口碑 二手车 诊断 看房 行情 设置 [Ww][Ii]-?[Ff][Ii] [Pp]lay [Pp]ause [Ll]oading [Ss]hare [Pp]rint
    [Cc]omments? [Ll]og\s?in [Ee]mail [Cc]lose [Mm]enu [Ss]kip [Aa]dvertise ADVERTISE
"""
RIGHTS_WORDS = r"""
    版[权權] 著作[权權] 转载 轉載 侵[权權删] 授权 出处 来源(?:于|自)?网络 来自网络 源于网络 原创 首发 独家 搬运 抄袭 镜像
    不代表 不构成 仅供 与本[站网平刊报号] 观点 立场 投资建议 [责責]任(?!编|校) 免责 声明 注明 标明 保留出处 盗用 必究 [Cc]opyright
    © [Aa]ll\s[Rr]ights 受访者提供 资料图 网络图
"""
RIGHTS_OPENINGS = r"""
    (?:版权|免责|特别|郑重|重要|风险|广告|法律)?(?:声明|提示|申明|须知)
    [本此该](?:文|站|网|号|刊|报|平台|公众号|攻略|稿件?)
    (?:文中|本文|文章|图文|所有|部分|以上)?(?:图片|照片|内容|素材|图文|观点)(?:均|全部|部分|皆|都)?(?:来[自源]|由|系|源自|仅|属)
    凡 未经 禁止 谢绝 如需 转载 原创 版权 © Copyright
"""
RIGHTS_FIRST = regex("|".join(RIGHTS_OPENINGS.split()))
TALE_WORDS = r"""
    了(?!解) 过 着 著(?![作有]) 他(?<!其他)(?!用) 她 它 我(?!要|的位置|是|们下期) 说(?![说明你]) 宣称 声称 据称 自称 表示
    认为 觉得 曾 后来 当时 已经 其中 因为 但 却 也(?!可能) 就(?![点是]) 还(?!没有人|可能|喜|[有能可将会送]) 都(?!在看)
    没有(?!人评) 不[是会能过] 那 被 之[后前] 以[后前] 从(?!业) 目前 仍 将(?!本) 才 所以 如果 虽然 可以(?!领|免) 应当 应该
    需要(?!更) 必须 一[个名位只条场次年天件] was(?<=\bwas)\b were(?<=\bwere)\b had(?<=\bhad)\b has(?<=\bhas)\b
    is(?<=\bis)\b are(?<=\bare)\b said(?<=\bsaid)\b he(?<=\bhe)\b she(?<=\bshe)\b they(?<=\bthey)\b it(?<=\bit)\b
    that(?<=\bthat)\b but(?<=\bbut)\b which(?<=\bwhich)\b his(?<=\bhis)\b her(?<=\bher)\b would(?<=\bwould)\b
    could(?<=\bcould)\b can(?<=\bcan)\b will(?<=\bwill)\b
"""
OWN_LABELS = r"""
    \S{0,4}联系(?:人|电话|方式|邮箱|地址) (?:咨询|报名|会议|活动|展览|演出|开放|营业|截止|举办|授课|考试|招聘|面试)\S{0,4}
    电[话話] 手机 地[址點点] 住址 时间 日期 地点 票价 门票 价格 售价 定价 费用 交通 路线 人均 推荐菜 主办 承办 协办 嘉宾
    主讲 讲师 主持人? 对象 人数 名额 书名 片名 剧名 导演 主演 编剧 类型 出版 译者 作者 演员 歌[手名] 作[词曲] 尺寸 重量
    材质 规格 面积 户型 年代 答案 解析 例 注 答 问 记者 主料 辅料 调料 食材 用料 做法 参考(?:文献|资料) 文献 附[录件表]?
    宜 忌 微信号? QQ 网址 邮编 传真 网站 官网 官方网站 下载地址 项目地址 源码 代码 仓库 [Ee]-?mail [Tt]el [Pp]hone
    [Aa]ddress via PS P\.S\. [Gg]it[Hh]ub
"""
OWN_LABEL = regex(rf"[（(【\[]?(?:{'|'.join(OWN_LABELS.split())})\s?[:：]")
"""Labels that authors use for an event, a work, a place or a thing."""
NUMBERED = regex(
    r"[\d.]{1,8}[\s、.．:：)）\u3000]|[（(]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．，]|第[一二三四五六七八九十\d]{1,4}[章节讲部篇步]"
    r"|[①-⑳]|\[\d{1,3}\]|附录"
)
MOST_TALES = 1
"""Such words in a paragraph that does not belong to the text, at most."""
POINTING_STARTS = frozenset("相延拓扩推往早此更之前热猜大军网您可上下阅最精编今原深专新RrMmSsTtYy点请扫欢>》【[↓⬇▼▽👇☞👉▶►")
POINTING_ENDS = frozenset(">›»》→↓⬇▼▽👇∨]】")


def any_of(words: str) -> str:
    """A pattern for any of those in ``words``, which white space separates; each begins with a character or a simple class."""
    groups: dict[str, list[str]] = {}
    for word in words.split():
        for first, rest in _first_atoms(word):
            groups.setdefault(first, []).append(rest)
    return "|".join(
        re.escape(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]) for first, rests in groups.items()
    )


def _first_atoms(word: str) -> Iterator[tuple[str, str]]:
    """The first characters of a pattern, each with the rest of the pattern."""
    if found := CLASS.match(word):
        yield from ((character, word[found.end() :]) for character in found[1])
    elif word[0] == "\\":
        yield (" ", word[2:]) if word[1] == "s" else (word[1], word[2:])
    else:
        yield word[0], word[1:]


ASK = regex(any_of(ASK_WORDS))
ASK_FIRST = regex(
    r"(?:^|[，,：:？?、;；\s]|请)(?:[请請]|如需|如想|想要?|要|赶?快来?|立[即刻]|马上|在线|在線|我要|一起|免费|免費|本页|欢迎"
    r"|敬请|微信|更多\S{0,10}?)?"
    rf"(?:{ASK.pattern})"
)
"""A request at the start of a clause."""
WAY = regex(any_of(WAY_WORDS))
MORE = regex(any_of(MORE_WORDS))
POINT = regex(any_of(POINT_WORDS))

CONTROL = regex(any_of(CONTROL_WORDS))
RIGHTS = regex(any_of(RIGHTS_WORDS))
TALE = regex(any_of(TALE_WORDS))
"""Words of which sentences in a text are made, and which hardly ever occur in other lines."""

KINDS = {
    "asks": ASK,
    "names a way to the publisher": WAY,
    "praises": MORE,
    "points elsewhere": POINT,
    "a control": CONTROL,
    "speaks of rights": RIGHTS,
}
"""Kinds of words in such lines."""


def may_be_a_request(text: str) -> bool:
    """A quick check of a paragraph: whether it requests something or mentions rights, and hardly tells anything."""
    return len(TALE.findall(text)) <= MOST_TALES and bool(ASK.search(text) or RIGHTS.search(text))


def may_point(has_link: bool, text: str) -> bool:
    """A quick check of a line within the text: whether it can point elsewhere."""
    return has_link or text[0] in POINTING_STARTS or text[-1] in POINTING_ENDS
