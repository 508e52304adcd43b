"""Documents of other formats are refused by name, what belongs to pages is skipped, and no page is taken for either."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages import saved_pages
from crawler.pages._other_formats import DOCUMENTS, MARKUP, MEDIA, refused
from crawler.readers import read_page
from tests.made_archives import FIXTURES, tarred, write, zipped
from tests.test_archives import found, outcome

REFUSED = {
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n": "a PDF document",
    b"\n\n%PDF-1.4": "a PDF document",
    b"%!PS-Adobe-3.0": "a PostScript document",
    b"{\\rtf1\\ansi": "an RTF document",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600): "a document of Microsoft Office",
    b"x" * 60 + b"BOOKMOBI": "a Kindle book",
    b"7z\xbc\xaf\x27\x1c\0\4": "a 7z archive",
    b"Rar!\x1a\x07\x01\0": "a RAR archive",
    b"SQLite format 3\0\x10\0": "an SQLite database",
    b"bplist00\xd1": "a property list",
    b'{\n "log": {"version": "1.2", "entries": []}}': "an HTTP archive (HAR)",
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- x -->\n<rss version="2.0"><channel>': "an RSS feed",
    b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom">': "an Atom feed",
    b'<?xml version="1.0"?><urlset xmlns="x">': "a sitemap",
    zipped({"mimetype": b"application/epub+zip", "c.xhtml": b"<html>"}, zipfile.ZIP_STORED): "an EPUB book",
    zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED): "an OpenDocument text",
    zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}): "a Word document (DOCX)",
    b"07070100000001000081A4" + b"0" * 88: "a cpio archive",
    b"0707070000010000021006440000000000000000010000000000000000000000700000000643a.html": "a cpio archive",
    b"\xc7q\0\0\2\0\xa4\x81" + bytes(20): "a cpio archive",
    b"q\xc7\0\0\0\2\x41\xed" + bytes(20): "a cpio archive",
    b"HN\x07\0" + bytes(30): "a CAJ document",
    b"d8:announce19:http://example.org/4:info": "a torrent",
    b"From a@example.org Fri May 10 08:30:00 2024\nFrom: a@example.org\n\nx": "a mailbox (mbox)",
    b'<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "x">\n<plist version="1.0"><dict/></plist>': "a property list",
    zipped({"[Content_Types].xml": b"<x/>", "FixedDocumentSequence.fdseq": b"<x/>"}): "an XPS document",
    zipped({"META-INF/container.xml": b"<x/>", "mimetype": b"application/epub+zip", "a.xhtml": b"<html>"}): "an EPUB book",
    zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}): "an OFD document",
    zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}): "an Excel workbook (XLSX)",
}
SKIPPED = {
    ("a", b"\0\0\0\x20ftypisom" + bytes(20)): "video",
    ("a", b"\x1aE\xdf\xa3" + bytes(20)): "video",
    ("a", b"ID3\x04\0"): "audio",
    ("a", b"wOF2\0\x01\0\0" + bytes(20)): "font",
    ("a", b"\0\0\0\x18ftypheic" + bytes(20)): "picture",
    ("a", b'<?xml version="1.0"?><svg xmlns="x">'): "picture",
    ("a.css", b"@charset 'utf-8'; p {}"): "style sheet",
    ("a.css?v=3", b"@charset 'utf-8'; p {}"): "style sheet",
    ("robots.txt", b"# of the site\n\nUser-Agent: *\nDisallow: /a\n"): "robots.txt",
    ("index.rdf", b'<RDF:RDF xmlns:MAF="http://maf.mozdev.org/metadata/rdf#">'): "part of a saved page",
    ("hts-log.txt", b"HTTrack3.49-2+htsswf launched on Mon, 01 Mar 2021 08:00:00 at http://a.example/\n"): "log of a crawler",
    ("wget.log", b"--2021-03-01 08:00:00--  https://a.example/\nResolving a.example\n"): "log of a crawler",
    ("cookies.txt", b"# Netscape HTTP Cookie File\n\na.example\tFALSE\t/\tFALSE\t0\ta\tb\n"): "cookies",
    ("x/hts-cache/new.lst", b"[a.example/0.html]\n"): "part of a cache",
    ("a.JS", b"\n(function () {})()"): "script",
}


@pytest.mark.parametrize(("data", "name"), REFUSED.items())
def test_a_document_is_refused_by_name(tmp_path: Path, data: bytes, name: str) -> None:
    write(tmp_path, "a", data)
    write(tmp_path, "b.zip", zipped({"x/a": data}))
    write(tmp_path, "c.tar", tarred({"a": data}))
    reason = f"OtherFormatError: {name}, which is not read"
    assert found(tmp_path) == {"a": reason, "b.zip!/x/a": reason, "c.tar!/a": reason}


@pytest.mark.parametrize(("file", "kind"), SKIPPED.items())
def test_what_pages_are_shown_with_is_skipped(tmp_path: Path, file: tuple[str, bytes], kind: str) -> None:
    write(tmp_path, *file)
    write(tmp_path, "z", zipped(dict([file])))
    assert found(tmp_path) == {file[0]: kind, f"z!/{file[0]}": kind}


@pytest.mark.parametrize("name", FIXTURES)
def test_no_page_is_refused(name: str) -> None:
    assert refused(FIXTURES[name], name) is None


@pytest.mark.parametrize(
    "text",
    [
        "PDF 是什么", "OTTO 的故事", "ORCHID", "ID3 标签", "CWS News", "II 级响应", "8BPS", "BM", "TEXtREAd",
        "<!DOCTYPE html><html><body>{'rss': 1}</body></html>", "<feedback>", "<html xmlns='x'>", "{ 正文 }", "[原创] 标题",
        "From: 甲\n\n正文", "HTTP 协议", "GIF",
    ],
)  # fmt: skip
def test_a_text_is_no_document(tmp_path: Path, text: str) -> None:
    write(tmp_path, "a", text.encode())
    assert found(tmp_path) == {"a": text.encode()}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5"])
def test_a_page_in_any_encoding_is_a_page(tmp_path: Path, encoding: str) -> None:
    page = "<!DOCTYPE html>\n<html><head><title>河上的橋</title></head><body><p>橋已經修好了。</p></body></html>".encode(encoding)
    write(tmp_path, "a", page)
    assert found(tmp_path) == {"a": page}


@given(
    st.sampled_from([*DOCUMENTS, *MARKUP, *MEDIA]), st.binary(max_size=600), st.sampled_from(["", "a.css", "a.csv", "a.mhtml"])
)
def test_no_beginning_does_harm(pattern: bytes, rest: bytes, name: str) -> None:
    beginning = pattern.replace(b"\\", b"")[:8] + rest
    told = refused(beginning, name)
    assert told is None or bool(told.document) != bool(told.part)


@given(
    data=st.binary(max_size=300),
    head=st.sampled_from([b"", b"{", b"[{", b"HTTP/1.1 200 OK\r\n", b"bplist00WebMainResource", b"%PDF"]),
)
def test_no_file_does_harm(tmp_path_factory: pytest.TempPathFactory, head: bytes, data: bytes) -> None:
    write(tmp_path_factory.getbasetemp(), "b.csv", head + data)
    for one in saved_pages("b.csv", tmp_path_factory.getbasetemp()):
        assert isinstance(outcome(one), bytes | str)


THREAD = """<!DOCTYPE html>
<!-- saved from url=(0043)https://bbs.example.com/thread-5-1-1.html -->
<html><head><meta name="generator" content="Discuz! X3.4"><title>桥 - 小城论坛 - Powered by Discuz!</title></head>
<body id="nv_forum"><div id="postlist"><div id="post_1"><table id="pid1"><tr>
<td class="t_f" id="postmessage_1">桥修好了。</td></tr></table></div></div></body></html>"""


def test_a_thread_that_a_browser_saved_knows_its_url() -> None:
    assert read_page("a.html", THREAD.encode()).url == "https://bbs.example.com/thread-5-1-1.html"
    assert read_page("a.html", THREAD.encode(), url="https://other.example.com/").url == "https://other.example.com/"
