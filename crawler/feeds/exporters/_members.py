"""Records of formats that leave out what has no value."""

from typing import Any


def given(**members: Any) -> dict[str, Any]:
    """The members that are not None, in their order."""
    return {name: value for name, value in members.items() if value is not None}
