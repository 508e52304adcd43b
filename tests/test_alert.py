"""Somebody is told: by a command, by a webhook that may have its troubles, and no secret gets into a message."""

import time
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.runs.batch.alert import AlertError, is_web_address, post, request_of, run_command, tell
from crawler.runs.batch.jobs import Alert
from tests.webhook_server import HANG_UP, TRICKLE, WAIT, webhook_server

SUMMARY = '{"text": "清流"}'.encode()
TWICE_MORE = (0.01, 0.01)
SECRET = "/hooks/T0SECRET?key=K0SECRET"
LARGE = b'"' + b"x" * 1_000_000 + b'"'


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine of the tests has."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def reasons(*statuses: int, url: str = "{base}" + SECRET, seconds: float = 600, asked: int = 0) -> tuple[list[str], int]:
    """What is said of a webhook that answers so, and how often it was asked, which it may notice later: ``asked`` times."""
    with webhook_server(*statuses) as server:
        try:
            post(url.format(base=server.base, host=server.host), SUMMARY, TWICE_MORE, seconds)
        except AlertError as error:
            while len(server.told) < asked:
                time.sleep(0.01)
            return [str(error).replace(server.host, "HOST")], len(server.told)
        return [], len(server.told)


@pytest.mark.parametrize(
    ("statuses", "said", "asked"),
    [
        ((200,), [], 1),
        ((204,), [], 1),
        ((500, 200), [], 2),
        ((HANG_UP, 503, 200), [], 3),
        ((500, 502, 503), ["status 503"], 3),
        ((HANG_UP,), ["Remote end closed connection without response"], 3),
        ((400, 200), ["status 400"], 1),
        ((404, 200), ["status 404"], 1),
        ((429, 200), ["status 429"], 1),
        ((302, 200), ["status 302"], 1),
        ((307, 200), ["status 307"], 1),
    ],
)
def test_a_webhook_is_asked_again_only_where_that_may_help(statuses: tuple[int, ...], said: list[str], asked: int) -> None:
    assert reasons(*statuses) == ([f"the webhook at http://HOST failed: {reason}" for reason in said], asked)


def test_a_webhook_that_does_not_answer_is_given_up() -> None:
    assert reasons(WAIT, seconds=0.2, asked=3) == (["the webhook at http://HOST failed: timed out"], 3)


def test_a_webhook_whose_answer_trickles_in_is_given_up() -> None:
    assert reasons(TRICKLE, seconds=0.3, asked=3) == (["the webhook at http://HOST failed: timed out"], 3)


def test_a_webhook_gets_the_summary_as_json() -> None:
    with webhook_server(200) as server:
        post(f"http://me:p%40ss@{server.host}/hook?a=b#c", SUMMARY)
    told = server.told[0]
    assert (told.method, told.path, told.body) == ("POST", "/hook?a=b", SUMMARY)
    assert told.headers["Content-Type"] == "application/json; charset=utf-8"
    assert told.headers["Authorization"] == "Basic " + b64encode(b"me:p@ss").decode()
    assert told.headers["Host"] == server.host


def test_a_webhook_is_reached_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with webhook_server(200) as proxy:
        monkeypatch.setenv("http_proxy", proxy.base)
        post("http://nowhere.invalid/hook", SUMMARY, ())
    assert [(request.path, request.body) for request in proxy.told] == [("http://nowhere.invalid/hook", SUMMARY)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1" + SECRET,
        "https://user:K0SECRET@127.0.0.1:1" + SECRET,
        "http://nowhere.invalid" + SECRET,
        "http://127.0.0.1:1/K0SECRET\n",
        "http://127.0.0.1:99999/K0SECRET",
        "http://[::zz]/K0SECRET",
        "ftp://127.0.0.1:1/K0SECRET",
        "file:///etc/K0SECRET",
        "K0SECRET",
    ],
)
def test_no_secret_is_in_a_message(url: str) -> None:
    with pytest.raises(AlertError) as raised:
        post(url, SUMMARY, (), 1)
    assert "SECRET" not in str(raised.value)


@given(st.text() | st.from_regex(r"https?://[!-~]*", fullmatch=True))
def test_any_text_is_a_web_address_or_none(text: str) -> None:
    if is_web_address(text):
        assert request_of(text, b"").host
    else:
        with pytest.raises(AlertError):
            request_of(text, b"")


@pytest.mark.parametrize("summary", [SUMMARY, LARGE], ids=["small", "large"])
def test_a_command_gets_the_summary_on_stdin(summary: bytes, tmp_path: Path) -> None:
    run_command(["tee", str(tmp_path / "told.json")], summary)
    assert (tmp_path / "told.json").read_bytes() == summary


def test_what_a_command_prints_goes_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    run_command(["echo", "mail sent"], SUMMARY)
    assert capfd.readouterr() == ("", "mail sent\n")


def test_a_command_need_not_read_what_it_is_told() -> None:
    run_command(["true"], LARGE)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["false"], "the command false ended with status 1"),
        (["sh", "-c", "exit 7"], "the command sh ended with status 7"),
        (["sh", "-c", "kill -9 $$"], "the command sh ended with status -9"),
        (["./not-there"], "the command ./not-there cannot be started: No such file or directory"),
        (["/"], "the command / cannot be started: Permission denied"),
        (["sleep", "60"], "the command sleep was killed: not done after 0.5 s"),
    ],
)
def test_a_command_that_fails(command: list[str], said: str) -> None:
    with pytest.raises(AlertError, match=f"^{said}$"):
        run_command(command, SUMMARY, 0.5 if command[0] == "sleep" else 600)


def test_with_a_command_that_takes_too_long_all_that_it_started_is_killed(tmp_path: Path) -> None:
    started, seconds = tmp_path / "pid", 0.2
    while not started.exists():  # there was too little time even for that
        with pytest.raises(AlertError):
            run_command(["sh", "-c", f"sleep 900 & echo $! > {started}.new; mv {started}.new {started}; wait"], SUMMARY, seconds)
        seconds *= 2
    while is_running(int(started.read_text())):  # it is ended soon
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_one_who_cannot_be_told_does_not_keep_the_other_from_it(tmp_path: Path) -> None:
    with webhook_server(404) as server:
        told = list(tell(Alert(command=("false",), webhook=server.base), SUMMARY, ()))
    assert told == ["the command false ended with status 1", f"the webhook at {server.base} failed: status 404"]
    assert [request.body for request in server.told] == [SUMMARY]
    assert list(tell(Alert(), SUMMARY)) == []
