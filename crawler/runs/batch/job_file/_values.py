"""The values of a job file, and its settings, which are those of a crawl, as types that pydantic checks. What is wrong with one
is said in the words of this project."""

from collections.abc import Mapping
from typing import Annotated, Any, cast

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError
from scrapy.settings import BaseSettings

from crawler.content.patterns import regex
from crawler.runs.batch.job_file._yaml import Scalar
from crawler.runs.setting_values import mismatch
from crawler.runs.terminal import quoted, unknown

COUNT = regex(r"\d{1,12}")
NUMBER = regex(r"[-+]?\d{1,15}(\.\d{1,15})?")
PERCENT = regex(r"(\d{1,3}(?:\.\d{1,6})?)\s*%")
ON = frozenset({"true", "yes", "on"})
ELSEWHERE = {
    "FEEDS": "feeds",
    "FEED_URI": "feeds",
    "IMAGES": None,  # workers fetch nothing
    "JOURNAL_DIR": None,
    "RESUME": None,
    "SPIDER_MODULES": None,
}
"""Settings that a job has no use for → the key of the job that says the same, where there is one."""


def wrong(reason: str, of: str = "value") -> PydanticCustomError:
    """An error that is reported with its own message, at the ``value`` or at its ``key``."""
    return PydanticCustomError(of, "{reason}", {"reason": reason})


def shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else "a mapping" if isinstance(value, dict) else "a list"


def text(value: Any) -> str:
    """Any scalar that is not empty, as it is written."""
    if isinstance(value, Scalar) and value and value.kind != "null":
        return str(value)
    raise wrong("must be text")


def count(value: Any) -> int:
    """A whole number from 0."""
    if isinstance(value, Scalar) and COUNT.fullmatch(value):
        return int(value)
    raise wrong(f"must be a whole number, not {shown(value)}")


def positive(value: Any) -> int:
    """A whole number from 1."""
    if not (number := count(value)):
        raise wrong("must be at least 1")
    return number


def share(value: Any, instead: str = "a percentage such as 2%") -> float:
    """A percentage from 0 % to 100 %, as a number from 0 to 1."""
    found = PERCENT.fullmatch(value) if isinstance(value, Scalar) else None
    if found and float(found[1]) <= 100:
        return float(found[1]) / 100
    raise wrong(f"must be {instead}, not {shown(value)}")


def count_or_share(value: Any) -> float:
    """A whole number from 0 as an int, or a percentage as a float from 0 to 1."""
    if isinstance(value, Scalar) and COUNT.fullmatch(value):
        return int(value)
    return share(value, "a whole number or a percentage such as 2%")


def boolean(value: Any) -> bool:
    if isinstance(value, Scalar) and value.kind == "bool":
        return value.lower() in ON
    raise wrong(f"must be true or false, not {shown(value)}")


def plain(value: Any) -> Any:
    """Text, number, true, false, null, or lists and mappings of these."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if value.kind in {"null", "bool"}:
        return None if value.kind == "null" else boolean(value)
    if value.kind in {"int", "float"} and NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return str(value)


def listed(value: Any) -> Any:
    """A list as it is, which may not be empty, and one value as a list."""
    if value == []:
        raise wrong("must not be empty")
    return value if isinstance(value, list) else [value]


Text = Annotated[str, BeforeValidator(text), WithJsonSchema({"type": "string"})]
LISTED = (BeforeValidator(listed), WithJsonSchema({"type": ["string", "array"]}))
Texts = Annotated[tuple[Text, ...], *LISTED]
Count = Annotated[int, BeforeValidator(count), WithJsonSchema({"type": "integer", "minimum": 0})]
Positive = Annotated[int, BeforeValidator(positive), WithJsonSchema({"type": "integer", "minimum": 1})]
Share = Annotated[float, BeforeValidator(share), WithJsonSchema({"type": "string", "pattern": PERCENT.pattern})]
CountOrShare = Annotated[Any, BeforeValidator(count_or_share), WithJsonSchema({"type": ["integer", "string"]})]
Switch = Annotated[bool, BeforeValidator(boolean), WithJsonSchema({"type": "boolean"})]
Plain = Annotated[Any, BeforeValidator(plain)]


def setting_name(name: str, info: ValidationInfo) -> str:
    """A name that the project or Scrapy has."""
    known = cast(BaseSettings, info.context)
    if name in ELSEWHERE:
        raise wrong(f"{name} cannot be set for a job" + (f": write {ELSEWHERE[name]}:" if ELSEWHERE[name] else ""))
    if name not in known:
        raise wrong(unknown("setting", name, known))
    return name


def setting_value(named: tuple[str, Any], info: ValidationInfo) -> Any:
    """A value of the type of the setting's default."""
    name, given = named
    value = plain(given)
    if name not in ELSEWHERE and (reason := _mismatch(cast(BaseSettings, info.context), name, value)):
        raise wrong(f"{name} must be {reason}, not {shown(given)}")
    return value


def _mismatch(known: BaseSettings, name: str, given: Any) -> str | None:
    """What ``given`` should be to stand where the default does; None where it may be."""
    default = known[name]
    if isinstance(default, bool):
        return None if isinstance(given, bool) else "true or false"
    if isinstance(default, str) and not (isinstance(given, str) or given is None):
        return "text"
    if isinstance(default, Mapping | BaseSettings):
        return None if isinstance(given, dict) else "a mapping"
    return mismatch(known, name, given)
