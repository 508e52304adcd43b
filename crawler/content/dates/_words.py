"""The words of printed dates in plain form, and the kind of token that each is."""

from crawler.content.dates._halves import HALVES
from crawler.content.dates._zone_names import HOURS, PLACES


def _numbered(names: str, first: int) -> dict[str, int]:
    return {name: number for number, group in enumerate(names.split(","), first) for name in group.split()}


MONTHS = _numbered(
    "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,oct october,"
    "nov november,dec december",
    first=1,
)
WEEKDAYS = _numbered(
    "一 月 mon monday,二 火 tue tues tuesday,三 水 wed wednesday,四 木 thu thur thurs thursday,五 金 fri friday,"
    "六 土 sat saturday,日 天 sun sunday",
    first=0,
)
_LABELS = (
    *("at", "on", "the", "of", "date", "time", "datetime", "first", "online"),
    *("pub", "pubdate", "publish", "published", "posted", "created", "released", "issued", "added", "uploaded", "submitted"),
)
_UPDATED = ("last", "updated", "update", "modified", "edited", "revised")
LABELS = (
    *(
        "发布",
        "发表",
        "发帖",
        "发文",
        "发稿",
        "首发",
        "刊发",
        "刊登",
        "刊载",
        "转载",
        "公布",
        "公开",
        "出版",
        "张贴",
        "投稿",
        "撰写",
    ),
    *("上传", "上线", "创建", "录入", "添加", "提交", "播出", "见报", "回复"),
)
"""Labels of Chinese dates, alone or before 时间, 日期 or 于."""
UPDATED = ("更新", "修改", "编辑")
"""The same for the date of a change."""
ZONES = (*HOURS, *PLACES)
KINDS = {
    **dict.fromkeys(_LABELS, "label"),
    **dict.fromkeys(_UPDATED, "updated"),
    **dict.fromkeys(ZONES, "zone"),
    **dict.fromkeys(HALVES, "half"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **dict.fromkeys(MONTHS, "month"),
}
