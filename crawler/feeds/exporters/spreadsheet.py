"""CSV for people who open it in a spreadsheet: flat columns, a byte order mark, no formulas."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import IO, Any, get_args

from crawler.feeds.exporters._fields import columns_of
from crawler.feeds.exporters.csv_table import CsvExporter
from crawler.items import Article, Item, Page, PollOption, Role, Thread, bodies_of

ENCODING = "utf-8-sig"
SEPARATOR = "; "
NESTED = frozenset({"credits", "images", "removed", "page", "pages", "poll", "posts", "html"})
Column = Callable[[Item], str | int | None]


def _field(name: str) -> Column:
    def column(item: Item) -> str | int | None:
        value = getattr(item, name, None)
        return SEPARATOR.join(value) if isinstance(value, list) else value

    return column


def _credits(role: str) -> Column:
    return lambda item: SEPARATOR.join(
        dict.fromkeys(credit.name for body in bodies_of(item) for credit in body.credits if credit.role == role)
    )


def _poll_option(option: PollOption) -> str:
    return option.option if option.votes is None else f"{option.option}: {option.votes}"


COLUMNS: Mapping[str, Column] = {
    **{field.name: _field(field.name) for item in (Article, Thread) for field in fields(item) if field.name not in NESTED},
    "text": lambda item: "\n\n".join(body.text for body in bodies_of(item) if body.text),
    "poll": lambda item: SEPARATOR.join(map(_poll_option, getattr(item, "poll", None) or ())),
    "posts": lambda item: None if isinstance(item, Article) else len(item.posts),
    **{f"credits.{role}": _credits(role) for role in get_args(Role)},
    "images.url": lambda item: "\n".join(image.url for body in bodies_of(item) for image in body.images),
    "images.caption": lambda item: "\n".join(image.caption for body in bodies_of(item) for image in body.images if image.caption),
    "removed.rule": lambda item: SEPARATOR.join(removal.rule for removal in item.removed),
    **{f"page.{field.name}": attrgetter(f"page.{field.name}") for field in fields(Page)},
}
"""Column → what is in it. Lists are joined; ``posts`` is how many there are."""


class SpreadsheetExporter(CsvExporter):
    """Writes the columns of :data:`COLUMNS`, or those of them that ``fields`` names, in UTF-8 with a byte order mark.

    Formulas are defused. Another ``encoding`` than UTF-8 is kept (``gb18030`` for old programs).
    """

    known_fields = COLUMNS

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        encoding = options.pop("encoding", None) or "utf-8"
        utf8 = encoding.lower().replace("_", "-") in {"utf-8", "utf8"}
        super().__init__(file, **{"defuse_formulas": True, **options}, encoding=ENCODING if utf8 else encoding)
        chosen = columns_of(self.fields_to_export or tuple(COLUMNS))
        self._columns = tuple((field, name) for field, name in chosen if field in COLUMNS)

    def export_item(self, item: Item) -> None:
        self.csv_writer.writerow([self._cell(COLUMNS[field](item)) for field, _ in self._columns])
