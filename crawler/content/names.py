"""Classifies names in by-lines: persons, pen names, media and other organisations.

Surnames are those of the 百家姓 and of the household registry's common list that are still found in by-lines. Single characters
that are mostly other words (和, 都, 有) are left out, and so are whole words that begin with a surname.
"""

from crawler.content.dates import is_counted
from crawler.content.patterns import regex

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘厉"
    "戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通"
    "边扈燕冀郏浦尚农温庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融"
    "冷訾辛阚那简饶曾沙丰关查后荆红游竺权盖益桓全佟仝肖闫鞠代帅付覃门由年邝仉操邸母亓修岳淡令訾牟晋楚佘佴海付仁苑原矫揭门晓尧麦丛展植战"
    "腾藏阳才展禤粟普旦仓尼洛索拜热阿塔"
)
COMPOUND_SURNAMES = (
    "欧阳|司马|上官|诸葛|闻人|东方|赫连|皇甫|尉迟|公孙|令狐|宇文|长孙"
    "|慕容|司徒|司空|夏侯|端木|呼延|南宫|东郭|百里|独孤|西门|轩辕|澹台"
)
_WORDS = """
高级 高兴 高度 高层 高管 时政 时评 时间 时事 全文 全国 全部 全体 全网 全程 文字 文章 文化 文稿 文旅 金融 金属 平面
平台 平时 常驻 常务 常见 查询 查询到 查阅 查看 查证 查明 查到 连线 连日 连续 计算 计划 简介 简历 简讯 单位 单独 任何
任务 于是 于今日 向前 方面 方式 方法 安全 安排 程序 成功 成都 成为 成员 项目 马上 白天 万元 江苏 江西 云南 宁夏 宁波
吉林 安徽 海南 海外 海报 华北 华东 华南 华中 常州 郑州 徐州 温州 温馨 明天 明年 应当 应该 支持 关于 关注 关键 房产
水平 水利 经济 经营 经过 经验 党委 党员 党报 边境 广州 广东 广西 东莞 东北 东部 国家 国内 国外 国际 原创 原文 年度
代表 利用 通讯 通过 通知 管理 易于 强调 解读 解释 解说 解答 宣布 宣传 伊朗 满意 荣誉 路透 居民 步行 向他 向她 向其
车友 山东 司法 司机 热线 热点 热门 阿里 后台 后期 后记 终于 展开 洛阳 盖章 那么 那个 那里 由于 由此 应邀 应对 应用
容易 双方 双语 白宫 农业 农民 师生 师傅 尚未 石油 贡献 富有 牛年 包括 谈到 谈及 越来越 暴雨 越南 周刊 周报 周边 周一
周二 周三 周四 周五 周六 周日 周末 水印 石化 路边 权威 花费 游客 普通 普及 原因 原来 满足 年轻 居然 修改 修订 门口
明星 明显 路上 红色 海量 沙龙 古代 国民 何时 何处 何以 何况 强化 强烈 荣获 容量 车主 车间 艾滋 鱼类 广告 广大 广泛
米其林 向往 向上 山西 平安 平均 平稳 安静 安心 乐于 乐观 康复 祝福 祝贺 毕竟 毕业 童年 盛大 盛况 盛典 施工 施行 钱包
严重 严格 严肃 严禁 谢谢 谢绝转载 方案 方向 左右 封面 支付 支部 解决 解放 解除 解封 单价 管控 包装 封闭 印象 印发
温暖 温度 庄严 连接 东方 文明 文物 文艺 国产 国防 丰富 关闭 关系 后续 后来 游戏 权利 益处 全球 全面 全新 全力
"""
_PLACES = """
石家庄 唐山 秦皇岛 邢台 张家口 衡水 阳泉 晋城 晋中 吕梁 包头 乌海 通辽 沈阳 通化 白山 松原 白城 双鸭山
伊春 苏州 连云港 宿迁 杭州 金华 马鞍山 安庆 黄山 宿州 池州 宣城 龙岩 宁德 吉安 东营 平顶山 安阳 焦作 濮阳
许昌 周口 武汉 黄石 鄂州 荆门 荆州 黄冈 咸宁 衡阳 邵阳 岳阳 常德 张家界 益阳 怀化 娄底 韶关 江门 湛江
惠州 梅州 阳江 揭阳 云浮 柳州 桂林 贺州 海口 广元 乐山 广安 巴中 阿坝 甘孜 安顺 曲靖 普洱 楚雄 红河 昌都
林芝 山南 那曲 咸阳 安康 金昌 白银 武威 张掖 平凉 甘南 海东 石嘴山 吴忠 昌吉 伊犁 阿克苏 高雄 苗栗 云林
花莲 金门 马祖 常熟 张家港 江阴 晋江 石狮 寿光 诸暨 余姚 温岭 乐清 海宁 平湖 华盛顿 洛杉矶 巴黎 柏林 东京
莫斯科 罗马 马德里 孟买 平壤 万象 金边 仰光 巴格达 安卡拉 华沙 温哥华 安曼 贝鲁特 马尼拉 吉隆坡 广岛 浦东
通州 海淀 丰台 江宁 江北 余杭 萧山 龙岗 武昌 东城
"""
"""Cities and districts whose names have the form of a person's, as they stand beside names (记者 王五 武汉报道)."""
NOT_A_PERSON = frozenset(_WORDS.split()) | frozenset(_PLACES.split())
"""Words that look like names."""
NO_LAST_CHARACTER = frozenset("站馆场市县省镇店车队会节的了们")
"""Characters that end words but never names (高铁站)."""
FUNCTION_CHARACTERS = frozenset("的了是在和与把被我你他她它这那据从有也就吗呢吧很让将已不没")
"""Function words, which names of media or people hardly ever contain."""
CALLINGS = ("教授", "博士", "研究员", "院长", "主任", "专家", "学者", "校长", "总裁", "董事长", "经理", "律师", "分析师", "院士")

