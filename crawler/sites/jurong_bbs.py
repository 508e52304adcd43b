"""句容热线网, a local forum in 江苏 that runs Discuz!."""

from crawler.platforms import DiscuzSite


class JurongBbs(DiscuzSite):
    name = "jurong_bbs"
    publisher = "句容热线网"
    known_as = frozenset({"句容热线网"})
    signatures = frozenset({"专属句容本地社区"})
