"""Where a user's programs keep their data."""

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Our folder inside the user's data folder, by the platform's convention (XDG, macOS, Windows). It is not created."""
    if named := os.environ.get("XDG_DATA_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None):
        return Path(named) / "qingliu"
    folder = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
    return Path.home() / folder / "qingliu"
