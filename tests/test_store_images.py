"""Real replays with IMAGES: what is fetched, taken from beside the pages, stored, folded and counted."""

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.made_archives import record, warc_of, zipped
from tests.made_pictures import bomb, drawn, file_of
from tests.processes import ENVIRONMENT, run, start
from tests.recorded_site import Server, answer, redirect, served
from tests.support import saved_dump
from tests.test_replay import Run

FAST = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "HTTPPROXY_ENABLED=0", "-s", "RETRY_ENABLED=0"]
LOCAL = [*FAST, "-s", "IMAGES_FROM_PRIVATE_HOSTS=1", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8"]
OUTPUT = ["-O", "items.jsonl", "-s", "IMAGES=store", "-s", "DUPLICATES=off"]
SCENE, OTHER = drawn(1, 640, 480), drawn(2, 640, 480)
LARGE, SMALL, ANOTHER = file_of(SCENE), file_of(SCENE.resize((320, 240)), quality=60), file_of(OTHER, "PNG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
REASONS = {
    "/missing.jpg": "status 404",
    "/page.jpg": "HTML or XML",
    "/drawing.svg": "SVG",
    "/hollow.jpg": "empty",
    "/half.jpg": "truncated",
    "/bomb.png": "too many pixels",
    "/large.jpg": "more than IMAGES_MAX_BYTES",
    "/to-file.jpg": "status 302",
    "/private/a.jpg": "Forbidden by robots.txt",
    "/cut.jpg": "truncated transfer",
}


def picture(data: bytes) -> bytes:
    return answer(data, Content_Type="image/jpeg")


def site(other: str) -> dict[str, list[bytes]]:
    return {
        "/robots.txt": [answer(b"User-agent: *\nDisallow: /private\n")],
        "/a.jpg": [picture(LARGE)],
        "/a-small.jpg": [picture(SMALL)],
        "/b.png": [picture(ANOTHER)],
        "/slow-b.png": [picture(ANOTHER)],
        "/moved.jpg": [redirect(f"{other}/elsewhere.jpg")],
        "/page.jpg": [answer(b"<!DOCTYPE html><html>please log in")],
        "/drawing.svg": [answer(SVG, Content_Type="image/svg+xml")],
        "/hollow.jpg": [picture(b"")],
        "/half.jpg": [picture(LARGE[: len(LARGE) // 2])],
        "/bomb.png": [picture(bomb())],
        "/large.jpg": [picture(LARGE + bytes(1_000_000))],
        "/held.jpg": [picture(LARGE)],
        "/to-file.jpg": [redirect("file:///etc/hostname")],
        "/private/a.jpg": [picture(LARGE)],
        "/cut.jpg": [answer(LARGE[:500], Content_Type="image/jpeg", Content_Length=str(len(LARGE)))],
    }


def page(*pictures: str, story: str = "桥修好了，人们走了过去。", more: str = "") -> bytes:
    """A dump whose images have these attributes, each in a paragraph of its own."""
    shown = "".join(f"<p>{story}{at}</p><p><img {each}></p>" for at, each in enumerate(pictures))
    return saved_dump(f"<div>{shown}<p>{story}{more}</p></div>")


def write(folder: Path, pages: Mapping[str, bytes]) -> Path:
    for name, data in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def stored_as(data: bytes, ending: str) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:2]}/{digest[2:]}.{ending}"


def files_in(store: Path) -> dict[str, bytes]:
    return {file.relative_to(store).as_posix(): file.read_bytes() for file in store.rglob("*") if file.is_file()}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with served({"/elsewhere.jpg": [picture(ANOTHER)]}) as other, served(site(other.base)) as server:
        yield server


@pytest.fixture(scope="module")
def fetched(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over pages whose pictures are fetched from a server, and one beside its page."""
    folder, base = tmp_path_factory.mktemp("fetched"), server.base
    copies = page(f'src="{base}/a-small.jpg"', f'src="{base}/b.png"', f'src="{base}/a.jpg"')
    pages = {
        "1-slow.txt": page(f'src="{base}/slow-b.png"', more="一"),
        "2-copies.txt": copies,
        "3-reasons.txt": page(*(f'src="{base}{path}"' for path in REASONS), more="三"),
        "4-moved.txt": page(f'src="{base}/moved.jpg"', more="四"),
        "5-beside.txt": page(f'src="5_files/x.jpg" data-original="{base}/never-asked.jpg"', more="五"),
        "5_files/x.jpg": LARGE,
        "6-none.txt": page(more="六"),
    }
    limits = ["-s", "IMAGES_MAX_BYTES=500000"]
    write(folder / "pages", pages)
    return Run(folder / "run", "crawl", "replay", "-a", "pages=../pages", *OUTPUT, *LOCAL, *limits)


def test_items_keep_the_order_of_the_pages(fetched: Run) -> None:
    assert [Path(path).name[0] for path in fetched.paths] == ["1", "2", "3", "4", "5", "6"]


def test_a_run_in_which_pictures_are_missing_is_good(fetched: Run) -> None:
    assert fetched.code == 0, fetched.out + fetched.err
    assert "Traceback" not in fetched.err


def test_every_picture_that_cannot_be_had_is_counted_with_its_reason(fetched: Run) -> None:
    rows = {line.strip().split("  ", 1)[1] for line in fetched.out.splitlines() if "not stored: " in line}
    assert rows == {f"not stored: {reason}" for reason in REASONS.values()}
    missing = {image["url"].rpartition("/")[2] for item in fetched.items for image in item["images"] if image["sha256"] is None}
    assert missing == {path.rpartition("/")[2] for path in REASONS}


def test_the_bytes_are_stored_once_as_they_came(fetched: Run) -> None:
    stored = files_in(fetched.folder / "store")
    links, index = stored.pop("near_copies.jsonl"), stored.pop("pictures.jsonl")
    assert sorted(json.loads(line)["sha256"] for line in index.splitlines()) == sorted(map(sha256, (LARGE, SMALL, ANOTHER)))
    assert stored == {stored_as(LARGE, "jpg"): LARGE, stored_as(SMALL, "jpg"): SMALL, stored_as(ANOTHER, "png"): ANOTHER}
    assert [json.loads(line) for line in links.splitlines()] == [{"best": sha256(LARGE), "near_copies": [sha256(SMALL)]}]


def test_near_copies_in_a_body_are_one_image_the_largest(fetched: Run, server: Server) -> None:
    item = fetched.items[1]
    first, second = item["images"]
    assert first["url"] == f"{server.base}/a.jpg"
    assert first["seen_as"] == [f"{server.base}/a-small.jpg", f"{server.base}/a.jpg"]
    assert (first["sha256"], first["near_copies"]) == (sha256(LARGE), [sha256(SMALL)])
    assert (first["width"], first["height"], first["bytes"]) == (640, 480, len(LARGE))
    assert (second["file"], second["media_type"]) == (stored_as(ANOTHER, "png"), "image/png")
    assert item["html"].count("<img") == 2
    assert item["html"].index("a.jpg") < item["html"].index("b.png")


def test_a_redirect_to_another_host_is_followed(fetched: Run) -> None:
    assert fetched.items[3]["images"][0]["sha256"] == sha256(ANOTHER)


def test_what_lies_beside_the_page_is_not_fetched(fetched: Run, server: Server) -> None:
    assert fetched.items[4]["images"][0]["sha256"] == sha256(LARGE)
    assert server.asked["/never-asked.jpg"] == server.asked["/private/a.jpg"] == 0
    assert server.asked["/a.jpg"] == 1


def test_a_saved_page_cannot_ask_a_private_host(server: Server, tmp_path: Path) -> None:
    by_name = server.base.replace("127.0.0.1", "localhost")
    write(tmp_path / "pages", {"a.txt": page(f'src="{server.base}/ssrf.jpg"', f'src="{by_name}/ssrf.jpg"')})
    run = Run(tmp_path / "run", "crawl", "replay", "-a", "pages=../pages", *OUTPUT, *FAST)
    assert run.code == 0, run.err
    assert "2  not stored: on a private host" in run.out
    assert server.asked["/ssrf.jpg"] == 0


def test_a_picture_that_takes_too_long_costs_the_picture(server: Server, tmp_path: Path) -> None:
    write(tmp_path / "pages", {"a.txt": page(f'src="{server.base}/held.jpg"')})
    arguments = ["crawl", "replay", "-a", "pages=../pages", *OUTPUT, *LOCAL]
    for seconds in (0.5, 10, 200):  # too few, on a slow machine, for robots.txt
        run = Run(tmp_path / f"{seconds}", *arguments, "-s", f"DOWNLOAD_TIMEOUT={seconds}")
        if "1  not stored: timeout" in run.out:
            break
    assert run.code == 0 and "1  not stored: timeout" in run.out, run.out + run.err


WARC_URL = "https://img.example.org/{}.jpg"
ARCHIVED = page(f'src="{WARC_URL.format("a")}"', f'src="{WARC_URL.format("b")}"', f'src="{WARC_URL.format("c")}"')
IN_ZIP = page(f'src="page_files/a.jpg" data-src="{WARC_URL.format("a")}"', f'src="{WARC_URL.format("c")}"', more="二")


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over a folder, a WARC and a zip with pictures, that fetches nothing."""
    folder = tmp_path_factory.mktemp("offline")
    records = [
        record("https://example.org/1", ARCHIVED),
        record(WARC_URL.format("a"), LARGE, Content_Type="image/jpeg"),
        record(WARC_URL.format("b"), SMALL, Content_Type="image/jpeg"),
    ]
    outside = page(f'src="../secret.jpg" data-src="{WARC_URL.format("d")}"', more="三")
    pages = {
        "a.warc.gz": warc_of(records, compressed=True),
        "b.zip": zipped({"page.txt": IN_ZIP, "page_files/a.jpg": ANOTHER}),
        "c/page.txt": outside,
    }
    write(folder, {"secret.jpg": LARGE, "pages/secret.jpg": LARGE})
    write(folder / "pages", pages)
    return Run(folder / "run", "crawl", "replay", "-a", "pages=../pages", *OUTPUT, "-s", "IMAGES_FETCH=0")


def test_pictures_of_archives_are_found_and_nothing_is_fetched(offline: Run) -> None:
    assert offline.code == 0, offline.out + offline.err
    in_warc, in_zip, beside = offline.items
    assert [image["sha256"] for image in in_warc["images"]] == [sha256(LARGE), None]
    assert in_warc["images"][0]["near_copies"] == [sha256(SMALL)]
    assert [image["sha256"] for image in in_zip["images"]] == [sha256(ANOTHER), None]
    assert [image["sha256"] for image in beside["images"]] == [None]
    assert "3  stored" in offline.out and "3  not stored: not saved with the page" in offline.out
    assert "5 pages = " not in offline.out and "3 pages = 3 items + 0 dropped + 0 failed: OK" in offline.out


def test_the_same_pages_give_the_same_items_again(offline: Run) -> None:
    before = files_in(offline.folder / "store")
    times = {file: file.stat().st_mtime_ns for file in (offline.folder / "store").glob("*/*")}
    feed = (offline.folder / "items.jsonl").read_bytes()
    arguments = ["crawl", "replay", "-a", "pages=../pages", *OUTPUT, "-s", "IMAGES_FETCH=0"]
    run(offline.folder, *arguments).check_returncode()
    assert (offline.folder / "items.jsonl").read_bytes() == feed
    assert files_in(offline.folder / "store") == before
    assert {file: file.stat().st_mtime_ns for file in times} == times


def test_a_run_that_is_stopped_goes_on_with_the_pictures_it_has(server: Server, tmp_path: Path) -> None:
    base = server.base
    pages = {f"{at:02d}.txt": page(f'src="{base}/a{"-small" * (at % 2)}.jpg"', more=f"第{at}天") for at in range(30)}
    pages["20.txt"] = page(f'src="{base}/held-b.png"', more="慢")
    server.answers = {**server.answers, "/held-b.png": [picture(ANOTHER)]}
    write(tmp_path / "pages", pages)
    arguments = ["crawl", "replay", "-a", "pages=../pages", *OUTPUT, *LOCAL]
    for name in ("whole", "stopped"):
        (tmp_path / name).mkdir()
    server.goes_on.set()
    run(tmp_path / "whole", *arguments).check_returncode()
    server.goes_on.clear()
    asked = server.asked["/held-b.png"]
    stopped = start(tmp_path / "stopped", *arguments)
    while server.asked["/held-b.png"] == asked and stopped.poll() is None:
        time.sleep(0.02)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.says("Received SIGTERM")
    server.goes_on.set()
    assert "RESUME=1" in stopped.communicate()[1]
    assert stopped.returncode == 1 and not (tmp_path / "stopped" / "items.jsonl").exists()
    resumed = run(tmp_path / "stopped", *arguments, "-s", "RESUME=1")
    assert resumed.returncode == 0 and "were done by the run before" in resumed.stdout, resumed.stdout + resumed.stderr
    for file in ("items.jsonl", "store/near_copies.jsonl"):
        assert (tmp_path / "stopped" / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()
    assert files_in(tmp_path / "stopped" / "store") == files_in(tmp_path / "whole" / "store")


def test_a_folder_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    pages = {"1.txt": page(more="一"), "2.txt": page(f'src="x.jpg" data-src="{WARC_URL}"', more="二"), "x.jpg": LARGE}
    write(tmp_path / "pages", pages)
    (tmp_path / "file").write_bytes(b"in the way")
    arguments = ["-O", "items.jsonl", "-s", "IMAGES=../file", "-s", "IMAGES_FETCH=0"]
    run = Run(tmp_path / "run", "crawl", "replay", "-a", "pages=../pages", *arguments)
    assert run.code == 1
    assert "stopped before its end: pictures_not_writable" in run.out and "to resume the run" in run.err
    assert not (tmp_path / "run" / "items.jsonl").exists()


def test_without_images_nothing_that_knows_pictures_is_loaded(tmp_path: Path) -> None:
    code = """
import atexit, sys
is_of_pictures = lambda name: name.partition(".")[0] == "PIL" or name.startswith("crawler.images.stored")
atexit.register(lambda: print(list(filter(is_of_pictures, sys.modules))))
sys.argv = ["scrapy", "crawl", "replay"]
from scrapy.cmdline import execute
execute()
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert ended.returncode == 0 and ended.stdout.splitlines()[-1] == "[]", ended.stdout + ended.stderr


def test_without_pillow_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "PIL").mkdir()
    (tmp_path / "PIL" / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'PIL'\", name='PIL')\n")
    environment: dict[str, Any] = ENVIRONMENT | {"PYTHONPATH": f"{tmp_path}:{ENVIRONMENT['PYTHONPATH']}"}
    ended = run(tmp_path, "crawl", "replay", "-s", "IMAGES=store", environment=environment)
    assert ended.returncode == 2 and 'pip install -e ".[images]"' in ended.stderr, ended.stderr


def test_near_copies_are_found_across_runs(tmp_path: Path) -> None:
    """The runs in either order give the same files; a line that is damaged is told and costs nothing else."""
    shown = f'src="x.jpg" data-src="{WARC_URL}"'
    write(tmp_path / "large", {"1.txt": page(shown, more="一"), "x.jpg": LARGE})
    write(tmp_path / "small", {"2.txt": page(shown, more="二"), "x.jpg": SMALL})
    written = []
    for runs in (("large", "small"), ("small", "large")):
        store, links = tmp_path / "-".join(runs) / "store", []
        for name in runs:
            arguments = ["-O", "items.jsonl", "-s", f"IMAGES={store}", "-s", "IMAGES_FETCH=0", "-a", f"pages={tmp_path / name}"]
            run = Run(tmp_path / f"{runs[0]}-first-{name}", "crawl", "replay", *arguments)
            assert run.code == 0, run.err
            links.append([json.loads(line) for line in (store / "near_copies.jsonl").read_text("utf-8").splitlines()])
            written.append((store / "pictures.jsonl").read_bytes())
            (store / "pictures.jsonl").write_bytes(written[-1] + b'{"path": 1}\n')
        assert links == [[], [{"best": sha256(LARGE), "near_copies": [sha256(SMALL)]}]]
        assert "pictures.jsonl, line 2 is skipped" in run.err
    assert written[1] == written[3] != written[0]
