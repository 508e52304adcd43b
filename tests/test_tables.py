"""Tables with pages in a column: JSON Lines, CSV and Parquet, whole and damaged."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.pages import Found, Limits, Lost, SavedPage, count_pages, is_archive, saved_pages
from crawler.pages._columns import Columns
from crawler.pages._json_values import as_lines
from crawler.pages._rows import captured_at
from crawler.runs.batch.shard import page_digest
from crawler.runs.journal.entries import PageRead
from crawler.spiders.replay import ReplaySpider
from tests.made_archives import tarred, write, zipped, zstd_compress
from tests.test_archives import outcome

COLUMNS = Limits(columns=Columns("html", "url", "time"))
ROWS: list[dict[str, Any]] = [
    {"url": f"https://news.example.com/{number}", "html": f'<html>\n<p title="第“{number}”页">正文, {number}。</p>\n</html>',
     "time": "2021-07-28T18:50:17+08:00", "n": number}
    for number in range(1, 6)
]  # fmt: skip


def as_json(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_csv(rows: list[dict[str, Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def as_parquet(rows: list[dict[str, Any]], row_group_size: int = 2) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file, row_group_size=row_group_size, compression="NONE", write_page_checksum=True)
    return file.getvalue()


TABLES: Mapping[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "json": as_json,
    "json.gz": lambda rows: gzip.compress(as_json(rows)),
    "json.zst": lambda rows: zstd_compress(as_json(rows)),
    "csv": as_csv,
    "csv.gz": lambda rows: gzip.compress(as_csv(rows)),
    "tsv": lambda rows: as_csv(rows, "\t"),
    "csv with bars": lambda rows: as_csv(rows, "|"),
    "csv with a mark": lambda rows: as_csv(rows, ";", "utf-8-sig"),
    "parquet": as_parquet,
}


def all_found(folder: Path, data: bytes, limits: Limits = COLUMNS, name: str = "a") -> list[Found]:
    write(folder, name, data)
    return list(saved_pages(name, folder, limits))


def outcomes(folder: Path, data: bytes, limits: Limits = COLUMNS, name: str = "a") -> dict[str, bytes | str]:
    return {one.path: outcome(one) for one in all_found(folder, data, limits, name)}


def expected(rows: list[dict[str, Any]] = ROWS) -> dict[str, bytes | str]:
    return {f"a!/{number}": row["html"].encode() for number, row in enumerate(rows, 1)}


@pytest.mark.parametrize("kind", TABLES)
def test_every_row_is_a_page_with_its_url_and_time(tmp_path: Path, kind: str) -> None:
    pages = all_found(tmp_path, TABLES[kind](ROWS))
    assert {page.path: outcome(page) for page in pages} == expected()
    assert all(isinstance(page, SavedPage) and page.content_type == "text/html; charset=utf-8" for page in pages)
    assert [page.url for page in pages if isinstance(page, SavedPage)] == [row["url"] for row in ROWS]
    assert {page.captured for page in pages if isinstance(page, SavedPage)} == {"2021-07-28T18:50:17+08:00"}
    assert list(count_pages("a", tmp_path, COLUMNS)) == [None]
    assert is_archive(str(tmp_path / "a"), COLUMNS)


def as_utf_16(data: bytes, codec: str = "utf-16") -> bytes:
    return data.decode().encode(codec)


@pytest.mark.parametrize(
    "data",
    [
        *(as_utf_16(table, codec) for table in (as_csv(ROWS), as_json(ROWS)) for codec in ("utf-16", "utf-16-le", "utf-16-be")),
        as_utf_16(as_csv(ROWS), "utf-32"),
        as_utf_16(as_csv(ROWS, "\t")),
        gzip.compress(as_utf_16(as_csv(ROWS))),
        as_json(ROWS).decode().encode("gb18030"),
        as_json(ROWS).replace(b"\n", b"\r"),
        as_csv(ROWS).replace(b"\r\n", b"\r"),
        *(said + as_csv(ROWS, ";") for said in (b"sep=;\r\n", b"SEP=;\n", b'"sep=;"\r\n', b"\xef\xbb\xbfsep=;\r\n")),
        as_utf_16(b"sep=,\r\n" + as_csv(ROWS)),
        *(above + as_csv(ROWS) for above in (b"\r\n", b"\n \n", b",,,\r\n", b"\xef\xbb\xbf\r\n", b"\r\nsep=,\n", b"sep=,\n\r\n")),
        b"\t\t\n" + as_csv(ROWS, "\t"),
        as_utf_16(b"\r\n" + as_csv(ROWS)),
        gzip.compress(b"\r\n" + as_csv(ROWS)),
        *(marks * b"\xef\xbb\xbf" + table for marks in (2, 3) for table in (as_csv(ROWS), as_csv(ROWS, "\t"), as_json(ROWS))),
        b"\xef\xbb\xbf" * 2 + json.dumps(ROWS, indent=1).encode(),
        ("\ufeff" + as_csv(ROWS).decode()).encode("utf-16"),
        as_csv(ROWS).replace(b"n\r\n", b'"n,\r\nnumber"\r\n', 1),
        as_csv(ROWS).replace(b"html", b'"html\r\n"', 1),
        *(table + b"\x1a" for table in (as_csv(ROWS), as_json(ROWS), as_json(ROWS).rstrip(), json.dumps(ROWS).encode())),
        gzip.compress(as_json(ROWS) + b"\x1a"),
        as_utf_16(as_json(ROWS) + b"\x1a"),
        *(as_json(ROWS).replace(b'"n": 1', b'"n": %s' % number) for number in (b"9" * 6000, b"-" + b"9" * 6000, b'"\t"')),
    ],
    ids=range(45),
)
def test_a_table_as_a_spreadsheet_writes_it(tmp_path: Path, data: bytes) -> None:
    found = all_found(tmp_path, data)
    html = {one.path: outcome(one) for one in found}
    assert {path: said.replace(b"\r", b"\n") if isinstance(said, bytes) else said for path, said in html.items()} == expected()


@pytest.mark.parametrize("kind", TABLES)
def test_one_row_is_read_by_its_path(tmp_path: Path, kind: str) -> None:
    write(tmp_path, "a", TABLES[kind](ROWS))
    [page] = saved_pages("a!/3", tmp_path, COLUMNS)
    assert outcome(page) == ROWS[2]["html"].encode()


@pytest.mark.parametrize("kind", TABLES)
def test_a_row_without_a_page_is_told_and_nothing_else_is_lost(tmp_path: Path, kind: str) -> None:
    rows = [*ROWS[:2], ROWS[2] | {"html": ""}, *ROWS[3:]]
    found = outcomes(tmp_path, TABLES[kind](rows))
    assert found == expected() | {"a!/3": "ArchiveError: no page in this row: html is empty"}


@pytest.mark.parametrize("kind", TABLES)
def test_a_column_that_there_is_not_is_told(tmp_path: Path, kind: str) -> None:
    found = all_found(tmp_path, TABLES[kind](ROWS), Limits(columns=Columns("html", "link")))
    assert [outcome(one) for one in found if isinstance(one, SavedPage)] == list(expected().values())
    [lost] = [one for one in found if isinstance(one, Lost)]
    assert (lost.pages, lost.size) == (0, 0) and "column link" in lost.reason


@pytest.mark.parametrize("kind", TABLES)
def test_a_column_in_which_no_row_says_what_it_should_is_told(tmp_path: Path, kind: str) -> None:
    rows = [row | {"url": "news.example.com/1", "time": "2021-07-28 18:50:17"} for row in ROWS]
    found = all_found(tmp_path, TABLES[kind](rows))
    assert [outcome(one) for one in found if isinstance(one, SavedPage)] == list(expected().values())
    [lost] = [one for one in found if isinstance(one, Lost)]
    assert (lost.pages, lost.size) == (0, 0)
    assert "an http or https URL in the column url" in lost.reason and "a time with its zone in the column time" in lost.reason
    some = [rows[0], ROWS[1], *([row | {"url": "", "time": ""} for row in ROWS[2:]])]
    assert not [one for one in all_found(tmp_path, TABLES[kind](some)) if isinstance(one, Lost)]
    none = [row | {"url": "", "time": ""} for row in ROWS]
    assert not [one for one in all_found(tmp_path, TABLES[kind](none)) if isinstance(one, Lost)], "that none is known is no slip"


@pytest.mark.parametrize("kind", ["json", "parquet"])
def test_a_column_of_pages_that_there_is_not_is_told(tmp_path: Path, kind: str) -> None:
    told = outcomes(tmp_path, TABLES[kind](ROWS), Limits(columns=Columns("body")))
    assert all("no column body" in str(one) and "there are url, html, time, n" in str(one) for one in told.values())
    assert list(told) == (["a"] if kind == "parquet" else [f"a!/{number}" for number in range(1, 6)])


def test_a_table_says_how_it_would_be_read(tmp_path: Path) -> None:
    names = "(there are url, html, time, n)"
    asked = f"ArchiveError: JSON: html=COLUMN names the column that holds pages {names}"
    assert outcomes(tmp_path, as_json(ROWS), Limits()) == {"a": asked}
    table = f"ArchiveError: a table: html=COLUMN names the column that holds pages {names}"
    assert outcomes(tmp_path, as_csv(ROWS), Limits(), "b.csv") == {"b.csv": table}
    assert outcomes(tmp_path, as_csv(ROWS, "\t"), Limits(), "b.tsv") == {"b.tsv": table}
    parquet = f"ArchiveError: a Parquet table: html=COLUMN names the column that holds pages {names}"
    assert outcomes(tmp_path, as_parquet(ROWS), Limits()) == {"a": parquet}
    assert outcomes(tmp_path, as_csv(ROWS), Limits(columns=Columns("body")), "b.csv") == {
        "b.csv": f"ArchiveError: no column body {names}"
    }


def test_other_json_is_told(tmp_path: Path) -> None:
    other = {"a": "ArchiveError: JSON without objects that could be pages: JSON Lines and lists of objects are read"}
    for limits in (Limits(), COLUMNS):
        for value in (["<p>一</p>"], [[1, 2]]):
            assert outcomes(tmp_path, json.dumps(value).encode(), limits) == other


LAYOUTS: list[dict[str, Any]] = [
    {},
    {"indent": 0},
    {"indent": 1},
    {"indent": "\t"},
    {"separators": (",", ":")},
    {"ensure_ascii": False},
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_objects_is_a_table(tmp_path: Path, layout: dict[str, Any], encoding: str) -> None:
    found = all_found(tmp_path, json.dumps(ROWS, **layout).encode(encoding), COLUMNS)
    assert {one.path: outcome(one) for one in found} == expected()


def test_objects_on_several_lines_are_a_table(tmp_path: Path) -> None:
    for between in ("", "\n", "\r\n\n"):
        found = all_found(tmp_path, between.join(json.dumps(row, indent=2) for row in ROWS).encode(), COLUMNS)
        assert [outcome(one) for one in found] == list(expected().values())


@given(
    st.lists(st.dictionaries(st.text(max_size=3), st.recursive(st.text() | st.integers(), st.lists, max_leaves=5)), min_size=1),
    st.data(),
)
def test_a_list_gives_its_objects_wherever_it_is_parted(rows: list[dict[str, Any]], data: st.DataObject) -> None:
    text = json.dumps(rows, indent=data.draw(st.sampled_from([None, 0, 2]))).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    parts = [text[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    made = b"".join(part for part in as_lines(iter(parts)) if isinstance(part, bytes))
    assert [json.loads(line) for line in made.splitlines() if line.strip()] == rows


@pytest.mark.parametrize("text", ["{\n  color: red;\n}\n<p>words</p>", "[{x}] words", "{\n", "[\n{% block %}<p>words</p>"])
def test_what_only_begins_like_an_object_is_a_page(tmp_path: Path, text: str) -> None:
    assert outcomes(tmp_path, text.encode()) == {"a": text.encode()}


def test_a_list_that_is_cut_off_loses_its_last_object_by_name(tmp_path: Path) -> None:
    text = json.dumps(ROWS)
    for cut in (text[:-1], text[:-2], text[: -len(json.dumps(ROWS[-1])) // 2]):
        *rows, lost = all_found(tmp_path, cut.encode(), COLUMNS)
        assert isinstance(lost, Lost) and lost.reason == "cut off: the JSON does not end" and lost.pages is None
        assert [outcome(one) for one in rows] == list(expected().values())[: len(ROWS) - (cut != text[:-1])]


@pytest.mark.parametrize("write_table", [as_json, as_parquet])
def test_a_column_may_be_a_field_of_a_record(tmp_path: Path, write_table: Callable[[list[dict[str, Any]]], bytes]) -> None:
    rows = [{"page": {"html": row["html"], "of": {"url": row["url"]}}, "time": row["time"]} for row in ROWS]
    limits = Limits(columns=Columns("page.html", "page.of.url", "time"))
    found = all_found(tmp_path, write_table(rows), limits)
    assert {one.path: outcome(one) for one in found} == expected()
    assert [one.url for one in found if isinstance(one, SavedPage)] == [row["url"] for row in ROWS]
    missing = all_found(tmp_path, write_table(rows), Limits(columns=Columns("page.html", "page.url")))
    assert [one.pages for one in missing if isinstance(one, Lost)] == [0]
    assert "no column page.body" in str(outcome(all_found(tmp_path, write_table(rows), Limits(columns=Columns("page.body")))[0]))


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    table = b"html,url,url\r\n<p>1</p>,https://news.example.com/1,https://news.example.com/2\r\n"
    page, lost = sorted(all_found(tmp_path, table, Limits(columns=Columns("html", "url"))), key=str, reverse=True)
    assert outcome(page) == b"<p>1</p>" and isinstance(lost, Lost) and "2 columns url" in lost.reason


def test_two_columns_of_pages_are_read_where_they_agree(tmp_path: Path) -> None:
    table = b"html,n,html\r\n<p>1</p>,1,<p>1</p>\r\n,2,<p>2</p>\r\n<p>3</p>,3, \r\n<p>4</p>,4,<p>5</p>\r\n,5,\r\n"
    assert list(outcomes(tmp_path, table, Limits(columns=Columns("html"))).values()) == [
        *(b"<p>1</p>", b"<p>2</p>", b"<p>3</p>"),
        "ArchiveError: 2 columns html hold different pages",
        "ArchiveError: no page in this row: html is empty",
    ]


def test_what_a_column_holds_beside_text(tmp_path: Path) -> None:
    rows = [
        {"html": 3},
        {"html": None},
        {"html": ["<p>"]},
        {"html": "<p>\ud800</p>"},
        {"html": "<p>\u4e00</p>", "x": float("nan")},
    ]
    told = list(
        outcomes(tmp_path, "".join(json.dumps(row) + "\n" for row in rows).encode(), Limits(columns=Columns("html"))).values()
    )
    assert told[:3] == [
        "ArchiveError: no page in this row: html is no text but int",
        "ArchiveError: no page in this row: html is empty",
        "ArchiveError: no page in this row: html is no text but list",
    ]
    assert told[3:] == [b"<p>\xed\xa0\x80</p>", "<p>一</p>".encode()]


def test_bytes_stay_what_they_are(tmp_path: Path) -> None:
    html = "<meta charset=gbk><p>正文</p>".encode("gbk")
    [page] = all_found(tmp_path, as_parquet([{"html": html}]), Limits(columns=Columns("html")))
    assert isinstance(page, SavedPage) and (page.read(), page.content_type) == (html, None)
    data = as_csv([{"网页": "<p>正文、“引”</p>", "x": "1"}], encoding="gb18030")
    [page] = all_found(tmp_path, data, Limits(columns=Columns("网页")))
    assert isinstance(page, SavedPage) and (page.read(), page.content_type) == ("<p>正文、“引”</p>".encode("gb18030"), None)


def test_a_damaged_row_of_json_costs_that_row(tmp_path: Path) -> None:
    lines = as_json(ROWS).splitlines(keepends=True)
    lines[1] = lines[1][:50] + b"\n"
    lines[4] = lines[4][:60]
    damaged = "DamagedError: damaged: no whole line of JSON"
    assert outcomes(tmp_path, b"".join(lines)) == expected() | {"a!/2": damaged, "a!/5": damaged}


@pytest.mark.parametrize("pack", [gzip.compress, zstd_compress])
@pytest.mark.parametrize("write_table", [as_json, as_csv])
def test_a_table_whose_compression_is_cut_off(tmp_path: Path, pack: Callable[[bytes], bytes], write_table: Any) -> None:
    packed = pack(write_table(ROWS * 40))
    write(tmp_path, "a", packed[: len(packed) - 9])
    *pages, last = [outcome(one) for one in saved_pages("a", tmp_path, COLUMNS)]
    assert "cut off" in str(last) and str(last).startswith(("Lost: None", "DamagedError"))
    assert all(page == ROWS[number % 5]["html"].encode() for number, page in enumerate(pages))


def test_a_table_in_two_members_loses_what_is_damaged(tmp_path: Path) -> None:
    first, second = bytearray(gzip.compress(as_csv(ROWS))), gzip.compress(as_csv(ROWS[:2]).partition(b"\r\n")[2])
    first[-6] ^= 1
    found = all_found(tmp_path, bytes(first) + second)
    assert any(isinstance(one, Lost) for one in found)
    pages = [outcome(one) for one in found if isinstance(one, SavedPage)]
    assert pages == [row["html"].encode() for row in (*ROWS, ROWS[1])], "the row that begins behind the damage may be a rest"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b'https://x.example.com/,"<p>a"b</p>",1,2\r\n', "DamagedError: damaged: ',' expected after '\"'"),
        (b"https://x.example.com/,<p>a</p>\r\n", "DamagedError: cut off: 2 columns where the first row has 4"),
        (b"https://x.example.com/,<p>,</p>,1,2\r\n", "DamagedError: damaged: 5 columns where the first row has 4"),
    ],
)
def test_a_damaged_row_of_csv_costs_that_row(tmp_path: Path, row: bytes, reason: str) -> None:
    whole = as_csv(ROWS)
    at = whole.index(b"https://news.example.com/3")
    found = outcomes(tmp_path, whole[:at] + row + whole[at:])
    assert list(found.values()) == [*list(expected().values())[:2], reason, *list(expected().values())[2:]]


def test_a_quotation_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    whole = as_csv(ROWS)
    found = outcomes(tmp_path, whole[: whole.rindex(b"</html>")])
    assert found == expected() | {"a!/5": "DamagedError: cut off: a quotation mark is not closed"}
    limits = Limits(400, columns=COLUMNS.columns)
    open_quote = whole.replace(b'/2,"', b'/2,"x"", ')
    told = list(outcomes(tmp_path, open_quote + b"x" * 500 + b"\r\n" + whole.partition(b"\r\n")[2], limits).values())
    assert told[0] == ROWS[0]["html"].encode() and any("PageTooLargeError" in str(one) or "Lost" in str(one) for one in told)
    assert told[-1] == ROWS[-1]["html"].encode()


def test_a_row_that_is_too_large_costs_that_row(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ROWS[2] | {"html": "<p>" + "x" * 1000}, *ROWS[3:]]
    limits = Limits(page_bytes=300, columns=COLUMNS.columns)
    for kind in ("json", "csv", "parquet"):
        found = outcomes(tmp_path, TABLES[kind](rows), limits)
        assert found == expected() | {"a!/3": "PageTooLargeError: larger than MAX_PAGE_BYTES = 300"}, kind


def test_a_damaged_row_group_costs_its_rows(tmp_path: Path) -> None:
    whole = bytearray(as_parquet(ROWS))
    whole[whole.index("“3”".encode()) + 20] ^= 1
    found = all_found(tmp_path, bytes(whole))
    assert {page.path: outcome(page) for page in found if isinstance(page, SavedPage)} == {
        path: html for path, html in expected().items() if path not in {"a!/3", "a!/4"}
    }
    [lost] = [one for one in found if isinstance(one, Lost)]
    assert lost.pages == 2 and lost.reason.startswith("damaged: ")


def test_a_parquet_file_that_is_cut_off_is_lost(tmp_path: Path) -> None:
    [lost] = all_found(tmp_path, as_parquet(ROWS)[:-30])
    assert isinstance(lost, Lost) and lost.pages is None and lost.size > 0


def test_a_folder_may_hold_pages_beside_tables(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", as_csv(ROWS))
    write(tmp_path, "b.html", b"<html><p>{}</p></html>")
    write(tmp_path, "c.md", b"\n---\ntitle: x\n---\n<p>1</p>")
    found = {one.path: outcome(one) for one in saved_pages(".", tmp_path, COLUMNS)}
    assert len(found) == 7 and found["b.html"] == b"<html><p>{}</p></html>" and str(found["c.md"]).startswith("b")


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2021-07-28T18:50:17+08:00", "2021-07-28T18:50:17+08:00"),
        ("2021-07-28 10:50:17.123Z", "2021-07-28T10:50:17+00:00"),
        ("2021-07-28 10:50:17", None),
        ("20210728105017", "2021-07-28T10:50:17+00:00"),
        ("20211428105017", None),
        ("1627469417", "2021-07-28T10:50:17+00:00"),
        (1627469417, "2021-07-28T10:50:17+00:00"),
        (1627469417.9, "2021-07-28T10:50:17+00:00"),
        (1627469417123, "2021-07-28T10:50:17+00:00"),
        (10**30, None),
        (float("nan"), None),
        (True, None),
        ("Wed, 28 Jul 2021 10:50:17 GMT", "2021-07-28T10:50:17+00:00"),
        ("2021-07-28 10:50:17 UTC", "2021-07-28T10:50:17+00:00"),
        ("2021-07-28 18:50:17.5 +0800", "2021-07-28T18:50:17+08:00"),
        ("2021-07-28 18:50:17 CST", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_when_a_row_was_captured(value: object, instant: str | None) -> None:
    assert captured_at(value) == instant


@pytest.mark.parametrize("kind", TABLES)
def test_tables_in_archives_are_read(tmp_path: Path, kind: str) -> None:
    table = TABLES[kind](ROWS)
    write(tmp_path, "a.zip", zipped({"x/t": table, "p.html": b"<html><p>1"}))
    write(tmp_path, "b.tar", tarred({"t": table}))
    found = {one.path: outcome(one) for one in saved_pages(".", tmp_path, COLUMNS)}
    assert found.pop("a.zip!/p.html") == b"<html><p>1"
    rows = {path.removeprefix("a"): html for path, html in expected().items()}
    assert found == {f"{archive}{path}": html for archive in ("a.zip!/x/t", "b.tar!/t") for path, html in rows.items()}


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_large_table_in_a_zip_is_read_from_where_it_stands(tmp_path: Path, kind: str) -> None:
    limits = Limits(page_bytes=300, ratio=1000, columns=COLUMNS.columns)
    data = bytearray(zipped({"t": TABLES[kind](ROWS * 20)}))
    write(tmp_path, "a.zip", bytes(data))
    assert [outcome(one) for one in saved_pages("a.zip", tmp_path, limits)] == [row["html"].encode() for row in ROWS * 20]
    at = data.rindex(b"PK\x01\x02") + 16
    data[at] ^= 1
    write(tmp_path, "a.zip", bytes(data))
    *_, last = [outcome(one) for one in saved_pages("a.zip", tmp_path, limits)]
    assert str(last).startswith("Lost: None") or str(last).startswith("DamagedError")


FIELDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30)


@given(st.lists(st.tuples(FIELDS, FIELDS), min_size=1, max_size=5), st.sampled_from(["json", "csv", "tsv"]))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], kind: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    table = TABLES[kind]([{"x": other, "html": "<" + html} for other, html in rows])
    found = outcomes(folder, table, Limits(columns=Columns("html")))
    assert list(found.values()) == [("<" + html).encode() for _, html in rows]


@given(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 30), st.sampled_from([*TABLES]))
def test_damage_is_told_and_costs_what_is_damaged(
    tmp_path_factory: pytest.TempPathFactory, at: int, junk: bytes, gone: int, kind: str
) -> None:
    """At most the rows that the damage is in are missing, and then something is told."""
    whole = TABLES[kind](ROWS)
    at %= len(whole)
    found = all_found(tmp_path_factory.getbasetemp(), whole[:at] + junk + whole[at + gone :])
    came = [outcome(one) for one in found]
    missing = [row["html"] for row in ROWS if row["html"].encode() not in came]
    told = [one for one in came if isinstance(one, str)]
    changed = [one for one in came if isinstance(one, bytes) and one.decode("utf-8", "replace") not in {r["html"] for r in ROWS}]
    assert not missing or told or changed


def test_arguments_of_the_spider_are_settings() -> None:
    crawler = Crawler(ReplaySpider, Settings({"URL_COLUMN": "link"}))
    spider = ReplaySpider.from_crawler(crawler, pages="x.csv", html="page", captured="at")
    assert Limits.of(crawler.settings).columns == Columns("page", "link", "at")
    assert vars(spider)["html"] == "page", "what a journal is told from others by"


def test_a_row_whose_address_changed_is_another_page() -> None:
    one, other = (PageRead("a.csv!/1", "ab" * 32, None, None, None, f"https://e.com/{number}") for number in (1, 2))
    assert page_digest(one) != page_digest(other)
    named = PageRead("w.warc!/https://e.com/1", "ab" * 32, None, None, None, "https://e.com/1")
    assert page_digest(named) == page_digest(PageRead("w.warc!/https://e.com/1", "ab" * 32, None, None, None))
