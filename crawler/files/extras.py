"""The optional extras of the project: which library comes with which."""

from typing import Any

from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import load_object

EXTRAS = {"pyarrow": "parquet", "psycopg": "sql", "PIL": "images"}
"""Library, as it is imported → the extra that installs it."""


class MissingExtraError(NotConfigured):
    """A part of the project needs a library that is not installed. The message says how to install it."""


def load_component(path: str | type) -> Any:
    """What the dotted ``path`` names. Raises MissingExtraError when it needs an extra, ImportError and NameError as usual."""
    try:
        return load_object(path)
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        if library not in EXTRAS:
            raise
        raise MissingExtraError(not_installed(library)) from error


def not_installed(library: str) -> str:
    """What to say of a library that is not installed, with the command that installs it: here, or where a wheel was installed."""
    project = "qingliu" if __name__.startswith("qingliu.") else "."
    return f'{library} is not installed: pip install {"-e " * (project == ".")}"{project}[{EXTRAS[library]}]"'
