"""``scrapy learn-ads PAGES``: strip rules for what stands in many articles of a site. Scrapy names a command after its file."""  # noqa: N999

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Cleans the pages twice and prints, for every site, the blocks that still recur in many of its articles. Exit code 1 if
    there are no pages, or none can be read."""

    arguments = "[options] PAGES"
    summary = "Propose strip rules for texts and pictures that recur in the articles of a site"
    options = (
        option("--articles", type=int, default=3, metavar="N", help="propose what recurs in at least N articles (default: 3)"),
        option("--share", type=float, default=0.05, metavar="S", help="and in at least this share of them (default: 0.05)"),
        option("--site", metavar="NAME", help="only articles of this site"),
        option("--weigh", metavar="FILE", help="also write what recurs to FILE, for the setting RECURRING"),
    )
