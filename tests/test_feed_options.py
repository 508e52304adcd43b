"""Feeds that cannot be written as they are asked for are refused before the first page, with the reason."""

import bz2
import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.utils.misc import load_object

from crawler.feeds.checks import check_feed
from crawler.feeds.compression import close_plugins
from crawler.files.compressed import zstd
from crawler.settings import FEED_EXPORTERS

BZIP2 = "scrapy.extensions.postprocessing.Bz2Plugin"
GZIP, ZSTD = "crawler.feeds.compression.GzipPlugin", "crawler.feeds.compression.ZstdPlugin"


def refused(form: str, there: Path | str = "items", **options: Any) -> str:
    """Why a feed is refused; empty if it is not."""
    try:
        check_feed(
            str(there), {"format": form, "encoding": "utf-8", "indent": None, **options}, load_object(FEED_EXPORTERS[form])
        )
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("form", "options", "said"),
    [
        ("jsonl", {"overwite": True}, 'unknown option of a feed "overwite": did you mean overwrite?'),
        ("jsonl", {"gzip_compreslevel": 1}, "did you mean gzip_compresslevel?"),
        ("jsonl", {"overwrite": "false"}, "overwrite must be true or false, not 'false'"),
        ("json", {"indent": "2"}, "indent must be a whole number from 0 on, not '2'"),
        ("json", {"indent": -1}, "indent must be a whole number from 0 on, not -1"),
        ("xml", {"indent": True}, "indent must be a whole number from 0 on, not True"),
        ("jsonl", {"fields": "id"}, "fields must be a list of names"),
        ("jsonl", {"batch_item_count": -2}, "batch_item_count must be a whole number"),
        ("csv", {"encoding": "ascii"}, "ascii has no Chinese characters, which csv cannot write otherwise"),
        ("txt", {"encoding": "cp1252"}, "cp1252 has no Chinese characters"),
        ("txt", {"item_export_kwargs": {"errors": "bogus"}}, "unknown error handler name 'bogus'"),
        ("txt", {"item_export_kwargs": {"separator": "x"}}, "a separator is one line of two characters or more"),
        ("atom", {"item_export_kwargs": {"titel": "x"}}, "Unexpected options: titel"),
        ("jsonl", {"postprocessing": ["crawler.nothing"]}, "doesn't define any object named 'nothing'"),
        ("jsonl", {"postprocessing": [GZIP], "gzip_compresslevel": 99}, "cannot be written with these options"),
        ("txt", {"postprocessing": [ZSTD], "zstd_level": 99}, "illegal compression level 99"),
        ("jsonl", {"item_classes": ["no.such.Item"]}, "No module named 'no'"),
        ("db", {"uri_params": "crawler.nothing"}, "uri_params: Module 'crawler' doesn't define any object named 'nothing'"),
        ("db", {"batch_item_count": 2}, "the batches of a feed are told apart by %(batch_id)d or %(batch_time)s in its name"),
        ("postgresql", {}, "postgresql is written to postgresql only"),
    ],
)
def test_options_that_no_feed_can_have(form: str, options: dict[str, Any], said: str) -> None:
    assert said in refused(form, **options)


@pytest.mark.parametrize("form", [form for form in FEED_EXPORTERS if form != "postgresql"])
def test_every_format_can_be_written_as_it_is(form: str) -> None:
    assert refused(form) == ""


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("jsonl", {"encoding": "ascii"}),
        ("atom", {"encoding": "ascii"}),
        ("csv", {"encoding": "ascii", "item_export_kwargs": {"errors": "replace"}}),
        ("txt", {"encoding": "gbk"}),
        ("xml", {"indent": 2}),
        ("jsonl", {"of_a_plugin_of_mine": 3}),
        ("parquet", {"item_classes": ["crawler.items.Thread"]}),
        ("jsonl", {"uri_params": lambda params, spider: params}),
    ],
)
def test_what_looks_odd_and_can_be_written(form: str, options: dict[str, Any]) -> None:
    assert refused(form, **options) == ""


@pytest.mark.parametrize("chain", [[GZIP, BZIP2], [BZIP2, GZIP], [ZSTD, BZIP2], [BZIP2, ZSTD], [GZIP, ZSTD, BZIP2]])
def test_all_plugins_of_a_chain_are_finished(chain: list[str]) -> None:
    file = BytesIO()
    manager = PostProcessingManager(chain, file, {})
    manager.write(b"words" * 1000)
    close_plugins(manager)
    manager.close()  # as Scrapy does
    data = file.getvalue()
    for plugin in reversed(chain):
        data = {GZIP: gzip.decompress, BZIP2: bz2.decompress, ZSTD: zstd.decompress}[plugin](data)
    assert data == b"words" * 1000


def test_a_database_takes_its_own_format_alone() -> None:
    assert "a postgresql:// feed has the format postgresql, not jsonl" in refused("jsonl", "postgresql://h/d")
    assert refused("postgresql", "postgresql://h/d") == ""


@pytest.mark.parametrize("place", ["stdout:", "s3://bucket/items"])
def test_folders_are_local(place: str) -> None:
    assert "md is written to a local folder only" in refused("md", place)


@pytest.mark.parametrize(
    ("before", "encoding", "said"),
    [
        ("utf-8", "utf-16", "in another encoding"),
        ("utf-16", "utf-8", "in another encoding"),
        ("utf-16-be", "utf-32", "in another encoding"),
        ("utf-16", "utf-16", ""),
        ("utf-8", "utf-8-sig", ""),
        ("utf-8-sig", "utf-8", ""),
    ],
)
def test_text_is_appended_in_the_encoding_that_is_there(tmp_path: Path, before: str, encoding: str, said: str) -> None:
    (tmp_path / "items").write_text("{}\n", before)
    found = refused("jsonl", tmp_path / "items", encoding=encoding)
    assert said in found and bool(said) == bool(found)


def test_a_byte_order_mark_is_not_written_amid_what_is_compressed(tmp_path: Path) -> None:
    (tmp_path / "items").write_bytes(gzip.compress("{}\n".encode("utf-16")))
    appended = {"postprocessing": [GZIP]}
    assert "utf-16, which begins with a mark" in refused("jsonl", tmp_path / "items", encoding="utf-16", **appended)
    assert refused("jsonl", tmp_path / "items", encoding="utf-8", **appended) == ""
    assert refused("jsonl", tmp_path / "items", encoding="utf-16", overwrite=True, **appended) == ""
