"""The command-line syntax of every command, in a file with its name; the implementation is in the file of that name one folder
up.

Scrapy loads all of these for each command, so none imports at module level what is only needed to run it.
"""

import sys
from io import TextIOWrapper
from types import TracebackType

_report = sys.excepthook


def _end(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Let Ctrl-C end a command that has not begun with its work without a word, as it does elsewhere."""
    if not issubclass(kind, KeyboardInterrupt):
        _report(kind, error, at)


sys.excepthook = _end
if isinstance(sys.stdout, TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")  # a terminal or a log may be ASCII, as with LC_ALL=C under cron
