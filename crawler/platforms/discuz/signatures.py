"""Patterns for signatures under posts, and for last lines that are not signatures."""

from crawler.readers.language_packs import in_both_packs

LINK_SIGNATURE = in_both_packs(r"(?=.{0,60}[我店群])(?:点[击此我]|戳|欢迎|加入|关注|我的|淘宝).{0,80}https?://\S{4,200}")
"""A last line that invites people to follow a link of the poster."""
COURTESY = in_both_packs(
    r"(?:—+ ?)?(?:来自|发自).*"
    r"|.{0,6}(?:谢|支持|顶|赞|学习|加油|路过|沙发|恭喜|祝|哈|签到|打卡).{0,8}"
)
"""Last lines that many people, or their apps, write; these do not prove a signature."""
