"""Patterns for both the simplified and the traditional Chinese language pack of Discuz!."""

import re
from itertools import product

from crawler.content.patterns import regex

_SIMPLIFIED = (
    "发于该显楼层浏览阅读录复复制积页户题注册评员关点载机时电达顶转后个听坛码内图来间荐为门会签数论删击网参与属当众级规则欢区导权资组隐扫辑"
    "结举报动离线从丝华钱币贡献游头临链标气审没无腾讯库测勋马帐帐账号设传际运对声场担责请仅见专单选经还悬赏决编宝赞学习过这里陆识谢"
)
_TRADITIONAL = (
    "發於該顯樓層瀏覽閱讀錄復覆製積頁戶題註冊評員關點載機時電達頂轉後個聽壇碼內圖來間薦為門會簽數論刪擊網參與屬當眾級規則歡區導權資組隱掃輯"
    "結舉報動離線從絲華錢幣貢獻遊頭臨鏈標氣審沒無騰訊庫測勳馬帳賬賬號設傳際運對聲場擔責請僅見專單選經還懸賞決編寶贊學習過這裡陸識謝"
)
_SPELLINGS: dict[str, str] = {}
for _simplified, _traditional in zip(_SIMPLIFIED, _TRADITIONAL, strict=True):
    _known = _SPELLINGS.get(_simplified, _simplified)
    _SPELLINGS[_simplified] = _known if _traditional in _known else _known + _traditional


def in_both_packs(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern written in simplified Chinese so that it also matches the traditional labels."""
    parts: list[str] = []
    in_class = escaped = False
    for char in pattern:
        spellings = _SPELLINGS.get(char, char)
        parts.append(spellings if in_class or len(spellings) == 1 else f"[{spellings}]")
        if not escaped:
            in_class = char == "[" or (in_class and char != "]")
        escaped = char == "\\" and not escaped
    return regex("".join(parts), flags)


def spellings(word: str) -> list[str]:
    """A short word of the simplified pack in all its spellings, the simplified one first."""
    return ["".join(chars) for chars in product(*(_SPELLINGS.get(char, char) for char in word))]
