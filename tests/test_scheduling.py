"""What schedulers are given works: the units of systemd, the line of cron, and the commands of the documentation."""

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from tests.postgresql_server import miss
from tests.support import ROOT

UNITS = sorted((ROOT / "deploy/systemd").iterdir())
CRONTAB = ROOT / "deploy/cron/qingliu-batch"
INSTALLED = "/srv/qingliu"
FIELDS = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 7)}
CRON_ENVIRONMENT = {"SHELL": "/bin/sh", "PATH": "/usr/bin:/bin", "HOME": "/", "LOGNAME": "qingliu"}
"""All that cron gives a command."""


def systemd_analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if not program:
        miss("systemd is not installed: there is no systemd-analyze in PATH")
    return subprocess.run([program, *arguments], capture_output=True, encoding="utf-8")


def installed(unit: Path, folder: Path) -> Path:
    """The unit as it is once its path is that of a project that is there: ours."""
    text = unit.read_text("utf-8").replace(f"{INSTALLED}/.venv/bin", str(Path(sys.executable).parent))
    (folder / unit.name).write_text(text.replace(INSTALLED, str(ROOT)), "utf-8")
    return folder / unit.name


def options(unit: Path) -> dict[str, str]:
    parser = RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(unit, "utf-8")
    return {name: value for section in parser.sections() for name, value in parser.items(section)}


def test_systemd_takes_the_units_without_a_word(tmp_path: Path) -> None:
    ended = systemd_analyze("verify", "--man=no", *(installed(unit, tmp_path) for unit in UNITS))
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SuccessExitStatus=75", "SuccessExitStatus=x75"),
        ("ExecStart=", "ExecStart=/not/there "),
        ("KillMode=mixed", "KillMode=mixt"),
        ("Type=oneshot", "Type=onshot"),
    ],
)
def test_systemd_would_complain_of_a_unit_that_is_wrong(line: str, said: str, tmp_path: Path) -> None:
    service = installed(UNITS[0], tmp_path)
    service.write_text(service.read_text("utf-8").replace(line, said), "utf-8")
    ended = systemd_analyze("verify", "--man=no", service)
    assert ended.returncode or ended.stderr


def test_the_service_has_little_to_lose(tmp_path: Path) -> None:
    ended = systemd_analyze("security", "--offline=true", "--threshold=20", "--no-pager", installed(UNITS[0], tmp_path))
    assert ended.returncode == 0, ended.stdout


def test_the_units_know_the_exit_codes() -> None:
    service = options(UNITS[0])
    assert service["SuccessExitStatus"] == "75"
    assert service["RestartPreventExitStatus"].split() == ["1", "2", "3", "75"]


def test_the_timer_starts_the_service_every_night() -> None:
    timer = options(UNITS[1])
    assert UNITS[1].stem == UNITS[0].stem
    ended = systemd_analyze("calendar", "--iterations=2", timer["OnCalendar"])
    assert ended.returncode == 0 and len(re.findall(r"02:15:00", ended.stdout)) >= 3


def cron_lines() -> list[list[str]]:
    """Time fields, user and command of every line that runs something, read as cron reads them."""
    lines = [line.strip() for line in CRONTAB.read_text("utf-8").splitlines()]
    return [line.split(maxsplit=6) for line in lines if line and not line.startswith("#") and not re.match(r"\w+\s*=", line)]


def test_the_documentation_shows_the_line_and_all_that_the_service_does() -> None:
    document = (ROOT / "docs/scheduling.md").read_text("utf-8")
    assert all(command in document for *_, command in cron_lines())
    rows = re.findall(r"^\| (`.*?=.*?`) \|", document, re.MULTILINE)
    named = [tuple(option.split("=", 1)) for row in rows for option in re.findall(r"`(.*?)`", row)]
    service = options(UNITS[0])
    assert named and [option for option in named if service[option[0]] != option[1]] == []


def test_cron_can_read_the_line() -> None:
    assert CRONTAB.read_bytes().endswith(b"\n"), "cron passes over a last line without an end"
    assert re.fullmatch(r"[\w-]+", CRONTAB.name), "cron passes over a file with any other character in its name"
    for *times, user, command in cron_lines():
        for value, (lowest, highest) in zip(times, FIELDS.values(), strict=True):
            assert value == "*" or lowest <= int(value) <= highest
        assert user == "qingliu"
        assert not re.search(r"(?<!\\)%", command), "cron makes a line break of it"


@pytest.mark.parametrize(("exit_code", "is_mailed"), [(0, False), (75, False), (1, True), (2, True), (3, True)])
def test_cron_mails_what_went_wrong_and_nothing_else(exit_code: int, is_mailed: bool, tmp_path: Path) -> None:
    program = tmp_path / ".venv/bin/scrapy"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\n[ "$*" = "batch jobs.yaml" ] || exit 99\necho it says {exit_code}\nexit {exit_code}\n')
    program.chmod(0o755)
    ((*_, command),) = cron_lines()
    shell = ["/bin/sh", "-c", command.replace(INSTALLED, str(tmp_path))]
    ended = subprocess.run(shell, env=CRON_ENVIRONMENT, cwd="/", capture_output=True, encoding="utf-8")
    logged = (tmp_path / "batch.log").read_text()
    assert logged == f"it says {exit_code}\n"
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, logged if is_mailed else "")
