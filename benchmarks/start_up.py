"""The cost of a start: CPU time of ``scrapy list`` and of a replay of one page, in multiples of ``scrapy list`` in an empty
project.

    python -m benchmarks.start_up

Each is the median of five runs, in turns, so that a busy machine affects all alike. Modules have been compiled before, as an
installation or a first run compiles them, whatever PYTHONDONTWRITEBYTECODE says.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
SPIDER = "import scrapy\n\n\nclass Bare(scrapy.Spider):\n    name = 'bare'\n"
REPLAY = ("crawl", "replay", "-a", "pages=fixtures/zaker", "-L", "ERROR")


def cpu(folder: Path, environment: dict[str, str], *arguments: str) -> float:
    """CPU seconds of ``scrapy ARGUMENTS`` in ``folder``."""
    python = [sys.executable, "-m", "scrapy"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*python, *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "scrapy", "startproject", "bare", folder], check=True, stdout=subprocess.DEVNULL)
        Path(folder, "bare/spiders/bare.py").write_text(SPIDER)
        feed = ("-O", f"{folder}/items.jsonl", "-s", f"STATE={folder}/state.db", "-s", f"JOURNAL_DIR={folder}")
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        measured = {"bare": (Path(folder), ("list",)), "list": (ROOT, ("list",)), "one page": (ROOT, (*REPLAY, *feed))}
        rounds = [{name: cpu(where, kept, *given) for name, (where, given) in measured.items()} for _ in range(1 + RUNS)]
    taken = rounds[1:]  # the first has compiled
    bare = median(run["bare"] for run in taken)
    for name in measured:
        seconds = median(run[name] for run in taken)
        print(f"{name:<10} {seconds:5.2f} s   {seconds / bare:.2f} x")


if __name__ == "__main__":
    main()
