"""What the commands that read the state have in common."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.runs.terminal import printable
from crawler.state import StateError, Store, open_state
from crawler.state.engine import is_there


@contextmanager
def state_of(settings: BaseSettings | None, as_it_is: bool = False) -> Iterator[Store]:
    """Open the store of the setting ``STATE``; ``as_it_is`` if it may be damaged. Raises UsageError if the setting is empty or
    the store does not exist yet."""
    where = settings.get("STATE") if settings else None
    if not where:
        raise UsageError("the setting STATE is empty: nothing is remembered", print_help=False)
    if not is_there(where):
        raise UsageError(f"the state {where} does not exist yet; a crawl creates it", print_help=False)
    with open_state(where, as_it_is=as_it_is) as store:
        yield store


def failed(error: StateError | OSError) -> int:
    """Print why a state cannot be used, and return the exit code."""
    print(printable(str(error)), file=sys.stderr)
    return 1
