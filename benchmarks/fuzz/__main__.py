"""Fuzzes one reader, guided by coverage: ``python -m benchmarks.fuzz READER [--minutes 10] [--seed 1] [--corpus FOLDER]``.

Needs atheris, which is not among the locked dependencies: ``pip install atheris``. An input that is treated wrongly is
written to ``FOLDER/finding-…`` and can be tried again with ``--input FILE``. The exit code is 1 where there is one.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["crawler", "pipelines"]):
    from benchmarks.fuzz.findings import Findings
    from benchmarks.fuzz.mutation import Mutator
    from benchmarks.fuzz.targets import TARGETS, Target

HANGING = 60  # seconds for one input, after which even code in C is broken off
MEMORY = 512  # MiB of the process
LONGEST = 64 * 1024  # bytes of an input


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=sorted(TARGETS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder that keeps what was found interesting")
    parser.add_argument("--input", type=Path, help="try this file alone")
    options = parser.parse_args()
    target = TARGETS[options.reader]
    if options.input:
        target.check(options.input.read_bytes())
        return
    folder = options.corpus or Path(tempfile.mkdtemp(prefix=f"fuzz-{options.reader}-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    if pid := os.fork():  # libFuzzer ends its process by itself
        sys.exit(_told(*os.wait4(pid, 0)[1:], folder, began))
    arguments = [sys.argv[0], *_arguments(target, folder, options)]
    atheris.Setup(arguments, Findings(target.check, folder), custom_mutator=_seeded(target.mutate))
    atheris.Fuzz()


def _seeded(mutate: Mutator) -> Callable[[bytes, int, int], bytes]:
    return lambda data, longest, seed: mutate(data, longest, Random(seed))


def _arguments(target: Target, folder: Path, options: argparse.Namespace) -> list[str]:
    """The arguments of libFuzzer; seeds and words are written to ``folder``."""
    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    words.write_text("# pieces of what is read\n" + "".join(f'"{_escaped(word)}"\n' for word in target.words))
    limits = {
        "max_total_time": round(options.minutes * 60),
        "seed": options.seed,
        "timeout": HANGING,
        "report_slow_units": HANGING,
        "rss_limit_mb": MEMORY,
        "max_len": LONGEST,
        **({"dict": words} if target.words else {}),
        "artifact_prefix": f"{folder}/finding-",
        "print_final_stats": 1,
    }
    return [str(corpus), *(f"-{name}={value}" for name, value in limits.items())]


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _told(status: int, used: resource.struct_rusage, folder: Path, began: float) -> int:
    """Say what it cost and what was found, and give the exit code."""
    found = sorted(folder.glob("finding-*"))
    minutes, of_cpu = (time.monotonic() - began) / 60, (used.ru_utime + used.ru_stime) / 60
    print(f"{minutes:.1f} minutes, {of_cpu:.1f} of CPU, {used.ru_maxrss // 1024} MiB, findings: {len(found)}", *found)
    return int(bool(found or status))


if __name__ == "__main__":
    main()
