"""Alerts about a run: a command gets the summary on stdin, a webhook gets it by POST."""

import base64
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http.client import HTTPException
from queue import Empty, SimpleQueue
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crawler import __version__
from crawler.content.patterns import regex
from crawler.runs.batch.jobs import Alert

COMMAND_SECONDS = 60.0
WEBHOOK_SECONDS = 10.0
"""The limit for one attempt, whatever it waits for."""
WAITS = (1.0, 4.0, 16.0)
"""Seconds before each further attempt to reach a webhook."""

WEB_ADDRESS = regex(r"https?://([^\s/?#@]*@)?([\w.-]+|\[[\da-fA-F:.]+\])(:\d+)?([/?#][!-~]*)?", re.ASCII)


class AlertError(Exception):
    """An alert could not be delivered. The message has the reason, and of a webhook's URL only scheme and host."""


def tell(alert: Alert, summary: bytes, waits: Sequence[float] = WAITS) -> Iterator[str]:
    """Send ``summary`` (JSON) to the command and to the webhook, each regardless of the other. Yields what went wrong."""
    try:
        if alert.command:
            run_command(alert.command, summary)
    except AlertError as error:
        yield str(error)
    try:
        if alert.webhook:
            post(alert.webhook, summary, waits)
    except AlertError as error:
        yield str(error)


def run_command(command: Sequence[str], summary: bytes, seconds: float = COMMAND_SECONDS) -> None:
    """Run ``command`` with ``summary`` on stdin; what it prints goes to stderr. Raises AlertError when it cannot be started, ends
    with another status than 0, or is not done after ``seconds``: it is killed then, with all that it has started."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=2, start_new_session=True)  # noqa: S603 - the job file's
    except OSError as error:
        raise AlertError(f"the command {command[0]} cannot be started: {error.strerror}") from error
    try:
        process.communicate(summary, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise AlertError(f"the command {command[0]} was killed: not done after {seconds:g} s") from error
    if process.returncode:
        raise AlertError(f"the command {command[0]} ended with status {process.returncode}")


def post(webhook: str, summary: bytes, waits: Sequence[float] = WAITS, seconds: float = WEBHOOK_SECONDS) -> None:
    """POST ``summary`` to ``webhook`` as ``application/json``. A user and password in the URL are sent as basic authorization.

    Where there is no connection, no answer in ``seconds``, or a 5xx, it is tried again after each of ``waits``. Raises AlertError
    when the last attempt has failed, and at once for any other answer than 2xx. Redirects are not followed: they would turn
    the POST into a GET.
    """
    request = request_of(webhook, summary)
    for wait in (*waits, None):
        reason, is_passing = attempt(request_of(webhook, summary), seconds)
        if not reason:
            return
        if wait is None or not is_passing:
            break
        time.sleep(wait)
    raise AlertError(f"the webhook at {request.type}://{request.host} failed: {reason}")


def attempt(request: Request, seconds: float) -> tuple[str, bool]:
    """Return why one attempt failed (empty if it succeeded), and whether another might succeed.

    The attempt is made in a thread, which is abandoned after ``seconds``: a socket's timeout applies to each part of an answer
    that trickles in, and not to the name lookup.
    """
    answers: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_answer(request, seconds)), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except Empty:
        return "timed out", True


def _answer(request: Request, seconds: float) -> tuple[str, bool]:
    try:
        with build_opener(NoRedirect).open(request, timeout=seconds):
            return "", False
    except HTTPError as answer:
        answer.close()
        return f"status {answer.code}", answer.code >= 500
    except OSError as error:
        cause: Any = getattr(error, "reason", error)  # of a URLError
        return str(cause) or type(cause).__name__, True
    except HTTPException as error:  # its message may have the URL
        return type(error).__name__, True


class NoRedirect(HTTPRedirectHandler):
    """Treats a redirect as the final answer."""

    def redirect_request(self, *_: Any) -> None:
        return None


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an http or https URL in ASCII that a request can be sent to."""
    try:
        return bool(WEB_ADDRESS.fullmatch(url)) and urlsplit(url).port != 0
    except ValueError:  # a port or an IPv6 address that is none
        return False


def request_of(webhook: str, summary: bytes) -> Request:
    """The request, with the credentials before ``@`` in the URL moved to a header. Raises AlertError for no web address."""
    if not is_web_address(webhook):
        raise AlertError("the webhook is no http or https URL")
    parts = urlsplit(webhook)
    credentials, _, host = parts.netloc.rpartition("@")
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"qingliu/{__version__}"}
    if credentials:
        headers["Authorization"] = "Basic " + base64.b64encode(unquote(credentials).encode()).decode()
    return Request(urlunsplit(parts._replace(netloc=host, fragment="")), summary, headers, method="POST")  # noqa: S310 - checked above
