"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import IO, Any

import msgspec

from crawler.feeds.exporters._entries import Entry, given, replies
from crawler.feeds.exporters._syndication import SyndicationExporter
from crawler.feeds.exporters.json_items import transcoder
from crawler.items import Article

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeedExporter(SyndicationExporter):
    """Writes one object a feed. What JSON Feed has no member for is in ``_qingliu`` of every item.

    That is ``source`` (来源), ``publisher``, ``site``, ``credits``, ``page``, and of posts ``floor``, ``in_reply_to`` (an id of
    this feed) and ``reply_count``; members without a value are left out.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(file, **options)
        self._transcode = transcoder(self.encoding or "utf-8")
        self._encode = msgspec.json.Encoder().encode
        self.between = self._transcode(b",\n")

    def beginning(self) -> bytes:
        head = {"version": VERSION, "title": self.head.title} | given(home_page_url=self.head.link)
        return self._transcode(self._encode(head)[:-1] + b',"items":[\n')

    def end(self) -> bytes:
        return self._transcode(b"\n]}\n")

    def records(self, written: list[Entry]) -> bytes:
        return self._transcode(b",\n".join([self._encode(as_json_feed(entry)) for entry in written]))


def as_json_feed(entry: Entry) -> dict[str, Any]:
    """An entry as an item of JSON Feed; what is in it is not copied."""
    item, body = entry.item, entry.body
    tags = list(dict.fromkeys((*item.categories, *item.keywords))) if isinstance(item, Article) else []
    image = entry.picture
    return {"content_html": body.html} | given(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        content_text=body.text,
        image=image and image.url,
        date_published=entry.published,
        date_modified=entry.edited,
        authors=[{"name": name} for name in entry.authors],
        tags=tags,
        language=item.language,
        attachments=[given(url=image.url, mime_type=image.media_type, size_in_bytes=image.bytes)]
        if image and image.media_type
        else None,
        _qingliu=given(
            source=body.source,
            publisher=item.publisher,
            site=item.site,
            credits=body.credits,
            floor=None if isinstance(body, Article) else body.floor,
            in_reply_to=entry.answered,
            reply_count=replies(entry),
            page=item.page,
        ),
    )
