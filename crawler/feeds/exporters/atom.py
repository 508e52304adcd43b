"""Atom (RFC 4287): an article an entry, a thread an entry for every post, threaded by RFC 4685."""

from typing import IO, Any

from crawler.feeds.exporters._entries import Entry, replies
from crawler.feeds.exporters._syndication import SyndicationExporter
from crawler.feeds.exporters._xml_text import attribute, declaration, escaped, xml_encoder
from crawler.items import Article

ATOM = "http://www.w3.org/2005/Atom"
THREADING = "http://purl.org/syndication/thread/1.0"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class AtomExporter(SyndicationExporter):
    """Writes ``<feed>`` with full content as escaped HTML, ``<source>`` for 来源 and ``dc:publisher`` for the site.

    Credits of authors, reporters and correspondents are ``<author>``, all others ``<contributor>``. Where nobody is named the
    publisher (or site) is the author, because Atom wants one.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options)
        self._encoding = self.encoding or "utf-8"
        self._encode = xml_encoder(self._encoding)

    def beginning(self) -> bytes:
        head = self.head
        return self._encode(
            f'{declaration(self._encoding)}<feed xmlns="{ATOM}" xmlns:thr="{THREADING}" xmlns:dc="{DUBLIN_CORE}">\n'
            f"<id>{head.id}</id>\n<title>{escaped(head.title)}</title>\n<updated>{head.updated}</updated>\n"
            + (f'<link rel="alternate" href="{attribute(head.link)}"/>\n' if head.link else "")
            + "<generator>Qingliu</generator>\n"
        )

    def end(self) -> bytes:
        return self._encode("</feed>\n")

    def records(self, written: list[Entry]) -> bytes:
        return self._encode("".join([part for entry in written for part in _entry(entry)]))


def _entry(entry: Entry) -> list[str]:
    item, body = entry.item, entry.body
    language = f' xml:lang="{item.language}"' if item.language else ""
    parts = [
        f"<entry{language}>\n<id>{entry.id}</id>\n<title>{escaped(entry.title)}</title>\n<updated>{entry.updated}</updated>\n"
    ]
    if entry.published:
        parts.append(f"<published>{entry.published}</published>\n")
    authors = entry.authors or [item.publisher or item.site]
    parts += [f"<author><name>{escaped(name)}</name></author>\n" for name in authors]
    parts += [f"<contributor><name>{escaped(name)}</name></contributor>\n" for name in entry.contributors]
    parts += _links(entry)
    if isinstance(item, Article):
        parts += [f'<category term="{attribute(term)}"/>\n' for term in dict.fromkeys((*item.categories, *item.keywords))]
    if body.source:
        parts.append(f"<source><title>{escaped(body.source)}</title></source>\n")
    if item.publisher:
        parts.append(f"<dc:publisher>{escaped(item.publisher)}</dc:publisher>\n")
    parts.append(f'<content type="html">{escaped(body.html)}</content>\n</entry>\n')
    return parts


def _links(entry: Entry) -> list[str]:
    """Where the page is, the lead image, and the place in the thread."""
    url, parts = entry.url, []
    if url:
        parts.append(f'<link rel="alternate" type="text/html" href="{attribute(url)}"/>\n')
    if image := entry.picture:
        known = {"type": image.media_type, "length": image.bytes}
        said = "".join(f' {name}="{attribute(str(value))}"' for name, value in known.items() if value is not None)
        parts.append(f'<link rel="enclosure"{said} href="{attribute(image.url)}"/>\n')
    if entry.answered:
        parts.append(f'<thr:in-reply-to ref="{entry.answered}"{_href(url)}/>\n')
    count = replies(entry)
    if count is not None:
        parts.append(f"<thr:total>{count}</thr:total>\n")
        if url:
            parts.append(f'<link rel="replies" type="text/html" href="{attribute(url)}" thr:count="{count}"/>\n')
    return parts


def _href(url: str | None) -> str:
    return f' href="{attribute(url)}"' if url else ""
