"""``scrapy state`` shows, exports and forgets what is remembered."""

from crawler.commands._command import ProjectCommand, option


class Command(ProjectCommand):
    """Prints counts and size; ``export FILE`` writes a line of JSON per page, ``forget`` removes pages. Exit code 1 if the state
    or the file cannot be used."""

    arguments = "[check | export FILE | forget --site NAME | forget --before DATE]"
    summary = "Show, check, export or forget what is remembered of earlier runs"
    options = (
        option("--site", metavar="NAME", help="forget the pages of this site"),
        option("--before", metavar="DATE", help="forget pages published (or, if unknown, captured) before YYYY-MM-DD"),
    )
