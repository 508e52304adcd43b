"""Recognises notices that hosts print instead of a text: it is gone, elsewhere, not open to guests, or only in their app.

A text is a notice if it consists only of words typical of such notices, names of apps, URLs and quoted text, and if the words
state one of the reasons. A text that says anything more is somebody's own.
"""

import re
from collections.abc import Iterable

from crawler.content.body import Block
from crawler.content.patterns import regex
from crawler.platforms.draft import Draft
from crawler.readers.language_packs import in_both_packs

_DELETED = "deleted at the source"
_UNSEEN = frozenset({"style", "script", "image"})
_NO_PICTURE = regex(r"qr_?code|erweima|weixin|logo|icon|/none\.gif|blank|placeholder|loading|二维码", re.IGNORECASE)
LONGEST = 160
"""Characters in all lines together."""

_THING = (
    "文章 内容 页面 新闻 帖子 主题 链接 网页 网址 视频 图文 稿件 微博 作品 资讯 原文 正文 全文 文件 信息 问题 回答 "
    "话题 专题 帖 文 图片 账号 帐号 账户 公众号 网站 本站 栏目"
)
_WHICH = (
    "该 此 本 这 原 篇 个 条 份 则 的 所 要 想 指定 完整 全部 剩余 更多 精彩 后续 详情 相关 地址 您 你 您的 大家 用户 "
    "游客 访客 读者 微信"
)
_PARTICLES = (
    "已 经 可能 也许 似乎 好像 或 者 暂 暂时 目前 当前 现 现在 仅 只 限 能 可 以 可以 须 需 需要 要求 必须 请 敬请 先 "
    "后 之后 才 即 方 并 来 再 继续 直接 自动 因 由于 涉嫌 违规 违反 禁止 法律 法规 规定 政策 版权 侵权 投诉 举报 "
    "原因 被 在 到 至 于 往 从 为 是 属于 了 中 内 里 上 下 端 和 及 与 若 如果 如 没有 尚未 未 还 无 不 支持 不支持 "
    "就 都 且 所在的用户组 进行 操作 此操作 它 其 正在 新 刊登 发布 发表"
)
_GONE = (
    "不存在 不见 丢失 找不到 没有找到 未找到 删除 自行删除 下线 下架 失效 撤回 撤稿 撤销 移除 屏蔽 过期 关闭 隐藏 "
    "封禁 锁定 封停 无法 不能 不可 审核 正在审核"
)
_BY = "作者 原作者 发布者 发布人 发布方 来源 来源方 楼主 博主 平台 系统 管理员 版主 运营者 创作者"
_OPEN = "打开 查看 阅读 观看 浏览 访问 收听 看 了解 显示 播放"
_GO = (
    "点击 点 戳 前往 移步 转到 转至 跳转 正在跳转 移至 迁移 转移 移动 搬 搬家 搬迁 迁 移 见 详见 参见 去 这里 此处 "
    "右上角 阅读原文"
)
_APP = "App 客户端 小程序 手机端 移动端 手机 微信 浏览器 设备"
_USE = "下载 使用 用 通过 升级 更新 安装 扫码 扫描 识别 扫一扫 二维码 回复 最新 版本 新版 最新版 新版本 过低 选择"
_RIGHT = "登录 登陆 注册 绑定 实名认证 会员 权限 阅读权限 有权 无权 高于 付费 订阅 购买 开通 解锁 充值 专享 专属 VIP 立即"
_POLITE = (
    "抱歉 很抱歉 非常抱歉 对不起 遗憾 您好 温馨提示 系统提示 提示 提示信息 错误 糟糕 哎呀 返回 首页 主页 上一页 列表 "
    "稍后 稍候 稍等 重试 刷新 检查 联系 客服 其他 其它 别的 看看 试试 给您带来不便 敬请谅解 谅解 感谢 关注 理解 走丢 "
    "404 not found page Not Found"
)


def _any(*words: str) -> str:
    return "|".join(sorted(dict.fromkeys(word for each in words for word in each.split()), key=lambda word: (-len(word), word)))


