"""Patterns for the form of a line: hashtags, numbers, dates, labels, marks."""

import re

from crawler.content.patterns import regex

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_DASHES = r"[—\-－=（(【*＊·•.\s]{0,20}"
END_WORD = regex("[Ee][Nn][Dd]|完|[Ff]in|结束")
END_MARK = regex(
    r"[^\w]{0,40}(?:[Tt]he |THE )?(?:[Ee][Nn][Dd]|[Ff]in)[^\w]{0,40}"
    rf"|{_DASHES}(?:本文|全文|正文)?(?:完|结束|完结|end)[—\-－=）)】*＊·•.。\s]{{0,20}}"
    r"|[（(【]?(?:本文|全文|正文)(?:完|结束|完结|到此结束)[^\w]{0,20}"
)
ORNAMENTS_ONLY = regex(r"(?:[^\w\s]\s?){1,60}")
HASHTAGS = regex(r"(?:[#＃](?!\d{1,4}(?:\s|$))[^\s#＃]{1,24}[#＃]?[\s,，、]{0,3}){1,16}")
KEYWORDS = regex(
    r"[【\[]?(?:[文本此]?章?关键[字词]|關鍵[字詞]|标签|標籤|话题标签|热门标签|[Tt][Aa][Gg][Ss]?|[Kk]eywords?|分类|分類|归档|栏目|主题词"
    r"|所属(?:专题|栏目|分类|频道)|相关(?:标签|热词|搜索|专题|话题)(?:搜索)?|文章标签)[】\]]?\s?[:：]\s?\S.{0,100}"
)
PAGE_NUMBERS = regex(
    r"(?:[\[【(（<]\s?\d{1,3}\s?[\]】)）>]\s?){2,20}"
    r"|(?:[<«‹《]{0,2}\s?(?:首页|上一[页张])\s?)?(?:第?\d{1,3}页?[\s|/,，]{1,3}|…\s?|\.{2,3}\s?){2,20}"
    r"(?:\d{1,3})?(?:下一[页张]|尾页|末页)?\s?[>»›》]{0,2}"
    r"|(?:第\s?\d{1,3}\s?页\s?)?[（(]?共\s?\d{1,3}\s?页[）)]?|(?:首页|上一页|下一页|尾页|末页|[\d\s|/<>«»]){3,30}"
    r"|[Pp]age \d{1,3} of \d{1,3}"
)
PLAYING_TIME = regex(r"\d{1,2}:\d\d(?::\d\d)?(?:\s?/\s?\d{1,2}:\d\d(?::\d\d)?)?|\d(?:\.\d{1,2})?[xX×]")
LONE_NUMBER = regex(r"[\d.,\s-]{1,20}")
_COUNTED = "阅读|浏览|点击|评论|赞|在看|分享|收藏|播放|转发|人气|热度|留言|好看|喜欢|views?|comments?|likes?|shares?"
COUNT = regex(
    rf"[+＋]\s?\d{{1,5}}|(?:{_COUNTED})\s?(?:次数|数|量)?\s?[:：(（]?\s?[\d.,]{{1,9}}\s?[万wWkK]?\+?\s?[次人)）]?"
    rf"|[\d.,]{{1,9}}\s?[万wWkK]?\+?\s?(?:[次条人]?(?:{_COUNTED})|人?参与)",
    re.IGNORECASE,
)
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
DATE = regex(
    r"(?:(?:发布|发表|更新|刊发|发稿|创建|上传|修改)?(?:时间|日期|于)?\s?[:：]?\s?)?"
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    rf"|\d{{1,2}} {_MONTH}\.?,? (?:19|20)\d\d|{_MONTH}\.? \d{{1,2}},? (?:19|20)\d\d)"
    r"(?:\s?[（(]?(?:星期|周)[一二三四五六日][）)]?)?(?:[\sT,，]{1,3}\d{1,2}:\d\d(?::\d\d)?(?:\s?[APap][Mm])?)?"
)
"""A date, optionally with the time."""
LABELLED_DATE = regex(
    rf"(?:(?:发布|发表|更新|刊发|发稿|创建|上传|修改)(?:时间|日期|于)|(?:时间|日期)\s?[:：])\s?[:：]?\s?{DATE.pattern}"
)
FACTS = regex(r"(?:来源|作者|责任?编辑|编辑|记者|字[号体]|浏览|阅读|点击|评论|分享|稿源|发布)(?:次数|数|量|者|人)?\s?[:：]")
"""What follows the date in the line under a headline."""
PATH_MARK = regex("[>》›»/|→-]|位置|栏目")
BREADCRUMB = regex(
    r"(?:您?(?:当前|现在|所在)的?位置(?:是|为)?|您?你?的位置|当前栏目)\s?[:：]?\s?.{0,60}|(?:首页|主页|Home)\s?[>》›/|»→-]\s?.{0,60}"
    r"|[^\s>›»/。，]{2,10}(?:\s?[>›»]\s?[^\s>›»/。，]{2,12}){2,6}"
)
DIGIT = regex(r"\d")
LABEL_MARK = regex(r"[:：|｜丨/／·•]")
TELLING_MARK = regex(r"[:：|｜丨/／·•@]|[Ee][Nn][Dd]|完|\d")
"""Labels, lists in a row, addresses, numbers and end marks contain one of these."""
LABELLED = regex(rf"[（(【\[]?\s?[{HAN}](?:[ \u3000\xa0]{{0,4}}[{HAN}A-Za-z]){{1,9}}\s?[:：|｜丨/／]\s?\S.{{0,60}}")
LONE_LABEL = regex(rf"[^\w]{{0,6}}[{HAN}A-Za-z ]{{2,14}}[:：]\s?")
BARS = regex(r"[^|｜丨·•/]{1,16}(?:\s?[|｜丨·•/]\s?[^|｜丨·•/]{1,20}){1,10}")
MANY_BARS = regex(r"[^|｜丨•/：:]{1,16}(?:\s?[|｜丨•/]\s?[^|｜丨•/：:]{1,16}){2,10}")
POINTING_STARTS, POINTING_ENDS = frozenset("↓⬇▼▽👇☞👉▶►"), frozenset(">›»》→↓⬇▼▽👇∨️ ")
POINTING = regex(r"[>›»→↓⬇▼▽👇∨]{1,8}\s?$|(?<!》)(?:》{2,4})$|^\s?[↓⬇▼▽👇☞👉▶►]|^[^《]{1,60}》$")
CONTACT = regex(
    r"(?<!\d)(?:\d{3,4}[-\s]?\d{7,8}|400[-\s]?\d{3}[-\s]?\d{4}|1[3-9]\d{9})(?!\d)|[\w.]{2,30}@\w{2,30}\.\w{2,10}"
    r"|(?:QQ|微信|V信)[群号]?\s?[:：]?\s?[A-Za-z0-9_]{5,20}"
)
