"""The ``qingliu`` command: the project's commands for an installed package, from any folder."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler import __version__
from crawler.commands import syntax

SETTINGS = "crawler.settings"
OF_SCRAPY = ("list",)
"""Scrapy's own commands that are useful outside a Scrapy project."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command named in ``argv`` (default: the process's arguments) and exit with its code, 2 for wrong usage."""
    name, *arguments = (sys.argv[1:] if argv is None else argv) or ["-h"]
    if name in {"-h", "--help"}:
        print(overview())
    elif name == "--version":
        print(f"qingliu {__version__}")
    elif name not in names():
        print(f"qingliu: there is no command {name!r}\n\n{overview()}", file=sys.stderr)
        sys.exit(2)
    else:
        sys.exit(run(name, arguments))


def names() -> list[str]:
    """The names of all commands, sorted."""
    own = [module.name for module in iter_modules(syntax.__path__) if not module.name.startswith("_")]
    return sorted([*own, *OF_SCRAPY])


def command(name: str) -> ScrapyCommand:
    """The command called ``name``; it has no settings yet."""
    own = f"{syntax.__name__}.{name}"
    made: ScrapyCommand = import_module(own if find_spec(own) else f"scrapy.commands.{name}").Command()
    return made


def overview() -> str:
    """The help text: all commands, one per line."""
    listed = [f"  {name:<10} {command(name).short_desc()}" for name in names()]
    return "\n".join(["usage: qingliu COMMAND [options] [arguments]", "", *listed, "", "qingliu COMMAND -h says more of one."])


def run(name: str, arguments: list[str]) -> int:
    """Run a command as Scrapy would in the project, but with its state in the user's data folder. Returns the exit code."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = SETTINGS  # for the processes of a batch run
    found = command(name)
    found.settings = settings_of(data_folder())
    found.settings.setdict(found.default_settings, priority="command")
    parser = ScrapyArgumentParser(
        prog=f"qingliu {name}",
        usage=f"qingliu {name} {found.syntax()}",
        formatter_class=ScrapyHelpFormatter,
        conflict_handler="resolve",
        description=found.long_desc(),
    )
    found.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    try:
        found.process_options(rest, options)
        if found.requires_crawler_process:
            from scrapy.crawler import AsyncCrawlerProcess

            found.crawler_process = AsyncCrawlerProcess(found.settings)
        found.run(rest, options)
    except UsageError as error:
        if error.print_help:
            parser.print_help()
        parser.error(str(error) or "wrong usage")
    return found.exitcode


def settings_of(data: Path) -> Settings:
    """The project's settings, with the state of runs in the folder ``data``.

    The state of batch jobs stays in the current folder, because the name of a job file means nothing elsewhere.
    """
    settings = Settings()
    settings.setmodule(SETTINGS, priority="project")
    remembered = {"STATE": data / "state.db", "JOURNAL_DIR": data, "FAILED_PAGES_FEED": data / "failed.jsonl"}
    settings.setdict({name: str(path) for name, path in remembered.items()}, priority="project")
    return settings


def data_folder() -> Path:
    """Our folder inside the user's data folder, by the platform's convention (XDG, macOS, Windows). It is not created."""
    if named := os.environ.get("XDG_DATA_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None):
        return Path(named) / "qingliu"
    folder = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return Path.home() / folder / "qingliu"


if __name__ == "__main__":
    main()