_NAME = r"[^\s，。,.！!？?：:；;]{1,12}?"
_PIECE = (
    rf"{_any(_THING, _WHICH, _PARTICLES, _GONE, _BY, _OPEN, _GO, _APP, _USE, _RIGHT, _POLITE)}"
    r"|https?://[!-~]{1,160}|[“「《【\[][^“”「」《》【】\[\]]{1,20}[”」》】\]]|\d{1,6}|[\s，。,.！!？?：:；;、…~～>》（）()/|-]"
)
# possessive: a text of words that can be parted in many ways is still gone through once
_NAME_OF_APP, _PLACE = (
    rf"{_NAME}(?=(?:新闻)?(?:App|客户端|小程序))",
    rf"(?:到|至|往|于|在)(?:了)?{_NAME}(?=$|[\s，。,.！!；;]|查看|阅读|浏览|观看)",
)
_MADE_OF = in_both_packs(rf"(?:{_PLACE}|(?:{_NAME_OF_APP})?(?:{_PIECE})){{1,80}}+", re.IGNORECASE)
_T, _O, _G, _A = (f"(?:{_any(words)})" for words in (_THING, _OPEN, _GONE, _APP))
_ELSEWHERE = r"迁|搬|转移|移[动至]|转[到至]|(?:刊登|发[布表])[在于]|https?:"
_REASONS = tuple(
    (reason, in_both_packs(pattern, re.IGNORECASE))
    for reason, pattern in {
        "not open to guests": rf"(?:登录|登陆|注册|绑定|认证|订阅|购买|开通|解锁|充值|付费|会员).{{0,16}}{_O}"
        r"|隐藏.{0,4}内容.{0,6}回复|(?:没有|无).{0,6}权限|无权|阅读权限",
        "to be opened in an app": rf"{_A}.{{0,12}}{_O}|(?:版本|浏览器|设备|网页).{{0,6}}不支持|扫[码描一].{{0,10}}{_O}",
        _DELETED: rf"{_T}.{{0,24}}(?:[已被经].{{0,10}}{_G}|不存在|找不到|失效|无法|不能|不见|走丢|审核)"
        rf"|(?:找不到|没有找到|未找到|无法).{{0,16}}{_T}|(?:404|page)\W{{0,3}}not found|404",
        "the text is elsewhere": rf"跳转|(?:{_T}|详情|更多).{{0,10}}(?:{_ELSEWHERE})"
        rf"|(?:点击|点|戳|前往|移步|转[到至]|访问|见|[到至在]).{{0,40}}(?:{_O}.{{0,4}}{_T}|{_T}.{{0,4}}{_O})"
        rf"|{_T}.{{0,6}}[请见].{{0,30}}(?:{_O}|见|https?:)",
    }.items()
)


def notice_alone(draft: Draft) -> str | None:
    """Return why a page is empty if its bodies consist of the host's notice alone; ``None`` if they contain more.

    Beside a notice that the text is gone, pictures are the host's; beside another notice they may be the content.
    """
    blocks = [block for body in draft.bodies for block in body.blocks]
    said = 0
    for block in blocks:  # left at once on nearly every page
        said += len(block.text)
        if said > LONGEST or block.kind == "embed":
            return None
    reason = notice_in(block.text for block in blocks if block.kind not in _UNSEEN)
    return reason if reason == _DELETED or not any(map(_is_picture, blocks)) else None


def _is_picture(block: Block) -> bool:
    return block.kind == "image" and not any(_NO_PICTURE.search(value) for value in block.attributes.values())


def notice_in(lines: Iterable[str]) -> str | None:
    """Return why there is no text if ``lines``, the whole text of a page, are just its host's notice; otherwise ``None``."""
    said = [line for line in lines if line.strip()]
    text = " ".join(said)
    if not said or len(text) > LONGEST or not _MADE_OF.fullmatch(text):
        return None
    return next((reason for reason, pattern in _REASONS if pattern.search(text)), None)
