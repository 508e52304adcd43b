"""The instants of the items, which are strings there, as points in time."""

from datetime import UTC, datetime


def instant_of(text: str | None) -> datetime | None:
    """The instant in UTC that an ISO 8601 ``text`` with an offset names; None for none (a 13th month, the year 0)."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
