"""Regular expressions that are compiled when they are first used."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, AnyStr, Generic, cast


class Regex(Generic[AnyStr]):
    """Stands for a compiled pattern, of which it has all methods and attributes."""

    def __init__(self, source: AnyStr | Callable[[], AnyStr], flags: int) -> None:
        self._source: AnyStr | Callable[[], AnyStr] = source
        self._flags = flags

    @cached_property
    def pattern(self) -> AnyStr:
        """As it was written."""
        return self._source if isinstance(self._source, str | bytes) else self._source()

    @cached_property
    def compiled(self) -> re.Pattern[AnyStr]:
        """The pattern itself. Raises re.error for one that is none."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """What the compiled pattern has under this name; it is an attribute of this object from then on, and costs no more."""
        if name.startswith("__"):  # what copy and pickle look for
            raise AttributeError(name)
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


def regex(source: AnyStr | Callable[[], AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
    """The same as :func:`re.compile`, except that the pattern is compiled (and made, where ``source`` makes it) on first use.

    For patterns of modules and classes: a process that cleans one page uses one in four of them, and compiling them all takes a
    quarter of a second. Not for functions of :mod:`re` that take a pattern (``re.sub(PATTERN, …)``), nor for ``isinstance``.
    """
    return cast("re.Pattern[AnyStr]", Regex(source, flags))
