"""The jobs of a job file."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from scrapy.settings import BaseSettings

from crawler.items.flags import EXPECTED_AS
from crawler.runs.batch import jobs
from crawler.runs.batch.job_file import _models as models
from crawler.runs.batch.job_file._yaml import JobFileError, Place, Problem, Problems, Values, compose, named
from crawler.runs.batch.job_file.feeds import feed_of, shared_feeds, shared_reports
from crawler.runs.replaced_pages import refused_outputs
from crawler.runs.terminal import quoted, unknown

KEY = "[key]"
"""The last step of a place that is a key, as pydantic names it."""
NO_JOB = "there is no job: write jobs: and a name under it"
FEED_OF_ANOTHER = "the feed of {name} would replace that of {other}: write %(job)s into its name, or overwrite: false"
WITHOUT_NAME = "the report of {name} would replace that of {other}: write %(job)s into the folder, or name another"


def read_jobs(file: Path, settings: BaseSettings) -> dict[str, jobs.Job]:
    """The jobs of ``file`` by name, in its order, for a project of these ``settings``. Raises :class:`JobFileError`."""
    problems = Problems()
    try:
        root = compose(file.read_bytes(), problems)
    except OSError as error:
        raise JobFileError(str(file), [Problem(1, 1, error.strerror or str(error))]) from error
    read = _read(Values(root, problems), settings, problems) if root else {}
    if problems.found:
        raise JobFileError(str(file), problems.found)
    return read


def _read(values: Values, settings: BaseSettings, problems: Problems) -> dict[str, jobs.Job]:
    try:
        given = models.JobFile.model_validate(values.root, context=settings).jobs
    except ValidationError as found:
        for error in found.errors(include_url=False):
            _tell(error, values, problems)
        return {}
    if not given and not problems.found:
        problems.add(values.node(()), NO_JOB)
    for name, other in shared_reports({name: job.report or jobs.REPORTS for name, job in given.items()}):
        problems.add(values.node(("jobs", name, "report")), WITHOUT_NAME.format(name=quoted(name), other=quoted(other)))
    made = {name: _job(name, job, values, settings, problems) for name, job in given.items()}
    for name, uri, other in shared_feeds({name: job.feeds for name, job in made.items()}):
        problems.add(values.key(("jobs", name, "feeds", uri)), FEED_OF_ANOTHER.format(name=quoted(name), other=quoted(other)))
    return made


def _job(name: str, given: models.Job, values: Values, settings: BaseSettings, problems: Problems) -> jobs.Job:
    spider = None if given.spider == models.ANY_SITE else given.spider
    made: dict[str, Any] = {"settings": given.settings, "report": given.report, "review": given.review}
    made["feeds"] = _feeds(name, given, values, settings, problems) or None
    if given.expect:
        expected = given.expect.model_dump(exclude_unset=True)
        flagged = {flag: expected.pop(key) for key, flag in EXPECTED_AS.items() if key in expected}
        made["expect"] = jobs.Expectations(**expected, flagged=flagged)
    for key, kind in (("keep", jobs.Keep), ("alert", jobs.Alert)):
        if part := getattr(given, key):
            made[key] = kind(**part.model_dump(exclude_unset=True))
    return jobs.Job(name, given.pages, given.site or spider, **{key: value for key, value in made.items() if value is not None})


def _feeds(name: str, given: models.Job, values: Values, settings: BaseSettings, problems: Problems) -> dict[str, Any]:
    feeds, made = dict(given.feeds or {}), dict[str, Any]()
    if given.review:
        feeds[f"{given.report or jobs.REPORTS}/{jobs.REVIEW}"] = models.Feed.model_construct(
            item_export_kwargs={"most": jobs.REVIEWED}
        )
    for uri, feed in feeds.items():
        try:
            made |= feed_of(uri, feed.model_dump(exclude_unset=True) if feed else {}, settings)
        except ValueError as error:
            problems.add(values.key(("jobs", name, "feeds", uri)), str(error))
    of_job = settings.copy()
    of_job.setdict({**(given.settings or {}), "FEEDS": made}, priority="cmdline")
    for uri, why in refused_outputs(of_job, given.pages):
        problems.add(values.key(("jobs", name, "feeds", uri)), why)
    return made


def _tell(error: ErrorDetails, values: Values, problems: Problems) -> None:
    """Note an error where it is, in words."""
    place, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        problems.add(values.key(place), unknown(f"key of {named(place[:-1])}", str(place[-1]), _keys_beside(place)))
    elif kind == "missing":
        problems.add(values.key(place[:-1]), f"{quoted(str(place[-2]))} has no pages: say where its saved pages are")
    elif kind in {"dict_type", "model_type"}:
        problems.add(values.node(place), f"{named(place)} must be a mapping (key: value)")
    else:
        at_key = kind == "key" or place[-1] == KEY
        problems.add(values.key(tuple(step for step in place if step != KEY)) if at_key else values.node(place), error["msg"])


def _keys_beside(place: Place) -> list[str]:
    """The keys that a mapping may have, of which ``place`` is one that it may not."""
    parts: dict[object, type[models.Model]] = {"expect": models.Expect, "keep": models.Keep, "alert": models.Alert}
    parts |= {1: models.JobFile, 3: models.Job, 5: models.Feed}
    return [*(parts.get(len(place)) or parts[place[-2]]).model_fields]
