"""``scrapy items FEED`` reads back the items of a feed."""

from crawler.commands._command import ProjectCommand


class Command(ProjectCommand):
    """Writes the items of a Parquet file or a database to stdout as JSON Lines, equal to those that were exported. Exit code 1 if
    the feed cannot be read completely."""

    arguments = "FEED"
    summary = "Print the items of a Parquet, SQLite or PostgreSQL feed as JSON Lines"
