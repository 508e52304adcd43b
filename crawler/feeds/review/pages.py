"""Pages of a review: data in a frame that is the same for all of them, so that they open from a disk and ask for nothing."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import msgspec

SHARED = ("elements.js", "language.js")
View = Literal["index", "removed", "items", "stories", "texts"]


class Frame(NamedTuple):
    """What stands before, between and after the data of a page."""

    before: bytes
    between: bytes
    after: bytes

    @classmethod
    def of(cls, view: View, title: str) -> "Frame":
        """The frame of the pages that show this. Its policy lets nothing run but its own script, known by its hash, and lets
        nothing load but pictures and the pages beside it."""
        beside = files(__package__)
        page, own, style = (beside.joinpath(name).read_text("utf-8") for name in ("page.html", "review.js", "review.css"))
        script = shared_script() + own
        filled = {"script_digest": digest(script), "style_digest": digest(style), "view": view}
        filled["title"] = escape(title, quote=False)
        filled |= {"style": style, "script": script}
        for name, value in filled.items():
            page = page.replace(f"{{{{ {name} }}}}", value)
        before, _, rest = page.partition("{{ about }}")
        between, _, after = rest.partition("{{ data }}")
        return cls(before.encode(), between.encode(), after.encode())

    def page(self, about: Mapping[str, Any], records: Iterable[bytes]) -> bytes:
        """A page of JSON ``records``, one a line; ``about`` is what else its script is to know."""
        return b"".join((self.before, safe(msgspec.json.encode(about)), self.between, safe(b",\n".join(records)), self.after))


def safe(json: bytes) -> bytes:
    """The same JSON, escaped so that nothing in it can end the element around it."""
    return json.replace(b"<", b"\\u003c")


def records_of(page: bytes) -> list[bytes]:
    """The records of a page, as they stand in it: JSON."""
    data = page.partition(b'id="data">[\n')[2].partition(b"\n]</script>")[0]
    return data.split(b",\n")


def shared_script() -> str:
    """What the scripts of a review and of a batch run's report begin with: elements, the language, pictures on a click."""
    return '"use strict";\n' + "".join(files(__package__).joinpath(name).read_text("utf-8") for name in SHARED)


def digest(text: str) -> str:
    """SHA-256 of a script or style sheet, as a policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
