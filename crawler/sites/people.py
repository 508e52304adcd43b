from crawler.platforms import AdRule, Template, WebSite


class People(WebSite):
    name = "people"
    publisher = "人民网"
    known_as = frozenset({"people.com.cn", "people.cn", "人民网"})
    caption_names = frozenset({"pictext"})
    ad_rules = (
        AdRule(
            "people-pointer", "a pointer to other pages", text="点击进入“[^”]{1,20}”(?:>>)?", image=r"/img/(?:next|prev)_page"
        ),
    )
    templates = (
        Template(body=(".rm_txt_con",), headline=(".rm_txt h1",), cut=(".paper_num", ".rm_relevant", ".tjewm"), since="2020"),
        Template(
            body=("#rwb_zw", "#p_content", ".box_con"),
            headline=(".text_title h1", "h1"),
            date=(".box01 .fl", ".sou"),
            cut=(".zdfy", ".otitle"),
            until="2021",
        ),
        Template(body=(".artDet", ".rm_txt_con", ".box_con", ".text_con")),  # of channels
    )
