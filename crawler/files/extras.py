"""The optional extras of the project, and the libraries that they install."""

from typing import Any

from scrapy.exceptions import NotConfigured
from scrapy.utils.misc import load_object

EXTRAS = {"pyarrow": "parquet", "psycopg": "sql", "PIL": "images"}
"""Import name of a library → the extra that installs it."""


class MissingExtraError(NotConfigured):
    """A component needs a library that is not installed. The message says how to install it."""


def load_component(path: str | type) -> Any:
    """The object at the dotted ``path``. Raises MissingExtraError if it needs an extra, otherwise ImportError or NameError."""
    try:
        return load_object(path)
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        if library not in EXTRAS:
            raise
        raise MissingExtraError(not_installed(library)) from error


def not_installed(library: str) -> str:
    """The message about a missing library, with the command to install it: for a checkout, or for an installed wheel."""
    project = "qingliu" if __name__.startswith("qingliu.") else "."
    return f'{library} is not installed: pip install {"-e " * (project == ".")}"{project}[{EXTRAS[library]}]"'