PROVINCES = (
    *(
        "北京",
        "天津",
        "上海",
        "重庆",
        "河北",
        "山西",
        "内蒙古",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
    ),
    *("河南", "湖北", "湖南", "广东", "广西", "海南", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆"),
    *("香港", "澳门", "台湾"),
)

_PART = rf"[{HAN}A-Za-z]{{1,9}}\.?(?:[-－‐–—][{HAN}A-Za-z]{{1,9}})?"
PERSON = regex(
    rf"[{SURNAMES}][{HAN}]{{1,2}}|(?:{COMPOUND_SURNAMES})[{HAN}]{{1,2}}|(?=[{HAN}A-Z]){_PART}(?:[·•・‧]{_PART}){{1,4}}|(?:[A-Z][.·]){{1,3}}[{HAN}]{{2,9}}"
)
_TIBETAN = (
    "扎西 卓玛 次仁 多吉 旺堆 顿珠 达瓦 尼玛 央金 平措 格桑 丹增 洛桑 索朗 德吉 罗布 拉姆 曲珍 白玛 旦增 贡布 巴桑 "
    "仁青 边巴 群培 曲扎 边觉 江措 加措 嘉措 云丹 强巴 土登 益西 桑珠 旺姆 旺杰 旺久 拥措 卓嘎 普布 米玛 拉巴 坚赞 伦珠 晋美 "
    "班丹 贡觉 朗杰 欧珠 措姆 玉珍 桑姆 嘎玛 才让 才旦 更登 多杰 拥忠 仁增 泽仁 仁真 降央 四郎 阿旺"
)
_MONGOLIAN = "巴特尔 其其格 图雅 格日勒 乌云 苏和 那仁 斯琴 高娃 朝鲁 布仁 巴雅尔 毕力格 乌兰 娜仁 托娅 哈斯 宝音 孟和"
_TURKIC = "古丽 古力 买提 提江 力江 尔江 木江 别克 尼亚孜 娜尔 夏提 地里 拜尔 拉提 合曼 吾尔 提汗"
OTHER_PERSON = regex(
    rf"(?:{'|'.join(_TIBETAN.split())}){{2}}|(?:{'|'.join(_MONGOLIAN.split())}){{1,2}}|[{HAN}]{{1,4}}(?:{'|'.join(_TURKIC.split())})"
)
"""Single-part names of people in Tibet, Inner Mongolia and Xinjiang, who have no surname."""
LONG_PERSON = regex(rf"[{SURNAMES}][{HAN}]{{3}}")
CAPITALS = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x1F00))))
"""Of Latin, Greek, Cyrillic and other letters that have them, in a class of a regular expression."""
_LATIN = rf"[{CAPITALS}](?:(?![{HAN}\u3040-\u30ff\uac00-\ud7af])[^\W\d_]|[.'’-]){{0,19}}"
LATIN_PERSON = regex(rf"{_LATIN}(?: (?:(?:de|da|di|du|van|von|der|den|la|le|bin|ibn|al|el) ){{0,2}}{_LATIN}){{1,3}}")
PEN_NAME = regex(rf"[{HAN}A-Za-z0-9·•.+'’ -]{{1,20}}")
LONGEST_HAN_PEN_NAME = 7
SPACED_NAME = regex(
    rf"(?<![{HAN}])(?:([{SURNAMES.replace('文', '')}])[ \u3000\xa0]{{1,4}}([{HAN}])"
    rf"|({COMPOUND_SURNAMES})[ \u3000\xa0]{{1,4}}((?![{SURNAMES}])[{HAN}]{{2}}|[{HAN}]))(?![{HAN}])"
)
"""A name with a gap: of two characters, spaced out to the width of three (王　五), or after a compound surname (欧阳 娜娜)."""

