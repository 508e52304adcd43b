"""What a job file may say, as models that pydantic checks: its errors, and the JSON Schema for editors, come of these."""

import os
from collections.abc import Callable, Iterable, Mapping
from glob import has_magic
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, create_model, field_validator
from scrapy.settings import BaseSettings

from crawler.content.patterns import regex
from crawler.items.flags import EXPECTED_AS
from crawler.items.schema import TYPES
from crawler.pages import exists
from crawler.platforms.registry import all_sites
from crawler.runs.batch.alert import is_web_address
from crawler.runs.batch.job_file._values import (
    LISTED,
    Count,
    CountOrShare,
    Plain,
    Positive,
    Share,
    Switch,
    Text,
    Texts,
    setting_name,
    setting_value,
    wrong,
)
from crawler.runs.batch.job_file.feeds import PARAMETERS, feed_parameters, formats_of, wrong_template
from crawler.runs.terminal import quoted, unknown

JOB_NAME = regex(r"\w[\w.-]{0,79}")
ANY_SITE = "replay"
"""The spider that replays pages of all sites."""
UNSET: Any = Field(default=None)


def one_of(what: str, words: Callable[[BaseSettings], Iterable[str]]) -> AfterValidator:
    """Refuses a word that is none of those that a project with these settings knows."""

    def known(name: str, info: ValidationInfo) -> str:
        if name not in (those := words(cast(BaseSettings, info.context))):
            raise wrong(unknown(what, name, those))
        return name

    return AfterValidator(known)


def filled_by(parameters: Callable[[], Mapping[str, Any]]) -> AfterValidator:
    """Refuses a template that these parameters cannot fill in."""

    def fillable(template: str) -> str:
        template = template.replace("%%", "%")  # as one was written before Scrapy took a single one for itself
        if reason := wrong_template(template, parameters()):
            raise wrong(reason)
        return template

    return AfterValidator(fillable)


def job_name(name: str) -> str:
    if JOB_NAME.fullmatch(name):
        return name
    raise wrong(f"{quoted(name)} is no name of a job: letters, digits, _, - and . are, a . not at the beginning")


def place(path: str) -> str:
    """A path or glob. One that is not there is wrong, a glob that finds nothing is not."""
    if "\0" in path:
        raise wrong("a path has no NUL")
    if not exists(path) and not has_magic(path):
        raise wrong(f"no such file, folder or glob: {quoted(path)}")
    return path


def web_address(url: str) -> str:
    if is_web_address(url):
        return url
    raise wrong("must be an http or https URL")  # which it is not shown: there may be a password in it


def sites_of(settings: BaseSettings) -> list[str]:
    return [*all_sites(settings.getlist("SITE_MODULES"))]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Feed(Model):
    batch_item_count: Positive = UNSET
    encoding: Text = UNSET
    fields: Texts = UNSET
    format: Annotated[Text, one_of("format", formats_of)] = UNSET
    gzip_compresslevel: Count = UNSET
    indent: Count = UNSET
    item_export_kwargs: Plain = UNSET
    overwrite: Switch = UNSET
    postprocessing: Texts = UNSET
    store_empty: Switch = UNSET
    type: Annotated[Text, one_of("type", lambda _: TYPES)] = UNSET
    """Only items of this type."""
    zstd_level: Plain = UNSET


class Expected(Model):
    items: Count = UNSET
    """The minimum number of items, if there is anything new."""
    nothing_new: Switch = UNSET
    """false: a run in which all pages are known already does not meet expectations."""
    failed: Share = UNSET
    """The maximum share of failed pages."""
    lost: Count = UNSET
    """The maximum number of pages lost in damaged archives."""
    errors: Count = UNSET
    """The maximum number of pages lost to errors, with which a run is complete; without it, one is too many."""
    with_date: Share = UNSET
    with_author: Share = UNSET
    with_source: Share = UNSET
    shares_from: Positive = UNSET
    """Shares of items are only checked if there are at least this many items; default 10."""
    site_halved: Switch = UNSET


if TYPE_CHECKING:
    Expect = Expected
else:  # at most so many items with each flag
    Expect = create_model("Expect", __base__=Expected, **dict.fromkeys(EXPECTED_AS, (CountOrShare, UNSET)))


class Keep(Model):
    runs: Positive = UNSET
    days: Positive = UNSET


class Alert(Model):
    command: Texts = UNSET
    webhook: Annotated[Text, AfterValidator(web_address)] = UNSET


class Job(Model):
    pages: Annotated[tuple[Annotated[Text, AfterValidator(place)], ...], *LISTED]
    """Files, folders, globs, archives."""
    site: Annotated[Text, one_of("site", sites_of)] = UNSET
    """Only pages of this site."""
    spider: Annotated[Text, one_of("spider", lambda settings: [ANY_SITE, *sites_of(settings)])] = UNSET
    feeds: dict[
        Annotated[str, filled_by(feed_parameters)], Annotated[Feed | None, BeforeValidator(lambda given: given or {})]
    ] = UNSET
    """Maps the URI of each feed to its options."""
    settings: dict[Annotated[str, AfterValidator(setting_name)], Annotated[Any, AfterValidator(setting_value)]] = UNSET
    """Settings of the project or of Scrapy, by name."""
    expect: Expect = UNSET
    keep: Keep = UNSET
    report: Annotated[Text, filled_by(lambda: PARAMETERS)] = UNSET
    """The folder for the report of every run."""
    review: Switch = UNSET
    """Whether to write pages for review beside the report: a feed ``review/`` of the run's items."""
    alert: Alert = UNSET

    @field_validator("spider")
    @classmethod
    def not_both(cls, name: str, info: ValidationInfo) -> str:
        if "site" in info.data and info.data["site"] is not None:
            raise wrong("a job has a site or a spider, not both", "key")
        return name

    @field_validator("feeds")
    @classmethod
    def not_in_one_place(cls, feeds: dict[str, Feed | None]) -> dict[str, Feed | None]:
        if len({os.path.abspath(uri) for uri in feeds}) < len(feeds):  # noqa: PTH100 - some are URLs
            raise wrong("two feeds of a job are written to one file", "key")
        return feeds

    @field_validator("settings", mode="before")
    @classmethod
    def with_names(cls, given: Any) -> Any:
        """Every value with the name of its setting."""
        return {name: (name, value) for name, value in given.items()} if isinstance(given, dict) else given


class JobFile(Model):
    jobs: dict[Annotated[str, AfterValidator(job_name)], Job] = Field(default={})
