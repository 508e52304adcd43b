"""Job files: what they may say, and what is told of those that are wrong."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from crawler.items import Thread
from crawler.runs.batch.job_file import JobFileError, read_jobs
from crawler.runs.batch.job_file.__main__ import schema
from crawler.runs.batch.job_file.feeds import filled_in
from crawler.runs.batch.jobs import Alert, Expectations, Job, Keep


def project_settings() -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    return settings


SETTINGS = project_settings()
WHOLE = """\
jobs:
  新闻.v-2:
    pages: [., "*.warc"]
    site: guancha
    feeds:
      out/%(date)s/%(job)s-%(run)s.jsonl.zst:
      threads: {format: csv, type: thread, fields: [id, headline], overwrite: false}
      "part/site=%(item_site)s/x.json": {indent: 2}
    settings: {MAX_PAGE_BYTES: 1000, MAX_PAGE_SECONDS: 2.5, LOG_ENABLED: no, KEEP_FAILED_PAGES: kept}
    expect: {items: 10, failed: 2.5%, with_date: 95 %, with_author: 0%, with_source: 100%, without_text: 0,
      id_clash: 1.5%, site_halved: false, nothing_new: false, shares_from: 25}
    keep: {runs: 30, days: 90}
    report: reports/%(run)s
    alert: {command: [mail, "-s", it], webhook: "https://example.org/hook"}
  all:
    pages: .
    spider: replay
