"""Names of files and members, made fit to be shown."""

import re

BETWEEN = "!/"
"""Stands between an archive and its member: ``folder/a.zip!/inner/name.txt``, as in URLs of Java archives."""
_DRIVE = re.compile(r"^[A-Za-z]:")
_PARENT = re.compile(r"(^|/)(\.{1,2})(?=/|$)")


def shown(path: str) -> str:
    """``path`` as UTF-8 can write it: bytes of a name that is no text become ``\\udcXX``."""
    return path if path.isascii() else path.encode("utf-8", "backslashreplace").decode("utf-8")


def member_path(archive: str, name: str) -> str:
    """The path to show of the member ``name``: one that stays below its archive, whatever the name says.

    Backslashes become slashes; drive letters, leading slashes and ``.`` and ``..`` steps are left out.
    """
    name = _DRIVE.sub("", name.replace("\\", "/"))
    steps = (step for step in name.split("/") if step not in {"", ".", ".."})
    return f"{archive}{BETWEEN}{shown('/'.join(steps)) or 'unnamed'}"


def record_path(archive: str, url: str) -> str:
    """The path to show of the record of ``url``, in which ``..`` steps become ``%2E%2E``."""
    safe = _PARENT.sub(lambda step: step[1] + "%2E" * len(step[2]), url.replace("\\", "%5C").lstrip("/"))
    return f"{archive}{BETWEEN}{shown(safe) or 'unnamed'}"


def zip_name(raw: bytes, is_utf_8: bool) -> str:
    """The name of a zip's member: UTF-8 where it is or says so, else GBK where that makes sense, else code page 437."""
    for encoding in ("utf-8",) if is_utf_8 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape") if is_utf_8 else raw.decode("cp437")
