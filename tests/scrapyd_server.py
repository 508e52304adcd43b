"""A real scrapyd on a free port of this machine, in a folder of its own."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import urllib3

from tests.processes import UNWATCHED
from tests.support import ROOT

CONFIGURATION = "[scrapyd]\nhttp_port = {port}\npoll_interval = 0.2\nitems_dir = {items_dir}\n"
ENVIRONMENT = {name: value for name, value in UNWATCHED.items() if name not in {"PYTHONPATH", "SCRAPY_SETTINGS_MODULE"}}
STARTED, TAKEN = "Site starting on ", "Address already in use"


class Scrapyd:
    """A running server."""

    def __init__(self, folder: Path, base: str, process: subprocess.Popen[bytes]) -> None:
        self.folder, self.base, self.process = folder, base, process

    @property
    def log(self) -> str:
        return (self.folder / "scrapyd.log").read_text("utf-8")

    def get(self, path: str) -> bytes:
        return urllib3.request("GET", self.base + path, timeout=None).data

    def ask(self, service: str, **fields: Any) -> dict[str, Any]:
        """What a service answers."""
        method = "POST" if fields else "GET"
        answered = urllib3.request(method, f"{self.base}/{service}", fields=fields or None, timeout=None)
        answer: dict[str, Any] = json.loads(answered.data)
        assert answer["status"] == "ok", answer
        return answer

    def finished(self, job: str) -> dict[str, Any]:
        """What is listed of a job when it is over."""
        while self.process.poll() is None:
            for listed in self.ask("listjobs.json?project=qingliu")["finished"]:
                if listed["id"] == job:
                    return dict(listed)
            time.sleep(0.2)
        raise AssertionError(self.log)


@contextmanager
def scrapyd(folder: Path, items_dir: str = "") -> Iterator[Scrapyd]:
    """The server, for as long as the context lasts."""
    server = started(folder, items_dir)
    while not is_up(server):
        server = started(folder, items_dir)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def started(folder: Path, items_dir: str) -> Scrapyd:
    """The server on a port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "scrapyd.conf").write_text(CONFIGURATION.format(port=port, items_dir=items_dir))
    with (folder / "scrapyd.log").open("wb") as log:
        command = [sys.executable, "-m", "scrapyd", "--pidfile="]
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log)
    return Scrapyd(folder, f"http://127.0.0.1:{port}", process)


def is_up(server: Scrapyd) -> bool:
    """Wait until the server listens. False where another process took its port."""
    while STARTED not in server.log:
        if server.process.poll() is not None and TAKEN in server.log:
            return False
        assert server.process.poll() is None, server.log
        time.sleep(0.1)
    return True


def built_egg(folder: Path) -> Path:
    """The egg that ``make egg`` builds, with what is installed here."""
    places = (f"BIN={Path(sys.executable).parent}", f"BUILD={folder}/build", f"DIST={folder}/dist")
    command = ["make", "--silent", "--old-file=.venv/ready-to-test", "egg", *places]
    ended = subprocess.run(command, cwd=ROOT, env=UNWATCHED, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    return folder / "dist/qingliu.egg"
