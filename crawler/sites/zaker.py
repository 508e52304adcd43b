from datetime import timedelta

from crawler.content.patterns import regex
from crawler.platforms import Clock, RsshubSite


class Zaker(RsshubSite):
    name = "zaker"
    publisher = "ZAKER"
    known_as = frozenset({"ZAKER"})
    caption_names = frozenset({"zk_decsimg"})
    # 8 hours early; image names begin with their Unix time
    clock = Clock(error=timedelta(hours=-8), image_time=regex(r"/(?P<unix>[0-9a-f]{8})[0-9a-f]{16}(?:_\d+)?\.\w+$"))
