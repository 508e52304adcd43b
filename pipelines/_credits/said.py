"""What lines of credits say."""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from msgspec import Struct

from crawler.content.scripts import as_printed, for_rules
from crawler.items import Credit


class CreditLine(NamedTuple):
    """The content of one line."""

    credits: tuple[Credit, ...] = ()
    source: str | None = None
    original_headline: str | None = None


class Credits(Struct):
    """The content of credit lines: who did what, the source of the text, and its title there."""

    credits: list[Credit] = []
    source: str | None = None
    original_headline: str | None = None

    def add(self, line: CreditLine) -> None:
        """Add the content of ``line``; existing values are kept."""
        self.credits += [credit for credit in line.credits if credit not in self.credits]
        self.source = self.source or line.source
        self.original_headline = self.original_headline or line.original_headline

    def as_line(self) -> CreditLine:
        """The same content, immutable."""
        return CreditLine(tuple(self.credits), self.source, self.original_headline)


def in_either_script(parse: Callable[[str], CreditLine | None]) -> Callable[[str], CreditLine | None]:
    """Make ``parse``, whose words are simplified Chinese, read traditional lines as well. What it finds is as printed."""

    @wraps(parse)
    def parsed(text: str) -> CreditLine | None:
        plain = for_rules(text)
        said = parse(plain)
        if said is None or plain is text:
            return said
        people = (Credit(each.role, as_printed(each.name, plain, text)) for each in said.credits)
        source, headline = (found and as_printed(found, plain, text) for found in said[1:])
        return CreditLine(tuple(people), source, headline)

    return parsed
