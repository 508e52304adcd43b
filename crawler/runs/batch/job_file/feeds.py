"""The feeds of a job, and the names that are filled in: theirs and that of its report."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from scrapy.extensions.feedexport import apply_uri_params
from scrapy.settings import BaseSettings
from scrapy.utils.python import without_none_values

from crawler.content.patterns import regex
from crawler.feeds.checks import check_feed
from crawler.feeds.setup import without_password
from crawler.feeds.storages.partitions import kept_for_items
from crawler.files.extras import MissingExtraError, load_component
from crawler.items.schema import TYPES
from crawler.runs.outputs import output_of, refused_place
from crawler.runs.terminal import quoted, unknown

PARAMETERS = {"job": "job", "date": "2026-01-01", "run": "1"}
OWN = regex(rf"%\((?:{'|'.join(PARAMETERS)})\)[^%a-zA-Z]*[a-zA-Z]")
OF_SCRAPY = {"time": "", "batch_id": 1, "batch_time": "", "name": ""}
NEVER_REPLACED = ("stdout:", "postgresql:")
DEFAULTS = {"overwrite": True, "store_empty": False}
"""A night without anything new leaves the feeds as they were."""


def formats_of(settings: BaseSettings) -> dict[str, str]:
    """Format → the path of its exporter."""
    return dict(without_none_values(settings.getwithbase("FEED_EXPORTERS")))


def feed_parameters() -> dict[str, Any]:
    """What may stand in the URI of a feed."""
    return PARAMETERS | OF_SCRAPY | kept_for_items()


def feed_of(uri: str, given: Mapping[str, Any], settings: BaseSettings) -> dict[str, dict[str, Any]]:
    """URI → options of a feed, as the setting FEEDS has them, ``%(job)s`` and the like still in the URI. Raises ValueError where
    nothing says the format, or an extra is missing that writes it."""
    formats = formats_of(settings)
    options: dict[str, Any] = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    if kind := options.pop("type", None):
        options["item_classes"] = [TYPES[kind]]
    made = output_of(":".join(filter(None, (uri, options.pop("format", None)))), formats)
    form = made.scrapy[len(uri) + 1 :]
    if form not in formats:
        raise ValueError(f"{quoted(uri)} does not say its format: add format:, one of {', '.join(sorted(formats))}")
    options = {"format": form, **DEFAULTS, **made.options, **options}
    if why := refused_place(made.uri, settings):
        raise ValueError(why)
    try:
        check_feed(without_password(uri), options, load_component(formats[form]))
    except MissingExtraError as error:
        raise ValueError(f"{without_password(uri)} cannot be written: {error}") from error
    return {made.uri: options}


def shared_reports(templates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return ``(job, an earlier one)`` for every job whose report would be in the same folder as another's in the same night."""
    taken: dict[str, str] = {}
    for number, (job, template) in enumerate(templates.items()):
        folder = os.path.normpath(filled_in(template, PARAMETERS | {"job": job, "run": f"{number}"}))
        if folder in taken:
            yield job, taken[folder]
        taken.setdefault(folder, job)


def shared_feeds(feeds: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    """``(job, its feed, an earlier job)`` where a feed would replace the other's in the same night; ``feeds`` are those of each
    job, as the setting FEEDS has them. What Scrapy or items make different may be."""
    taken: dict[str, str] = {}
    for number, (job, of_job) in enumerate(feeds.items()):
        for uri, options in of_job.items():
            place = os.path.abspath(filled_in(uri, PARAMETERS | {"job": job, "run": f"{number}"}))  # noqa: PTH100 - or a URL
            if "%(" in place or not options["overwrite"] or uri.startswith(NEVER_REPLACED):
                continue
            if place in taken:
                yield job, uri, taken[place]
            taken[place] = job


def wrong_template(uri: str, known: Mapping[str, Any]) -> str | None:
    """Why ``uri`` cannot be filled in with parameters that are ``known``, as Scrapy does it; None where it can."""
    try:
        apply_uri_params(uri, dict(known))
    except KeyError as missing:
        return unknown("parameter", str(missing.args[0]), known)
    except (ValueError, TypeError) as error:
        return f"{quoted(uri)} cannot be filled in: {error}"
    return None


def filled_in(uri: str, parameters: Mapping[str, str]) -> str:
    """``uri`` with ``parameters`` in it; those of Scrapy and of items stay as they are, and so does any other ``%``."""
    return OWN.sub(lambda found: found[0] % parameters, uri)
