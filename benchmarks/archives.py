"""CPU per page and peak memory of a replay from a folder, and from archives of the same pages.

    python -m benchmarks.archives [--pages 20000] [--times 5]

Each replay is ``scrapy crawl replay -O items.jsonl -s DUPLICATES=off`` in a process of its own. CPU is a ratio to the floor of
:mod:`benchmarks.replay`, memory the peak of the process, for as many pages and for ``--times`` as many.
"""

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from benchmarks.pages import write_pages
from benchmarks.replay import floor
from crawler.files.compressed import zstd

RUN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def replay(pages: Path, out: Path) -> tuple[float, float]:
    """CPU seconds and peak MiB of a whole crawl of ``pages``, run as the only child of a separate process."""
    crawl = [str(Path(sys.executable).with_name("scrapy")), "crawl", "replay", "-a", f"pages={pages}", "-O", str(out)]
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *crawl, "-L", "WARNING", "-s", "DUPLICATES=off"], check=True, capture_output=True, text=True
    )
    seconds, kibibytes = map(float, ended.stdout.split())
    return seconds, kibibytes / 1024


def make_zip(files: Sequence[Path], archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for file in files:
            made.write(file, file.name)


def make_tar_zst(files: Sequence[Path], archive: Path) -> None:
    with zstd.ZstdFile(archive, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as made:
        for file in files:
            made.add(file, file.name)


def make_warc_gz(files: Sequence[Path], archive: Path) -> None:
    with archive.open("wb") as raw:
        for file in files:
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://example.org/{file.name}"
            record.is_http = True
            record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + file.read_bytes())
            member = io.BytesIO()
            writer = GzipWriter(member)
            record.write(writer)
            writer.finish()
            raw.write(member.getvalue())


ARCHIVES: dict[str, Callable[[Sequence[Path], Path], None]] = {
    "zip": make_zip,
    "tar.zst": make_tar_zst,
    "warc.gz": make_warc_gz,
}


def measured(folder: Path, count: int) -> tuple[float, dict[str, tuple[float, float]]]:
    """CPU seconds per page of the floor, and for each way to store ``count`` pages, CPU seconds per page and peak MiB."""
    files = write_pages(folder / "folder", count)
    for kind, make in ARCHIVES.items():
        make(files, folder / kind)
    results = {}
    for kind in ("folder", *ARCHIVES):
        seconds, peak = replay(folder / kind, folder / "items.jsonl")
        items = (folder / "items.jsonl").read_bytes().count(b"\n")
        if items != count:
            raise SystemExit(f"{kind}: {items} items of {count} pages")
        results[kind] = seconds / count, peak
    return floor(files) / count, results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print(f"{'pages':>8}  {'kept as':10}{'CPU ms/page':>12}{'x floor':>9}{'x folder':>10}{'peak MiB':>10}")
    for count in (options.pages, options.pages * options.times):
        with tempfile.TemporaryDirectory() as name:
            least, results = measured(Path(name), count)
            of_folder = results["folder"][0]
            for kind, (each, peak) in results.items():
                print(
                    f"{count:8}  {kind:10}{each * 1e3:12.3f}{each / least:9.2f}{each / of_folder:10.2f}{peak:10.0f}", flush=True
                )


if __name__ == "__main__":
    main()
