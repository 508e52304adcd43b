"""Which files a reader opens."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LIBRARIES = tuple({os.path.realpath(place) for place in (sys.prefix, sys.base_prefix, "/usr/share/zoneinfo", *sys.path) if place})
"""What is imported late, and time zones."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = (
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.chmod",
    "subprocess.Popen",
    "socket.connect",
)


class _Watch:
    """Where reading is allowed, None while nobody watches, and what was done besides."""

    inside: str | None = None
    trespasses: list[str] = []  # noqa: RUF012 - one for the process, as is the hook


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _Watch.inside is None:
        return
    if event in CHANGES:
        _Watch.trespasses.append(f"{event} {arguments!r}")
    elif event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if (arguments[2] or 0) & WRITING or not path.startswith((_Watch.inside, *LIBRARIES)):
            _Watch.trespasses.append(f"open {path}")


@contextmanager
def confined(folder: Path) -> Iterator[None]:
    """Raises AssertionError at the end where a file outside ``folder`` was read, or any was written or changed."""
    _Watch.inside, _Watch.trespasses = os.path.realpath(folder), []
    try:
        yield
    finally:
        _Watch.inside = None
    assert not _Watch.trespasses, _Watch.trespasses


sys.addaudithook(_hook)
