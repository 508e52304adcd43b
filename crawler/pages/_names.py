"""Names of files and members, made fit to be shown."""

import re
from contextlib import suppress
from hashlib import sha256

from crawler.content.patterns import regex

BETWEEN = "!/"
"""Stands between an archive and its member: ``folder/a.zip!/inner/name.txt``, as in URLs of Java archives."""
LONGEST = 4096
"""Bytes of a member's name, as UTF-8."""
_DRIVE = regex(r"^[A-Za-z]:")
_PARENT = regex(r"(^|/)(\.{1,2})(?=/|$)")


def shown(path: str) -> str:
    """``path`` as UTF-8 can write it: bytes of a name that is no text become ``\\udcXX``."""
    return path if path.isascii() else path.encode("utf-8", "backslashreplace").decode("utf-8")


def member_path(archive: str, name: str) -> str:
    """The path to show of the member ``name``: one that stays below its archive, whatever the name says.

    Backslashes become slashes; drive letters, leading slashes and ``.`` and ``..`` steps are left out.
    """
    name = _DRIVE.sub("", name.replace("\\", "/"))
    steps = (step for step in name.split("/") if step not in {"", ".", ".."})
    return f"{archive}{BETWEEN}{bounded(shown('/'.join(steps))) or 'unnamed'}"


def record_path(archive: str, url: str) -> str:
    """The path to show of the record of ``url``, in which ``..`` steps become ``%2E%2E``."""
    safe = _PARENT.sub(lambda step: step[1] + "%2E" * len(step[2]), url.replace("\\", "%5C").lstrip("/"))
    return f"{archive}{BETWEEN}{bounded(shown(safe)) or 'unnamed'}"


def bounded(name: str) -> str:
    """``name``; of one that is longer than any path or URL of use the beginning, and 16 hex digits that stand for the whole."""
    if len(name) <= LONGEST // 4 or len(name.encode()) <= LONGEST:
        return name
    beginning = name.encode()[: LONGEST - 17].decode("utf-8", "ignore")
    return f"{beginning}~{sha256(name.encode()).hexdigest()[:16]}"


class NameDecoder:
    """Decodes the names of members. Those that are not UTF-8 are GBK, or Big5 where more of their characters are common in it.

    An archive was made on one machine, so what decides is all names that were seen. ``otherwise`` is the encoding of names that
    are none of these: code page 437 in old zips.
    """

    def __init__(self, otherwise: str = "utf-8") -> None:
        self._otherwise = otherwise
        self._seen = b""
        self._codec: str | None = None

    def learn(self, name: bytes) -> None:
        """Take a name into account."""
        if len(self._seen) < SAMPLE and not name.isascii() and not reads_as_utf_8(name):
            self._seen += name + b"\n"
            self._codec = None

    def decode(self, name: bytes, is_utf_8: bool = False) -> str:
        """The name. If it ``is_utf_8`` according to the archive and is not, it is in another encoding only if nearly all of its
        characters are common in that; what no encoding explains is read in the one given for that, or kept."""
        if reads_as_utf_8(name):
            return name.decode()
        self._codec = self._codec or self._likely()
        for codec in (self._codec, *COMMON):
            if not is_utf_8 or _common_share(COMMON[codec], name) >= HIGH:
                with suppress(UnicodeDecodeError):
                    return name.decode(codec)
        return name.decode("utf-8" if is_utf_8 else self._otherwise, "surrogateescape")

    def _likely(self) -> str:
        shares = {codec: _common_share(common, self._seen) for codec, common in COMMON.items()}
        return max(shares, key=shares.__getitem__)


HIGH = 0.8
SAMPLE = 4096
"""Bytes of names that decide in which encoding they are."""
COMMON = {
    "gb18030": regex(rb"([\xa1-\xa3\xb0-\xd7][\xa1-\xfe])|[\x80-\xff][0-9][\x81-\xfe][0-9]|[\x80-\xff][\x40-\xfe]?"),
    "big5hkscs": regex(rb"([\xa1-\xc6][\x40-\x7e\xa1-\xfe])|[\x80-\xff][\x40-\xfe]?"),
}
"""One character that is not ASCII; group 1 if it is punctuation or one of the common ones, which stand first in both."""


def _common_share(common: re.Pattern[bytes], names: bytes) -> float:
    found = [match[1] is not None for match in common.finditer(names)]
    return sum(found) / len(found) if found else 0.0


def reads_as_utf_8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
