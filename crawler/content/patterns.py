"""Regular expressions that are compiled on first use."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, AnyStr, Generic, cast


class Regex(Generic[AnyStr]):
    """A proxy for a compiled pattern, with all its methods and attributes."""

    def __init__(self, source: AnyStr | Callable[[], AnyStr], flags: int) -> None:
        self._source: AnyStr | Callable[[], AnyStr] = source
        self._flags = flags

    @cached_property
    def pattern(self) -> AnyStr:
        """The source of the pattern."""
        return self._source if isinstance(self._source, str | bytes) else self._source()

    @cached_property
    def compiled(self) -> re.Pattern[AnyStr]:
        """The compiled pattern. Raises re.error if the source is invalid."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled pattern, and cache it in this object, so that later accesses are direct."""
        if name.startswith("__"):  # looked up by copy and pickle
            raise AttributeError(name)
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


def regex(source: AnyStr | Callable[[], AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
    """Like :func:`re.compile`, except that the pattern is compiled (and built, if ``source`` is a function) on first use.

    For patterns of modules and classes: a process that cleans one page uses a quarter of them, and compiling all takes a quarter
    of a second. Not for functions of :mod:`re` that take a pattern (``re.sub(PATTERN, …)``), nor for ``isinstance``.
    """
    return cast("re.Pattern[AnyStr]", Regex(source, flags))