"""


def read(folder: Path, text: str | bytes) -> dict[str, Job]:
    file = folder / "jobs.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_jobs(file, SETTINGS)


def problems(folder: Path, text: str | bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(JobFileError) as raised:
        read(folder, text)
    return [(line, column, reason) for line, column, reason in raised.value.problems]


def test_a_job_file_that_says_all_that_can_be_said(tmp_path: Path) -> None:
    jobs = read(tmp_path, WHOLE)
    job = jobs["新闻.v-2"]
    assert (list(jobs), job.pages, job.site) == (["新闻.v-2", "all"], (".", "*.warc"), "guancha")
    assert job.expect == Expectations(10, 0.025, None, 0.95, 0.0, 1.0, {"no-text": 0, "id-clash": 0.015}, False, False, 25)
    assert (job.keep, job.report) == (Keep(30, 90), "reports/%(run)s")
    assert job.alert == Alert(("mail", "-s", "it"), "https://example.org/hook")
    assert job.settings == {"MAX_PAGE_BYTES": 1000, "MAX_PAGE_SECONDS": 2.5, "LOG_ENABLED": False, "KEEP_FAILED_PAGES": "kept"}
    compressed, threads, parts = job.feeds.values()
    assert compressed["format"] == "jsonl" and compressed["postprocessing"] and compressed["overwrite"] is True
    assert threads["format"] == "csv" and threads["item_classes"] == [Thread] and threads["overwrite"] is False
    assert (parts["format"], parts["indent"], parts["store_empty"]) == ("json", 2, False)
    assert jobs["all"] == Job("all", (".",))


def test_a_review_is_a_feed_beside_the_report(tmp_path: Path) -> None:
    [[uri, options]] = read(tmp_path, "jobs: {a: {pages: ., review: true}}")["a"].feeds.items()
    assert (uri, options["format"], options["item_export_kwargs"]) == (
        "out/reports/%(job)s/%(run)s/review/",
        "review",
        {"most": 20_000},
    )
    [uri] = read(tmp_path, "jobs: {a: {pages: ., review: true, report: r}}")["a"].feeds
    assert uri == "r/review/"


def job(line: str) -> str:
    """A job file with a job that has ``line`` in line 4, from column 5 on."""
    return f"jobs:\n  a:\n    pages: .\n    {line}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("", 1, 1, "empty: it should begin with jobs:"),
        ("# nothing\n", 1, 1, "empty: it should begin with jobs:"),
        ("jobs: {}\n", 1, 1, "there is no job: write jobs: and a name under it"),
        ("job: {}\n", 1, 1, 'unknown key of a job file "job": did you mean jobs?'),
        ("- a\n", 1, 1, "a job file must be a mapping (key: value)"),
        ("jobs: [a]\n", 1, 7, "jobs must be a mapping (key: value)"),
        ("jobs:\n  a: 3\n", 2, 6, "a job must be a mapping (key: value)"),
        ("jobs:\n  a:\n    site: zaker\n", 2, 3, '"a" has no pages: say where its saved pages are'),
        (
            "jobs:\n  ../a:\n    pages: .\n",
            2,
            3,
            '"../a" is no name of a job: letters, digits, _, - and . are, a . not at the beginning',
        ),
        ("jobs:\n  a:\n    pages: /no/such\n", 3, 12, 'no such file, folder or glob: "/no/such"'),
        ("jobs:\n  a:\n    pages: [., /no/such]\n", 3, 16, 'no such file, folder or glob: "/no/such"'),
        ("jobs:\n  a:\n    pages: []\n", 3, 12, "must not be empty"),
        ("jobs:\n  a:\n    pages:\n", 3, 11, "must be text"),
        ("jobs:\n  a: {pages: .}\n  a: {pages: .}\n", 3, 3, '"a" is there already, in line 2'),
        ("jobs:\n  ? [a]\n  : {pages: .}\n", 2, 5, "a key of jobs must be a word"),
        (job("sites: zaker"), 4, 5, 'unknown key of a job "sites": did you mean site?'),
        (job("site: zakr"), 4, 11, 'unknown site "zakr": did you mean zaker?'),
        (job("spider: repaly"), 4, 13, 'unknown spider "repaly": did you mean replay?'),
        (job("site: zaker\n    spider: zaker"), 5, 5, "a job has a site or a spider, not both"),
        (job("feeds: {x.jsonl: {formt: csv}}"), 4, 23, 'unknown key of a feed "formt": did you mean format?'),
        (job("feeds: {x.jsonl: {format: jsnl}}"), 4, 31, 'unknown format "jsnl": did you mean jsonl?'),
        (job("feeds: {x.jsonl: {type: articles}}"), 4, 29, 'unknown type "articles": did you mean article?'),
        (job("feeds: {x.jsonl: {overwrite: 1}}"), 4, 34, 'must be true or false, not "1"'),
        (job("feeds: {x.jsonl: 3}"), 4, 22, "a feed must be a mapping (key: value)"),
        (job("feeds: {'%(dat)s.jsonl': }"), 4, 13, 'unknown parameter "dat": did you mean date?'),
        (
            job("feeds: {'%(run)d.jsonl': }"),
            4,
            13,
            '"%(run)d.jsonl" cannot be filled in: %d format: a real number is required, not str',
        ),
        (job("settings: {MAX_PAGE_BITES: 3}"), 4, 16, 'unknown setting "MAX_PAGE_BITES": did you mean MAX_PAGE_BYTES?'),
        *(
            (
                job(f"settings: {{MAX_PAGE_BYTES: {wrong}}}"),
                4,
                32,
                f'MAX_PAGE_BYTES must be a whole number from 0 on, not "{wrong}"',
            )
            for wrong in ("much", "true", "-5", "1.5")
        ),
        (job("settings: {DUPLICATES: dorp}"), 4, 28, 'DUPLICATES must be one of mark, drop, off, not "dorp"'),
        (job("feeds: {x.csv: {fields: [id, headlin]}}"), 4, 13, "x.csv: no item has the field 'headlin'"),
        (job("feeds: {x.jsonl: {encoding: klingon}}"), 4, 13, "x.jsonl: unknown encoding: klingon"),
        (job("feeds: {x.jsonl: , ./x.jsonl: }"), 4, 5, "two feeds of a job are written to one file"),
        (
            "jobs:\n  a:\n    pages: [., Makefile]\n    feeds: {./Makefile: {format: csv}}\n",
            4,
            13,
            "Makefile, which the run reads, would be replaced by ./Makefile",
        ),
        (job("settings: {ROBOTSTXT_OBEY: 1}"), 4, 32, 'ROBOTSTXT_OBEY must be true or false, not "1"'),
        (job("settings: {FEEDS: {}}"), 4, 16, "FEEDS cannot be set for a job: write feeds:"),
        (job("settings: {RESUME: true}"), 4, 16, "RESUME cannot be set for a job"),
        (job("expect: {item: 3}"), 4, 14, 'unknown key of expect "item": did you mean items?'),
        (job("expect: {items: many}"), 4, 21, 'must be a whole number, not "many"'),
        (job("expect: {items: -1}"), 4, 21, 'must be a whole number, not "-1"'),
        (job("expect: {failed: 0.02}"), 4, 22, 'must be a percentage such as 2%, not "0.02"'),
        (job("expect: {failed: 101%}"), 4, 22, 'must be a percentage such as 2%, not "101%"'),
        (job("expect: {nothing_new: 1}"), 4, 27, 'must be true or false, not "1"'),
        (job("expect: {shares_from: 0}"), 4, 27, "must be at least 1"),
        (job("keep: {runs: 0}"), 4, 18, "must be at least 1"),
        (job("keep: {runs: [1]}"), 4, 18, "must be a whole number, not a list"),
        (job("alert: {webhook: ftp://x/y}"), 4, 22, "must be an http or https URL"),
        (job("alert: {webhook: 'http://['}"), 4, 22, "must be an http or https URL"),
        (job("report: {a: b}"), 4, 13, "must be text"),
        (job("report: 'x/%(runs)s'"), 4, 13, 'unknown parameter "runs": did you mean run?'),
        (
            "jobs:\n  a: {pages: ., report: r}\n  b:\n    pages: .\n    report: r/\n",
            5,
            13,
            'the report of "b" would replace that of "a": write %(job)s into the folder, or name another',
        ),
        (job("site: &a zaker"), 4, 11, "anchor &a: anchors are refused, write it out"),
        (job("site: *a"), 4, 11, "alias *a: aliases are refused, write it out"),
        (job("site: !!python/name:os.system x"), 4, 11, 'tag "tag:yaml.org,2002:python/name:os.system": tags are refused'),
        (job("site: !x y"), 4, 11, 'tag "!x": tags are refused'),
        (job("keep: {runs: 1"), 5, 1, "no YAML: expected ',' or '}', but got '<stream end>'"),
        ("jobs:\n\ta: 3\n", 2, 1, "no YAML: found character '\\t' that cannot start any token"),
        ("a: 1\n---\nb: 2\n", 2, 1, "no YAML: but found another document"),
        ("jobs: " + "[" * 100_000, 1, 18, "nested more than 12 deep"),
        ("jobs:\n  a: \x01\n", 2, 6, "no YAML: special characters are not allowed"),
        ("jobs:\n  名: ".encode() + b"\xff\n", 2, 6, "no YAML: invalid start byte"),
        (b"jobs:\n" + b"#" * 1_100_000, 1, 1, "larger than 1,048,576 bytes, which no job file is"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_column(
    tmp_path: Path, text: str | bytes, line: int, column: int, reason: str
) -> None:
    assert (line, column, reason) in problems(tmp_path, text)


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        ("r/%(job)s", "r/%(job)s", False),
        ("r/%(run)s", "r/%(run)s", False),
        ("r/%(date)s", "r/%(date)s", True),
        ("r/a-%(date)s", "r/x/../%(job)s-%(date)s", False),
        ("r/b-%(date)s", "r/x/../%(job)s-%(date)s", True),
    ],
)
def test_jobs_of_one_file_have_reports_of_their_own(one: str, other: str, is_shared: bool, tmp_path: Path) -> None:
    text = f"jobs:\n  a: {{pages: ., report: '{one}'}}\n  b: {{pages: ., report: '{other}'}}\n"
    if is_shared:
        [(line, column, _)] = problems(tmp_path, text)
        assert (line, column) == (3, 25)
    else:
        read(tmp_path, text)


def test_all_problems_are_told_at_once_in_their_order(tmp_path: Path) -> None:
    found = problems(tmp_path, "jobs:\n  a:\n    pages: /no\n    sit: x\n    keep: {days: x, runs: 0}\n")
    assert [(line, column) for line, column, _ in found] == [(3, 12), (4, 5), (5, 18), (5, 27)]


def test_the_message_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(JobFileError, match=r"jobs\.yaml:1:1: unknown key of a job file"):
        read(tmp_path, "job: {}")
    with pytest.raises(JobFileError, match=r"none\.yaml:1:1: No such file or directory"):
        read_jobs(tmp_path / "none.yaml", SETTINGS)


def test_the_schema_for_editors_is_that_of_the_models() -> None:
    shipped = Path(__file__).parents[1] / "docs/jobs.schema.json"
    assert shipped.read_text("utf-8") == schema(), "run: python -m crawler.runs.batch.job_file docs/jobs.schema.json"


def test_an_editor_takes_what_is_right_and_marks_what_is_wrong() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    assert not [*validator.iter_errors(yaml.safe_load(WHOLE))]
    wrong = {"jobs": {"a": {"pages": ".", "sit": "x", "keep": {"runs": 0}, "expect": {"failed": 2}}}}
    assert len([*validator.iter_errors(wrong)]) == 3


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    assert all("refused" in reason for _, _, reason in problems(tmp_path, BOMB))


def test_a_percent_sign_in_the_name_of_a_feed_or_report_may_be_doubled(tmp_path: Path) -> None:
    made = read(tmp_path, "jobs: {a: {pages: ., feeds: {100%.jsonl: , 50%%.csv: }, report: 5%%/6%}}")["a"]
    assert (list(made.feeds), made.report) == (["100%.jsonl", "50%.csv"], "5%/6%")


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("out/%(job)s-%(date)s-%(run)s.jsonl", "out/news-2026-11-28-7.jsonl"),
        ("100%/50%%/%(batch_id)05d", "100%/50%%/%(batch_id)05d"),
        ("%(item_site)s/%(time)s", "%(item_site)s/%(time)s"),
    ],
)
def test_what_is_filled_into_the_name_of_a_feed(uri: str, expected: str) -> None:
    assert filled_in(uri, {"job": "news", "date": "2026-11-28", "run": "7"}) == expected


words = st.sampled_from(
    ["jobs", "a", "pages", ".", "feeds", "x.jsonl", "expect", "failed", "2%", "keep", "runs", "settings", "~", "1:30"]
)
scalars = st.one_of(words, st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.none(), st.dates())
trees = st.recursive(
    scalars, lambda members: st.lists(members, max_size=4) | st.dictionaries(scalars, members, max_size=4), max_leaves=20
)


@given(trees | st.dictionaries(st.just("jobs"), st.dictionaries(words, st.dictionaries(words, trees, max_size=4), max_size=3)))
def test_any_yaml_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, tree: Any) -> None:
    _read_or_refused(tmp_path_factory.getbasetemp(), yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"jobs:\n  a: {text}".encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    _read_or_refused(tmp_path_factory.getbasetemp(), data)


@given(st.data())
def test_a_job_file_that_is_damaged_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = WHOLE.encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    _read_or_refused(tmp_path_factory.getbasetemp(), whole[:start] + data.draw(st.binary(max_size=10)) + whole[end:])


def _read_or_refused(folder: Path, data: bytes) -> None:
    try:
        jobs = read(folder, data)
    except JobFileError as error:
        assert error.problems and all(line >= 1 and column >= 1 and reason for line, column, reason in error.problems)
    else:
        assert jobs


TWO_JOBS = """\
jobs:
  a: {{pages: ., feeds: {{"{0}": {1}}}}}
  b: {{pages: ., feeds: {{"./{0}": {1}}}}}
"""


@pytest.mark.parametrize(
    ("uri", "options", "is_refused"),
    [
        ("o.jsonl", "{}", True),
        ("%(date)s.db", "{}", True),
        ("%(job)s.jsonl", "{}", False),
        ("%(run)s.jsonl", "{}", False),
        ("%(time)s.jsonl", "{}", False),
        ("%(item_site)s/o.jsonl", "{}", False),
        ("o.jsonl", "{overwrite: false}", False),
    ],
)
def test_no_job_replaces_the_feed_of_another(tmp_path: Path, uri: str, options: str, is_refused: bool) -> None:
    text = TWO_JOBS.format(uri, options)
    if is_refused:
        [(line, _, reason)] = problems(tmp_path, text)
        assert line == 3 and reason.startswith('the feed of "b" would replace that of "a": write %(job)s into its name')
    else:
        assert list(read(tmp_path, text)) == ["a", "b"]
