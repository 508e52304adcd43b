"""A command whose syntax is apart from what it does."""

import argparse
from importlib import import_module
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand


def option(*names: str, **about: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """An option of a command, with the arguments of ``argparse.ArgumentParser.add_argument``."""
    return names, about


class ProjectCommand(ScrapyCommand):
    """Says how a command is typed: its ``arguments``, a ``summary`` and its ``options``.

    It is done by ``run`` in the module of the same name in this folder, which is only then loaded. That gets settings, arguments
    and options, returns the exit code, and raises UsageError.
    """

    requires_project = True
    requires_crawler_process = False
    arguments: ClassVar[str] = ""
    summary: ClassVar[str]
    options: ClassVar[tuple[tuple[tuple[str, ...], dict[str, Any]], ...]] = ()

    def syntax(self) -> str:
        return self.arguments

    def short_desc(self) -> str:
        return self.summary

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        for names, about in self.options:
            parser.add_argument(*names, **about)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        name = type(self).__module__.rpartition(".")[2].replace("-", "_")
        self.exitcode = import_module(f"{__package__}.{name}").run(self.settings, args, opts)
