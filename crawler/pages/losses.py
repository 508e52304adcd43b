"""What was lost in damaged archives during a run."""

from typing import NamedTuple


class Losses(NamedTuple):
    """How much was lost, in how many ``places``.

    ``pages`` is the known number of lost pages; in ``unknown`` of the places the number is unknown, and these span ``bytes``
    of the archives. A place may have lost nothing but the archive's own structure.
    """

    places: int = 0
    pages: int = 0
    unknown: int = 0
    bytes: int = 0

    def plus(self, pages: int | None, size: int) -> "Losses":
        """These losses plus those of one more place."""
        if pages is None:
            return Losses(self.places + 1, self.pages, self.unknown + 1, self.bytes + size)
        return Losses(self.places + 1, self.pages + pages, self.unknown, self.bytes)

    def __str__(self) -> str:
        """``3 pages``, ``an unknown number of pages in 4,096 bytes``, or both."""
        known = [f"{self.pages:,} page{'' if self.pages == 1 else 's'}"] if self.pages or not self.unknown else []
        where = f" in {self.bytes:,} bytes" if self.bytes else ""
        unknown = [f"an unknown number of pages{where}"] if self.unknown else []
        return " and ".join(known + unknown)
