import re
from datetime import timedelta

from crawler.sites._rsshub import RsshubSite
from crawler.sites._site import Clock


class Zaker(RsshubSite):
    name = "zaker"
    publisher = "ZAKER"
    known_as = frozenset({"ZAKER"})
    caption_names = frozenset({"zk_decsimg"})
    gone_notice = re.compile(
        r"[（(]?(?:很?抱歉|对不起)?[，,！!]?(?:您?(?:访问|查看)的)?[该此]?(?:原文|文章|内容|页面|新闻)"
        r"(?:不存在或)?(?:已经?|不)(?:存在|被?(?:作者|发布者|来源方?|原作者)?(?:删除|下线|失效|撤回))[^。]{0,20}[）)。！!]?"
    )
    # 8 hours early; image names begin with their Unix time
    clock = Clock(error=timedelta(hours=-8), image_time=re.compile(r"/(?P<unix>[0-9a-f]{8})[0-9a-f]{16}(?:_\d+)?\.\w+$"))
