"""``scrapy stages PAGE`` shows what every item pipeline does to one saved page."""

from crawler.commands._command import ProjectCommand, option

START = "draft"
"""The result of the site's file, before any stage."""


class Command(ProjectCommand):
    """Prints, for each stage, the blocks that were removed, added and changed, the fields that changed, and the removals; then
    the item as a reader would see it, with removals in their places. Exit code 1 if the page cannot be read or is empty;
    exceptions of stages are propagated."""

    arguments = "[options] PAGE"
    summary = "Show what every item pipeline does to a saved page"
    options = (
        option("--stage", metavar="NAME", help=f"show only this stage: {START}, or the name of a pipeline's file"),
        option("--full", action="store_true", help="show whole texts, and the item as JSON after each stage"),
    )
