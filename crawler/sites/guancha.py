import re
from datetime import timedelta

from crawler.platforms import Clock, RsshubSite


class Guancha(RsshubSite):
    name = "guancha"
    publisher = "观察者网"
    known_as = frozenset({"观察者网"})
    # Beijing wall-clock time that is labelled GMT; image names are Beijing time to the millisecond
    clock = Clock(error=timedelta(hours=8), image_time=re.compile(r"/(?P<beijing>20\d{12})\d{3}\.\w+(?:!\w+)?$"))
