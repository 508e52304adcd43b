"""Where programs of a user keep their data."""

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """The folder of ours in the user's data folder: the one that the system names for it (XDG, macOS, Windows); not made."""
    if named := os.environ.get("XDG_DATA_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None):
        return Path(named) / "qingliu"
    folder = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return Path.home() / folder / "qingliu"
