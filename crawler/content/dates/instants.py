"""Converts the dates of items, which are strings, to instants."""

from datetime import UTC, datetime


def instant_of(text: str | None) -> datetime | None:
    """The instant in UTC of an ISO 8601 ``text`` with an offset; None if it is not one (a 13th month, the year 0)."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
