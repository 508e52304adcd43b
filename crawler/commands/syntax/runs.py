"""``scrapy runs`` shows the recorded batch runs."""

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Lists runs, shows the report of one, or the changes of items between two. Exit code 1 if there is no such run, or no
    readable history."""

    arguments = "[options] [show ID | diff A B]"
    summary = "List batch runs, show one, or compare the items of two"
    options = (
        option("--job", metavar="NAME", help="list only the runs of this job"),
        option("--json", action="store_true", help="print JSON: the report of a run, or one change per line"),
        option("--full", action="store_true", help="print whole values, not only the differences"),
    )
