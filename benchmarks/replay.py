"""CPU time per page of a whole replay, compared with the floor and with peers, on the same pages in one run.

    python -m benchmarks.replay [--pages 5000] [--peer-pages 500]

The replay is ``scrapy crawl replay -O items.jsonl -s DUPLICATES=off`` in a separate process, including start-up: the pages are
made of the sentences of five, so that comparing them would be most of the work; :mod:`benchmarks.state` measures that. The floor
is the minimum in Python: read, sha256, the YAML head with the C loader, one lxml parse, json.dumps. Peers only extract, from the
HTML of the dumps, in this process; they are not given threads, which none of them supports.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from benchmarks.pages import write_pages

PAGE = "<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
PARSER = etree.HTMLParser(encoding="utf-8")
Extract = Callable[[str], object]


def replay(folder: Path, out: Path) -> float:
    """CPU seconds of a whole crawl of ``folder``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(Path(sys.executable).with_name("scrapy")), "crawl", "replay", "-a", f"pages={folder}", "-O", str(out)]
    subprocess.run([*command, "-L", "WARNING", "-s", "DUPLICATES=off"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def floor(files: Sequence[Path]) -> float:
    """CPU seconds of the minimum that has to be done with ``files``."""
    began = time.process_time()
    for file in files:
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        head, body = split(data.decode())
        metadata: dict[str, Any] = {}
        with suppress(yaml.YAMLError):
            metadata = yaml.load(head, yaml.CSafeLoader) if head else {}
        etree.fromstring(body.encode() if head else b"<pre>%s</pre>" % body.encode(), PARSER)
        json.dumps({"sha256": digest, "title": (metadata or {}).get("title"), "text": body}, ensure_ascii=False).encode()
    return time.process_time() - began


def split(text: str) -> tuple[str, str]:
    """Head and body of a dump; a thread is all body."""
    if not text.lstrip().startswith("---\n"):
        return "", text
    _, head, body = text.split("---\n", 2)
    return head, body


def peers() -> dict[str, Extract]:
    """The installed extractors: ``pip install -r benchmarks/peers.lock``."""
    found: dict[str, Extract] = {}
    try:
        import gne
        import readability
        import trafilatura
    except ImportError as missing:
        print(f"without peers: {missing} (pip install --require-hashes -r benchmarks/peers.lock)")
        return found
    extractor = gne.GeneralNewsExtractor()
    found["trafilatura"] = lambda html: trafilatura.extract(html, output_format="json", with_metadata=True)
    found["readability-lxml"] = lambda html: readability.Document(html).summary()
    found["GNE"] = extractor.extract
    return found


def peer_time(extract: Extract, files: Sequence[Path]) -> float:
    """CPU seconds per page of an extractor on the dumps among ``files``."""
    dumps = [(head, body) for file in files for head, body in [split(file.read_text(encoding="utf-8"))] if head]
    pages = [
        f"<html><head><title>{head.split(chr(39))[1]}</title></head><body><article>{body}</article></body></html>"
        for head, body in dumps
    ]
    extract(pages[0])
    began = time.process_time()
    for page in pages:
        extract(page)
    return (time.process_time() - began) / len(pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--peer-pages", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "pages")
        files = write_pages(folder, options.pages)
        crawl = replay(folder, Path(name, "items.jsonl")) / len(files)
        items = Path(name, "items.jsonl").read_bytes().count(b"\n")
        least = floor(files) / len(files)
        print(f"{len(files)} pages, {items} items")
        print(f"{'':18}{'CPU ms/page':>12}{'x floor':>9}{'our pages/s are':>18}")
        print(f"{'floor':18}{least * 1e3:12.3f}{1:9.2f}")
        print(f"{'scrapy crawl':18}{crawl * 1e3:12.3f}{crawl / least:9.2f}")
        for peer, extract in peers().items():
            each = peer_time(extract, files[: options.peer_pages])
            print(f"{peer:18}{each * 1e3:12.3f}{each / least:9.2f}{each / crawl:15.1f} x")


if __name__ == "__main__":
    main()
