"""``scrapy revisions ID`` shows earlier versions of an item."""

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Lists every revision that was replaced by a newer one, or the revisions of an item, or prints the differences between two
    of them by paragraph. Exit code 1 if the state cannot be used or the item is unknown."""

    arguments = "[ID [A B]]"
    summary = "List what was revised, the revisions of an item, or the differences between two of them"
    options = (option("--full", action="store_true", help="print whole texts, not only the differences"),)
