"""The command-line syntax of every command, in a file with its name; the implementation is in the file of that name one folder
up.

Scrapy loads all of these for each command, so none imports at module level what is only needed to run it.
"""

import sys
from types import TracebackType

_report = sys.excepthook


def _end(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Let Ctrl-C end a command that has not begun with its work without a word, as it does elsewhere."""
    if not issubclass(kind, KeyboardInterrupt):
        _report(kind, error, at)


sys.excepthook = _end
