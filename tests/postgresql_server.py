"""A real PostgreSQL server of its own, in a temporary folder, reached through a socket there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

REQUIRED = "QINGLIU_REQUIRE_SERVERS"
"""Set in the environment: a server that is not installed fails the tests that need it, instead of skipping them."""
USER = "qingliu"
OPTIONS = "-c listen_addresses='' -c fsync=off -c unix_socket_directories='{folder}'"


class Server:
    """A running server. Its data is gone when the tests are over."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder

    def url(self, database: str, password: str = "") -> str:
        """The URL of a database; the server asks for no password and takes any."""
        return f"postgresql://{USER}{password and ':' + password}@/{database}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. It refuses to run as root, so then as nobody."""
        who: dict[str, Any] = {"user": "nobody", "group": "nogroup"} if os.getuid() == 0 else {}
        command = [str(self.binaries / program), *arguments]
        ended = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **who)
        assert ended.returncode == 0, ended.stdout

    def start(self) -> None:
        options = OPTIONS.format(folder=self.folder)
        self.run("pg_ctl", "start", "-w", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-D", f"{self.folder}/data", "-m", "immediate")

    def create(self, database: str) -> str:
        """The URL of a new database."""
        self.run("createdb", "-h", str(self.folder), "-U", USER, database)
        return self.url(database)


def binaries() -> Path:
    """Where PostgreSQL's programs are. Skips the test where there are none, or fails it if they are required."""
    places = [Path(initdb).resolve().parent] if (initdb := shutil.which("initdb")) else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = next((place for place in places if (place / "initdb").exists()), None)
    return found or miss("PostgreSQL is not installed: its initdb is neither in PATH nor in /usr/lib/postgresql")


def miss(reason: str) -> NoReturn:
    """Skip the test for what is not installed, or fail it if that is required."""
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running_server() -> Iterator[Server]:
    where = binaries()
    with tempfile.TemporaryDirectory(prefix="qingliu-pg-", ignore_cleanup_errors=True) as name:
        if os.getuid() == 0:
            shutil.chown(name, "nobody", "nogroup")
        server = Server(where, Path(name))
        server.run("initdb", "-D", f"{name}/data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        server.start()
        try:
            yield server
        finally:
            if (server.folder / "data/postmaster.pid").exists():
                server.stop()
