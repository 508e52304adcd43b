from crawler.platforms import Template, WebSite


class Ifeng(WebSite):
    name = "ifeng"
    publisher = "凤凰网"
    known_as = frozenset({"ifeng.com", "凤凰网"})
    templates = (
        Template(
            body=(
                "[class*=index_main_content] [class*=index_text_]",
                "[class^=main_content-] > [class^=text-]",
                "[class^=main_content-] > div > [class^=text-]",
                "[class^=text-]",
            ),
            headline=("[class*=index_topic_]", "[class^=topic-]"),
            since="2018",
        ),
        Template(
            body=("#main_content", "#artical_real"), headline=("#artical_topic",), date=("#artical_sth .ss01",), until="2019"
        ),
    )
