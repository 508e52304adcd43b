"""The jobs of a job file."""

import re
from functools import partial
from glob import has_magic
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from yaml.nodes import Node, ScalarNode, SequenceNode

from crawler.items.flags import EXPECTED_AS
from crawler.pages import exists
from crawler.platforms.registry import all_sites
from crawler.runs.batch.alert import is_web_address
from crawler.runs.batch.job_file._nodes import compose, pairs
from crawler.runs.batch.job_file._problems import JobFileError, Problem, Problems
from crawler.runs.batch.job_file._settings import settings as job_settings
from crawler.runs.batch.job_file._values import Reader, boolean, count, count_or_share, fields, positive, share, text, texts
from crawler.runs.batch.job_file.feeds import PARAMETERS, feeds, wrong_template
from crawler.runs.batch.jobs import Alert, Expectations, Job, Keep
from crawler.runs.terminal import quoted, unknown

JOB_NAME = re.compile(r"\w[\w.-]{0,79}")
EXPECT: dict[str, Reader] = {
    "items": count,
    "failed": share,
    "lost": count,
    "with_date": share,
    "with_author": share,
    "with_source": share,
    **dict.fromkeys(EXPECTED_AS, count_or_share),
    "site_halved": boolean,
}
KEEP: dict[str, Reader] = {"runs": positive, "days": positive}
ANY_SITE = "replay"
"""The spider that replays pages of all sites."""


def read_jobs(file: Path, settings: BaseSettings) -> dict[str, Job]:
    """The jobs of ``file`` by name, in its order, for a project of these ``settings``. Raises :class:`JobFileError`."""
    problems = Problems()
    jobs: dict[str, Job] = {}
    try:
        data = file.read_bytes()
    except OSError as error:
        raise JobFileError(str(file), [Problem(1, 1, error.strerror or str(error))]) from error
    if root := compose(data, problems):
        jobs = fields(root, "a job file", {"jobs": partial(_jobs, settings)}, problems).get("jobs", {})
        if not jobs and not problems.found:
            problems.add(root, "there is no job: write jobs: and a name under it")
    if problems.found:
        raise JobFileError(str(file), problems.found)
    return jobs


def _jobs(settings: BaseSettings, node: Node, problems: Problems) -> dict[str, Job]:
    return {name: _job(name, key, value, settings, problems) for name, (key, value) in pairs(node, "jobs", problems).items()}


def _job(name: str, key: ScalarNode, node: Node, settings: BaseSettings, problems: Problems) -> Job:
    if not JOB_NAME.fullmatch(name):
        problems.add(key, f"{quoted(name)} is no name of a job: letters, digits, _, - and . are, a . not at the beginning")
    readers: dict[str, Reader] = {
        "pages": _pages,
        "site": partial(_site, settings),
        "spider": partial(_spider, settings),
        "feeds": partial(feeds, settings),
        "settings": partial(job_settings, settings),
        "expect": _expectations,
        "keep": lambda value, found: Keep(**fields(value, "keep", KEEP, found)),
        "report": _report,
        "alert": _alert,
    }
    given = fields(node, "a job", readers, problems)
    keys = pairs(node, "a job", Problems())
    if "pages" not in keys:
        problems.add(key, f"{quoted(name)} has no pages: say where its saved pages are")
    if "site" in keys and "spider" in keys:
        problems.add(keys["spider"][0], "a job has a site or a spider, not both")
    return _made(name, given)


def _expectations(node: Node, problems: Problems) -> Expectations:
    given = fields(node, "expect", EXPECT, problems)
    flagged = {EXPECTED_AS[name]: given.pop(name) for name in EXPECTED_AS if name in given}
    return Expectations(**given, flagged=flagged)


def _made(name: str, given: dict[str, Any]) -> Job:
    spider = given.pop("spider", ANY_SITE)
    site = given.pop("site", None) or (None if spider == ANY_SITE else spider)
    return Job(name=name, pages=given.pop("pages", ()), site=site, **given)


def _pages(node: Node, problems: Problems) -> tuple[str, ...] | None:
    """Paths and globs. One that is not there is a problem, a glob that finds nothing is none."""
    places = texts(node, problems)
    nodes = node.value if isinstance(node, SequenceNode) else [node]
    for member in nodes:
        if isinstance(member, ScalarNode) and (reason := _missing(member.value)):
            problems.add(member, reason)
    return places


def _missing(place: str) -> str | None:
    if "\0" in place:
        return "a path has no NUL"
    return None if exists(place) or has_magic(place) else f"no such file, folder or glob: {quoted(place)}"


def _site(settings: BaseSettings, node: Node, problems: Problems) -> str | None:
    name, known = text(node, problems), all_sites(settings.getlist("SITE_MODULES"))
    if name is not None and name not in known:
        problems.add(node, unknown("site", name, known))
    return name


def _spider(settings: BaseSettings, node: Node, problems: Problems) -> str | None:
    name, known = text(node, problems), (ANY_SITE, *all_sites(settings.getlist("SITE_MODULES")))
    if name is not None and name not in known:
        problems.add(node, unknown("spider", name, known))
    return name


def _report(node: Node, problems: Problems) -> str | None:
    template = text(node, problems)
    if template is not None and (reason := wrong_template(template, PARAMETERS)):
        problems.add(node, reason)
    return template


def _alert(node: Node, problems: Problems) -> Alert:
    return Alert(**fields(node, "alert", {"command": texts, "webhook": _webhook}, problems))


def _webhook(node: Node, problems: Problems) -> str | None:
    url = text(node, problems)
    if url is None:
        return None
    if not is_web_address(url):
        problems.add(node, "must be an http or https URL")  # which it is not shown: there may be a password in it
    return url
