"""The keys of front matter, as written by the mirror's script, by Hexo, Hugo and Jekyll, and in Chinese."""

from collections.abc import Mapping

SPELLINGS: Mapping[str, str] = {
    "title": "title headline subject 标题 標題 题目 題目",
    "original_title": "original_title 原标题 原標題",
    "date": "date date_published published pubdate pub_date publish_date publication_date published_at published_time "
    "publish_time pubtime post_date posted posted_at posted_on issued release_date created created_at created_time create_time "
    "create_date ctime datetime time 发布时间 發布時間 發佈時間 发表时间 發表時間 发布日期 發布日期 發佈日期 发表日期 發表日期 "
    "发布于 发表于 日期 时间 時間",
    "author": "author authors byline by writer creator 作者 撰文",
    "reporter": "reporter 记者 記者",
    "editor": "editor 责任编辑 責任編輯 责编 编辑 編輯",
    "translator": "translator 译者 譯者 翻译 翻譯",
    "publisher": "publisher site_name site website media 网站 網站 站点 媒体 媒體",
    "source": "source from 来源 來源 出处 出處",
    "url": "url link permalink canonical canonical_url original_url original_link source_url source_link external_url href uri "
    "原文链接 原文鏈接 原文連結 原文地址 来源链接 來源連結 文章链接 链接 鏈接 连结 連結 網址 网址 原文 original guid",
    "categories": "categories category 分类 分類 栏目 欄目",
    "keywords": "keywords keyword tags tag 标签 標籤 关键词 關鍵詞 关键字",
    "cover": "headimg cover cover_image banner image featured_image top_img index_img thumbnail thumb 封面",
    "language": "language lang 语言 語言",
    "comments": "comments",
}
"""Meaning of a key → its spellings, the most specific first. Case, and ``-``, ``_`` or nothing between words, do not matter."""


def bare(key: str) -> str:
    """``key`` without the differences between spellings."""
    return key.strip().casefold().replace("-", "").replace("_", "").replace(" ", "")


RANKS: Mapping[str, tuple[str, int]] = {
    bare(spelling): (name, rank) for name, spellings in SPELLINGS.items() for rank, spelling in enumerate(spellings.split())
}
"""Spelling → its meaning, and the number of more specific spellings."""
