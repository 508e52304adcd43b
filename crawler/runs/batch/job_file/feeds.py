"""The feeds of a job."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.python import without_none_values
from yaml.nodes import Node, ScalarNode

from crawler.feeds.setup import without_password
from crawler.feeds.storages.partitions import kept_for_items
from crawler.files.extras import MissingExtraError, load_component
from crawler.items.schema import TYPES
from crawler.runs.batch.job_file._nodes import pairs
from crawler.runs.batch.job_file._problems import Problems
from crawler.runs.batch.job_file._values import Reader, boolean, count, fields, plain, positive, text, texts
from crawler.runs.outputs import output_of
from crawler.runs.terminal import quoted, unknown

PARAMETERS = {"job": "job", "date": "2026-01-01", "run": "1"}
OWN = re.compile(rf"%%|%\((?:{'|'.join(PARAMETERS)})\)[^%a-zA-Z]*[a-zA-Z]")
OF_SCRAPY = {"time": "", "batch_id": 1, "batch_time": "", "name": ""}
OPTIONS: dict[str, Reader] = {
    "batch_item_count": positive,
    "encoding": text,
    "fields": texts,
    "format": text,
    "gzip_compresslevel": count,
    "indent": count,
    "item_export_kwargs": plain,
    "overwrite": boolean,
    "postprocessing": texts,
    "store_empty": boolean,
    "type": text,
    "zstd_level": plain,
}
DEFAULTS = {"overwrite": True, "store_empty": False}
"""A night without anything new leaves the feeds as they were."""


def feeds(settings: BaseSettings, node: Node, problems: Problems) -> dict[str, dict[str, Any]]:
    """URI → options of every feed, as the setting FEEDS has them, ``%(job)s`` and the like still in the URI."""
    formats = without_none_values(settings.getwithbase("FEED_EXPORTERS"))
    read, known = {}, PARAMETERS | OF_SCRAPY | kept_for_items()
    for uri, (key, value) in pairs(node, "feeds", problems).items():
        if reason := wrong_template(uri, known):
            problems.add(key, reason)
            continue
        options = _options(value, formats, problems)
        made = output_of(":".join(filter(None, (uri, options.pop("format", None)))), formats)
        form = made.scrapy[len(uri) + 1 :]
        if form in formats:
            read[made.uri] = {"format": form, **DEFAULTS, **made.options, **options}
            _refuse_missing_extra(key, form, formats, problems)
        else:
            problems.add(key, f"{quoted(uri)} does not say its format: add format:, one of {', '.join(sorted(formats))}")
    return read


def _options(node: Node, formats: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    if isinstance(node, ScalarNode) and not node.value:  # "uri:" and nothing
        return {}
    words = {"format": formats, "type": TYPES}
    readers = OPTIONS | {name: partial(_word, name, known) for name, known in words.items()}
    options = fields(node, "a feed", readers, problems)
    if kind := options.pop("type", None):
        options["item_classes"] = [TYPES[kind]]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}


def _word(what: str, known: Mapping[str, Any], node: Node, problems: Problems) -> str | None:
    word = text(node, problems)
    if word is not None and word not in known:
        problems.add(node, unknown(what, word, known))
        return None
    return word


def wrong_template(uri: str, known: Mapping[str, Any]) -> str | None:
    """Why ``uri`` cannot be filled in with parameters that are ``known``; None where it can."""
    try:
        uri % known
    except KeyError as missing:
        return unknown("parameter", str(missing.args[0]), known)
    except (ValueError, TypeError) as error:
        return f"{quoted(uri)} cannot be filled in: {error} (a percent sign is written %%)"
    return None


def filled_in(uri: str, parameters: Mapping[str, str]) -> str:
    """``uri`` with ``parameters`` in it; those of Scrapy and of items stay as they are, for Scrapy."""
    return OWN.sub(lambda found: found[0] if found[0] == "%%" else (found[0] % parameters).replace("%", "%%"), uri)


def _refuse_missing_extra(key: Node, form: str, formats: Mapping[str, str], problems: Problems) -> None:
    try:
        load_component(formats[form])
    except MissingExtraError as error:
        problems.add(key, f"{without_password(str(key.value))} cannot be written: {error}")
