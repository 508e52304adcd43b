"""``scrapy search WORDS`` finds items by words."""

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Lists the items with all of the words in headline or text, newest first, with the matching places. Exit code 1 if the state
    or feed cannot be read completely."""

    arguments = "[options] WORD [WORD …]"
    summary = "Find items by words, in the state or in an exported database"
    options = (
        option("--in", dest="feed", metavar="FEED", help="search a SQLite, PostgreSQL or Parquet feed instead of the state"),
        option("--most", type=int, default=50, metavar="N", help="list at most N items (default: 50)"),
        option("--json", action="store_true", help="print all matches as JSON Lines, unsorted"),
        option("--reindex", action="store_true", help="first rebuild the index of a SQLite feed whose rows were changed by hand"),
    )
