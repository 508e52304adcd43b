"""Regular expressions that are compiled on first use."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, AnyStr, Generic, Self, cast

PUBLIC = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class Regex(Generic[AnyStr]):
    """A proxy for a compiled pattern, with all its methods and attributes, which are its own once it has been used."""

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

    def __deepcopy__(self, _: object) -> Self:
        return self


class _Unused(Regex[AnyStr]):
    """A proxy that compiles its pattern on first use, and no longer looks for attributes from then on, which takes as long as a
    short match."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # as pickle looks up
            raise AttributeError(name)
        for each in PUBLIC:
            setattr(self, each, getattr(self.compiled, each))
        self.__class__ = Regex  # type: ignore[assignment]
        return getattr(self, name)


def regex(source: AnyStr | Callable[[], AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
    """Like :func:`re.compile`, except that the pattern is compiled (and built, if ``source`` is a function) on first use.

    For patterns of modules and classes: a process that cleans one page uses a quarter of them, and compiling all takes a quarter
    of a second. Not for functions of :mod:`re` that take a pattern (``re.sub(PATTERN, …)``), nor for ``isinstance``.
    """
    return cast("re.Pattern[AnyStr]", _Unused(source, flags))
