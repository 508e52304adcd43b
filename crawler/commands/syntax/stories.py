"""``scrapy stories`` shows which items repeat others."""

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Prints every cluster of items that tell one story: the kept one, then those that repeat it with their differences. Exit
    code 1 if the state cannot be used."""

    summary = "List the stories that several items tell, with their differences"
    options = (
        option("--json", action="store_true", help="print one line of JSON per cluster"),
        option("--full", action="store_true", help="print whole texts, not only the differences"),
    )