WORD = rf"{HAN}A-Za-z0-9+ ·"
MEDIUM = regex(
    rf"(?!据)[{WORD}]*(?:[^情汇简海举播年预通公警周申]报|[^旅合出会]社|出版社|[^官互联外内上全电]网|[^平阳讲后吧柜舞]台|新闻|周刊|周报|杂志|财经|客户端|公众号|公号|传媒|全?媒体|融媒|在线|之家|频道|卫视|热线"
    rf"|日报|晚报|晨报|快报|通讯社|电视|广播|之声|(?<![公授受][开权])发布|头条|观察|资讯|氪|虎嗅|澎湃|央视|APP|App|界面|彭博|路透|见闻|经纬|e公司|经济报道|海外版|大公报|文汇报|[青少老]年报|南方周末|LatePost|DoNews|TechWeb|格隆汇|(?:新浪|网易|腾讯|搜狐|凤凰|快)科技)|《[^《》]{{2,12}}》"
)
ORGANISATION = regex(
    rf"[{WORD}]*(?:[局厅署办]|[^常编]委|委员会|[^内全一干外]部|研究院|医院|法院|检察院|学院|研究所|中心|集团|公司|大学|政府|协会|学会|视觉中国|东方IC|图虫|网络|互联网|官网|官微|官方|微博|微信|联合国|基金会"
    r"|网站|交易所|实验室|工作室|编辑部|博物馆|Images?|[Pp]hoto|Unsplash|Pexels|Pixabay|CFP|IC|ICphoto|AI|Reuters|AFP|NASA)"
)
PUBLIC_BODY = regex(
    rf"(?=.*(?:[省市县区州]|国家|中国|中央|国务院))[{HAN}]{{2,12}}(?:局|委|厅|署|办|委员会|办公室|指挥部|研究院|中心|大学|政府)"
)
PRINTED_MEDIUM = regex(rf"[{HAN}]{{2,11}}(?:日报|晚报|晨报|商报|时报|周刊|新闻网|新闻社|通讯社|电视台|广播电台)")
NOBODY = regex(
    r"(?i:admin\w*|editor(?:s|ial)?(?: team| staff| board)?|staff(?: writer| reporter)?|guest(?: author)?|webmaster"
    r"|unknown|anonymous|null|none|name|undefined|user|root|robot|newsroom|匿名|佚名|无名氏|未知|不详|本站|管理员|小编|网络)"
)
"""What software and editors print where nobody is named."""
_DESCRIPTION = regex(r"\s?[（(\[【](?!www\.)[^（()）\[\]【】]{2,40}[)）\]】]$")


def without_description(name: str) -> str:
    """A person's name without what is in brackets behind it: 林溪（江海大学教授）, John Smith (Professor). Others as they are."""
    bare = _DESCRIPTION.sub("", name)
    return bare if is_person(bare) else name


def is_medium(name: str) -> bool:
    """Whether ``name`` is a newspaper, agency, station, channel or news site (深圳商报, 第一财经)."""
    return 1 < len(name) <= 20 and MEDIUM.fullmatch(name) is not None


def is_organisation(name: str) -> bool:
    """Whether ``name`` is a medium or another organisation (视觉中国, 统计局)."""
    return is_medium(name) or (1 < len(name) <= 30 and ORGANISATION.fullmatch(name) is not None)


def is_bare_organisation(line: str) -> bool:
    """Whether a line is only the name of a public body or a newspaper, at most 15 characters."""
    return (
        len(line) <= 15
        and FUNCTION_CHARACTERS.isdisjoint(line)
        and bool(PUBLIC_BODY.fullmatch(line) or PRINTED_MEDIUM.fullmatch(line))
    )


def is_person(name: str, longest: int = 3) -> bool:
    """Whether ``name`` has the form of a person's: a known surname and one or two characters, 约翰·史密斯, or John Smith. Four
    characters with a simple surname (范徐丽泰) count only if ``longest`` is 4."""
    if name in NOT_A_PERSON or name[-1:] in NO_LAST_CHARACTER or (len(name) > 2 and is_organisation(name)):
        return False
    return bool(
        PERSON.fullmatch(name)
        or OTHER_PERSON.fullmatch(name)
        or LATIN_PERSON.fullmatch(name)
        or (longest > 3 and LONG_PERSON.fullmatch(name))
    )


def is_pen_name(name: str, any_words: bool = False) -> bool:
    """Whether ``name`` can be a pen name (巴九灵, 阿七, Leo), given that a label and a mark announce a name. With ``any_words``
    it may also be a phrase (青山有话说)."""
    if is_counted(name) or name.endswith(CALLINGS) or (len(name) > LONGEST_HAN_PEN_NAME and not name.isascii()):
        return False
    return (any_words or FUNCTION_CHARACTERS.isdisjoint(name)) and PEN_NAME.fullmatch(name) is not None
