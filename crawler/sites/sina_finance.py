import re

from crawler.sites._ads import AdRule
from crawler.sites._rsshub import RsshubSite


class SinaFinance(RsshubSite):
    name = "sina_finance"
    publisher = "新浪财经"
    known_as = frozenset({"新浪财经"})
    bold_names = frozenset({"strong-Bold"})
    caption_names = frozenset({"img_descr"})
    keyword_comment = re.compile(r"news_keyword_pub,(.*)")
    ad_rules = (
        AdRule("sina-app-qr", "promotion of the site's app", names=frozenset({"appendQr_wrap", "appendQr_normal"})),
        AdRule("sina-account-qr", "promotion of a broker", names=frozenset({"app-kaihu-qr"})),
        AdRule("sina-promo-image", "promotion of the site's app", image=r"finance/cece9e13/|/tech/512/w256h256/"),
    )
