"""What fuzzing finds is written down, once for each place, and the fuzzing goes on."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from crawler.runs.time_limit import TimeLimit

SECONDS, SECONDS_A_BYTE = 1.0, 40e-6
"""Of CPU, that an input may take. Code that is watched for coverage takes about four times as long as it does otherwise."""
Place = tuple[str, str, int]


class Findings:
    """Called with inputs. ``check`` raises for one that is treated wrongly; that input is written to ``folder``."""

    def __init__(self, check: Callable[[bytes], None], folder: Path) -> None:
        self._check, self._folder = check, folder
        self._limit = TimeLimit(SECONDS)
        self.places: set[Place] = set()

    def __call__(self, data: bytes) -> None:
        self._limit.seconds = SECONDS + SECONDS_A_BYTE * len(data)
        try:
            self._limit.run(self._check, data)
        except Exception as error:  # whatever it is, it is a finding
            self._add(error, data)

    def _add(self, error: Exception, data: bytes) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = (type(error).__name__, last.filename, last.lineno or 0)
        if place not in self.places:
            self.places.add(place)
            file = self._folder / f"finding-{len(self.places)}-{place[0]}"
            file.write_bytes(data)
            print(f"FINDING {len(self.places)}, written to {file}:", "".join(traceback.format_exception(error)), file=sys.stderr)
