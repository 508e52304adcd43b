"""The texts of a report in English and Chinese; the browser shows one of them."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from crawler.content.patterns import regex
from crawler.runs.terminal import encodable, printable

CHINESE: Mapping[str, str] = {
    "run": "第",
    "of": "次运行，",
    "exit code": "退出码",
    "goes on where another run was stopped": "从上次中断处继续",
    "All well": "一切正常",
    "Nothing new": "没有新内容",
    "Not complete": "没有完成",
    "wanted": "预期",
    "got": "实际",
    "met": "达到",
    "not met": "未达到",
    "What came in": "收到的页面",
    "pages found": "找到的页面",
    "new": "新增",
    "changed": "有变化",
    "redone": "重做",
    "unchanged: nothing to do": "没有变化，不用做",
    "not reached": "没有做到",
    "What came out": "得到的数据",
    "pages done": "处理的页面",
    "items": "条目",
    "dropped": "舍弃",
    "failed": "失败",
    "not settled": "未定",
    "unaccounted for": "去向不明",
    "pages of the run before are gone.": "个上次还在的页面不见了。",
    "No pages, and skipped in archives:": "归档里不是页面而跳过的：",
    "Expectations": "预期",
    "New headlines": "新稿件",
    "The first of every site: {0} of {1} items": "每个站点的前几条：共 {1} 条，显示 {0} 条",
    "all of them, to look at": "逐条查看",
    "Duplicates and revisions": "重复与修订",
    "items that repeat another": "条重复其他条目",
    "pages dropped as duplicates": "个页面因重复舍弃",
    "revisions of earlier items": "条是旧条目的修订",
    "pages dropped for a newer revision": "个页面因有更新的修订舍弃",
    "the first that repeat": "最先遇到的重复",
    "the first revisions": "最先遇到的修订",
    "a copy of": "重复自",
    "revision": "修订",
    "taken out": "处删去",
    "no date": "没有时间",
    "Without date, author or source": "没有时间、署名或来源",
    "no author": "没有署名",
    "no source": "没有来源",
    "Of threads a source is not expected; their author is that of the first post.": "帖子不要求来源；帖子的署名是楼主。",
    "Items by site": "各站点条目数",
    "as a table": "看表格",
    "site": "站点",
    "sites": "个站点",
    "Items by date of publication": "按发布日期",
    "day": "日期",
    "others": "其他",
    "earlier": "更早",
    "Before they are trusted": "使用前请留意",
    "Failed pages": "失败的页面",
    "Dropped pages": "舍弃的页面",
    "Lost in damaged archives": "损坏的归档里丢失的页面",
    "member": "成员",
    "bytes kept in": "原始字节存于",
    "and": "还有",
    "more": "个",
    "None.": "没有。",
    "Rules by use": "各规则删去了什么",
    "A rule that fires far more often than usual, or for the first time, may mean that a site has a new template.": (
        "一条规则比平时多得多，或第一次起作用，可能是站点换了模板。"
    ),
    "Fold one out to see what it took out first.": "展开可看它最先删去的三处。",
    "rule": "规则",
    "now": "本次",
    "usual": "平时",
    "× usual": "倍于平时",
    "unusual": "异常",
    "fired for the first time": "第一次起作用",
    "not this time": "本次没有",
    "No rule took anything out.": "没有规则删去任何内容。",
    "in no run on record": "有记录以来从未起作用",
    "all that it took out": "它删去的全部内容",
    "Time": "用时",
    "part of the run": "阶段",
    "seconds": "秒",
    "all of it": "合计",
    "Workers do these at the same time, so they may add up to more.": "以下由各工作进程同时进行，合计可以更长。",
    "stage": "环节",
    "pages": "页面",
    "pages/s": "页/秒",
    "plan": "计划",
    "compare": "比较",
    "settle": "定重复",
    "write": "写文件",
    "other": "其他",
    "read": "读取",
    "export": "输出",
    "Feeds": "输出文件",
    "feed": "文件",
    "size": "大小",
    "not stored": "没有存下",
    "All of it, and more:": "全部数字：",
    "the items, to look at": "查看各条目",
    "duplicate": "重复",
    "older revision": "旧修订",
    "of another site": "不属于这个站点",
    "failed pages": "失败的页面",
    "pages lost in damaged archives": "损坏的归档里丢失的页面",
    "pages lost to errors": "因程序错误失去的页面",
    "items with a date": "有时间的条目",
    "items with an author": "有署名的条目",
    "items with a source": "有来源的条目",
    "new items": "新条目",
    "sites that gave half of what they used to": "条目减半的站点",
    "without text": "没有正文",
    "without headline": "没有标题",
    "of a site without a file": "来自没有站点文件的站点",
    "of doubtful encoding": "编码存疑",
    "of doubtful date": "时间存疑",
    "of doubtful text": "正文存疑",
    "with an id that clashes": "编号冲突",
    "some": "要有",
    "none": "没有",
    "no items": "没有条目",
    "no site's items down by half against its last runs": "没有站点比最近几次少一半",
    "asked for by --full": "用 --full 要求全部重做",
    "code, libraries or settings changed that all sites share": "各站点共用的代码、库或设置有变化",
    "the run was not done to its end: the next one goes on there": "没有做完，下次接着做",
}
"""Translations of all texts of the page, and of the texts without numbers in the verdict and from
:mod:`crawler.runs.batch.expectations`."""
NUMBER = r"([\d,.]+)"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (regex(pattern), chinese)
    for pattern, chinese in (
        (rf"{NUMBER} of {NUMBER} expectations not met", "{1} 项预期中 {0} 项未达到"),
        (r"at least ([\d,.]+%?)", "至少 {0}"),
        (r"at most ([\d,.]+%?)", "至多 {0}"),
        (rf"{NUMBER}%: {NUMBER} of {NUMBER} items", "{0}%：{2} 条中 {1} 条"),
        (rf"{NUMBER}%: {NUMBER} of {NUMBER} pages", "{0}%：{2} 页中 {1} 页"),
        (rf"too few to judge by, fewer than {NUMBER}", "太少，不足 {0} 条，不作判断"),
        (rf"none: all {NUMBER} pages are known", "没有：全部 {0} 个页面都已处理过"),
        (rf"too few runs to say: {NUMBER}", "运行次数太少，无法判断：{0}"),
        (r"(\S+) ([\d,]+) instead of ([\d,]+)", "{0} 只有 {1} 条，平时 {2} 条"),
        (r"items (.+)", "{0}的条目"),
        (rf"(.+), {NUMBER} failed because they are damaged", "{0}，另有 {1} 个因损坏而失败"),
        (rf"{NUMBER} pages?", "{0} 个页面"),
        (r"an unknown number of pages", "数目不明的页面"),
        (rf"an unknown number of pages in {NUMBER} bytes", "{0} 字节里数目不明的页面"),
        (rf"{NUMBER} pages? and (an unknown .+)", "{0} 个页面和{1}"),
        (r"rules of ([\w, ]+) changed", "{0} 的规则有变化"),
        (r"schema version (\d+) → (\d+)", "数据格式版本 {0} → {1}"),
        (rf"feeds not stored: {NUMBER}", "没有存下的输出文件：{0}"),
        (rf"items missing from a feed: {NUMBER}", "输出文件里缺少的条目：{0}"),
        (rf"items not settled: {NUMBER}", "未定的条目：{0}"),
        (rf"pages lost to errors: {NUMBER}", "因程序错误失去的页面：{0}"),
        (rf"folders that cannot be read: {NUMBER}", "读不了的文件夹：{0}"),
        (r"stopped before its end: (\w+)", "提前结束：{0}"),
        (r"pages unaccounted for: ([-+\d,]+)", "去向不明的页面：{0}"),
        (rf"exceptions of the spider: {NUMBER}", "程序异常：{0}"),
    )
)
"""Translations of texts that contain numbers or names; captured pieces are translated too if they have a translation."""


def both(english: str, chinese: str | None) -> Markup:
    """Return a text in both languages, of which the page shows one; only in English if there is no translation."""
    if chinese is None or chinese == english:
        return escape(_shown(english))
    return Markup('<span class="en">{}</span><span class="zh" lang="zh-Hans">{}</span>').format(_shown(english), _shown(chinese))


def words(english: str) -> Markup:
    """Return a text of the page in both languages. Raises KeyError if there is no translation."""
    return both(english, CHINESE[english])


def said(text: str) -> Markup:
    """Return a text of a run in both languages if a translation is known; text from pages is left as it is."""
    return both(text, in_chinese(text))


def in_chinese(text: str) -> str | None:
    """Return the Chinese translation; None if it, or that of any part of the text, is unknown."""
    if text in CHINESE:
        return CHINESE[text]
    for pattern, chinese in PATTERNS:
        if found := pattern.fullmatch(text):
            return chinese.format(*(in_chinese(piece) or piece for piece in found.groups()))
    pieces = text.split("; ")
    translated = [in_chinese(piece) for piece in pieces] if len(pieces) > 1 else [None]
    return "；".join(filter(None, translated)) if all(translated) else None


def _shown(text: str) -> str:
    return printable(encodable(text))
