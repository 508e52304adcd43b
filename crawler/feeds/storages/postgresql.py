"""PostgreSQL as the storage of a feed."""

from io import BytesIO
from typing import IO, Any

from scrapy import Spider
from scrapy.exceptions import NotConfigured

FORMAT = "postgresql"


class Connection(BytesIO):
    """What the exporter gets for a file: the ``url`` of the database. Nothing is written to it."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url


class PostgresqlFeed:
    """Storage of the scheme ``postgresql``, for the format of that name alone: any other is NotConfigured.

    The exporter commits as it goes, so there is nothing to store at the end. ``-o`` and ``-O`` do the same: items are
    added, or replaced by ``id``.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        if feed_options and feed_options["format"] != FORMAT:
            raise NotConfigured(f"a postgresql:// feed has the format {FORMAT}, not {feed_options['format']}")
        self._url = uri

    def open(self, spider: Spider) -> IO[bytes]:
        return Connection(self._url)

    def store(self, file: IO[bytes]) -> None:
        file.close()
