"""Files that are no pages and no archives of pages, by what they begin with; and what belongs to pages, by its name."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from crawler.content.patterns import regex
from crawler.pages._columns import BOM

HAR = rb"\s{0,99}\{\s{0,99}\"log\"\s{0,99}:\s{0,99}\{\s{0,99}\"(?:version|creator|browser|pages|entries)\""
DOCUMENTS: Mapping[bytes, str] = {
    rb"[\s\x00]{0,64}%PDF-": "a PDF document",
    rb"[\s\x00]{0,64}%!PS": "a PostScript document",
    rb"\{\\rtf": "an RTF document",
    rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a document of Microsoft Office",
    rb"AT&TFORM": "a DjVu document",
    rb".{60}BOOKMOBI": "a Kindle book",
    rb".{60}TEXtREAd": "a PalmDOC book",
    rb"ITSF\x03\x00": "a CHM help file",
    HAR: "an HTTP archive (HAR)",
    rb"07070[12][0-9A-Fa-f]{8}|070707[0-7]{12}|\xc7\x71.{5}[\x41\x81\xa1]|\x71\xc7.{4}[\x41\x81\xa1]": "a cpio archive",
    rb"7z\xbc\xaf\x27\x1c": "a 7z archive",
    rb"Rar!\x1a\x07": "a RAR archive",
    rb".{2}-l[hz]\d-|\x60\xea.{2}[\x1e\x22]": "an LHA or ARJ archive",
    rb"MSCF\x00{4}": "a cabinet (CAB)",
    rb"!<arch>\n": "an ar archive",
    rb"\x1f[\x9d\xa0]|LZIP\x01|\x04\"M\x18|\xff\x06\x00\x00sNaPpY": "compressed with compress, lzip, LZ4 or Snappy",
    rb"CAJ\x00|HN[\x07\xc8]\x00|KDH ": "a CAJ document",
    rb"Founder CEB": "a CEB document",
    rb"From [^\r\n]{1,200} \d{4}\r?\n[A-Z][A-Za-z-]{1,40}: ": "a mailbox (mbox)",
    rb"d\d{1,2}:(?:announce|created|info)": "a torrent",
    rb"ZIM\x04": "a ZIM archive",
    rb"bplist00": "a property list",
    rb"SQLite format 3\x00": "an SQLite database",
    rb"ARROW1\x00\x00": "an Arrow table",
    rb"ORC[\x00-\x08\x0e-\x1f\x80-\xff]": "an ORC table",
    rb"Obj\x01": "an Avro table",
    rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip": "an EPUB book",
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text": "an OpenDocument text",
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument": "an OpenDocument file",
}
MARKUP: Mapping[bytes, str] = {
    rb"rss|rdf:RDF": "an RSS feed",
    rb"feed": "an Atom feed",
    rb"urlset|sitemapindex": "a sitemap",
    rb"opml": "a list of feeds (OPML)",
    rb"FictionBook": "a FictionBook",
    rb"plist": "a property list",
    rb"mediawiki": "a dump of a MediaWiki",
    rb"xbel": "a list of bookmarks (XBEL)",
}
"""How documents of XML begin, by the name of their root."""
MEDIA: Mapping[bytes, str] = {
    rb"II\*\x00|MM\x00\*|8BPS\x00|.{4}ftyp(?:hei|hev|mif1|msf1)": "picture",
    rb".{4}ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF.{4}AVI |\x00\x00\x01[\xb3\xba]|0&\xb2u\x8ef\xcf\x11": "video",
    rb"[FCZ]WS[\x03-\x08\x0b-\x1f]": "Flash",
    rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]|fLaC\x00|OggS\x00|RIFF.{4}WAVE|#!AMR|MThd\x00": "audio",
    rb"HTTrack\d[^\r\n]{1,40} launched on |--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--  https?://": "log of a crawler",
    rb"# (?:HTTrack Website Copier|Netscape HTTP) Cookie File": "cookies",
    rb"wOF[F2](?:\x00\x01|OTTO|true|ttcf)|OTTO\x00|\x00\x01\x00\x00\x00[\x04-\x40]|ttcf\x00": "font",
}
PARTS: Mapping[str, str] = {".css": "style sheet", ".js": "script", ".mjs": "script", ".map": "source map"}
"""Endings of names of what pages are shown with."""
CACHE = "hts-cache"
"""Where HTTrack keeps how it made a mirror, beside the pages once more, which are in zips."""
ROBOTS = regex(rb"(?:\xef\xbb\xbf|\s|#[^\n]{0,999}\n){0,99}(?:user-agent|sitemap|allow|disallow)[ \t]{0,9}:", re.IGNORECASE)
OF_A_PAGE = b"maf.mozdev.org/metadata/rdf"
"""What a MAFF archive says of its page."""
XML = regex(rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,400}>\s{0,99})?(?:<![^>]{0,2000}>\s{0,99}){0,3}<([A-Za-z:]{1,40})[\s>/]")
CONTENT_TYPES = b"[Content_Types].xml"
IN_ZIPS: Mapping[tuple[bytes, ...], str] = {
    (CONTENT_TYPES, b"word/"): "a Word document (DOCX)",
    (CONTENT_TYPES, b"xl/"): "an Excel workbook (XLSX)",
    (CONTENT_TYPES, b"ppt/"): "a PowerPoint document (PPTX)",
    (CONTENT_TYPES, b"visio/"): "a Visio drawing (VSDX)",
    (CONTENT_TYPES, b"FixedDoc"): "an XPS document",
    (b"mimetype", b"META-INF/container.xml"): "an EPUB book",
    (b"mimetype", b"content.xml"): "an OpenDocument file",
    (b"OFD.xml",): "an OFD document",
    (b"Index/Document.iwa",): "an iWork document",
    (b"AndroidManifest.xml", b"classes.dex"): "an Android program",
}
"""Documents that are zips, by how names of members begin."""


def _joined(formats: Mapping[bytes, str]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(b"(%s)" % begins for begins in formats), re.DOTALL)


DOCUMENT, ROOT, MEDIUM = _joined(DOCUMENTS), _joined(MARKUP), _joined(MEDIA)


class Refused(NamedTuple):
    """What is no page: a ``document``, which somebody may have wanted to read, or a ``part`` of pages, which is passed over."""

    document: str = ""
    part: str = ""


def refused(beginning: bytes, name: str) -> Refused | None:
    """What a file called ``name`` is that begins so, where it is neither a page nor an archive of pages; None where it may be."""
    if found := DOCUMENT.match(beginning.removeprefix(BOM)):
        return Refused(document=_named(DOCUMENTS, found))
    if found := MEDIUM.match(beginning):
        return Refused(part=_named(MEDIA, found))
    if root := XML.match(beginning):
        if root[1].lower() == b"svg":
            return Refused(part="picture")
        if OF_A_PAGE in beginning:
            return Refused(part="part of a saved page")
        found = ROOT.fullmatch(root[1])
        return Refused(document=_named(MARKUP, found)) if found else None
    if name.endswith("robots.txt") and ROBOTS.match(beginning):
        return Refused(part="robots.txt")
    if name.rpartition("/")[0].endswith(CACHE):
        return Refused(part="part of a cache")
    file = name.partition("?")[0].lower()
    kind = next((kind for ending, kind in PARTS.items() if file.endswith(ending)), None)
    return Refused(part=kind) if kind and not beginning.lstrip().startswith((b"<", b"---")) else None


def _named(formats: Mapping[bytes, str], found: re.Match[bytes]) -> str:
    return list(formats.values())[(found.lastindex or 1) - 1]
