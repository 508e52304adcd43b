"""The items that a replay writes: schema version 2.

Field names are schema.org's in snake_case. ``None`` means that the page does not say; nothing is ever invented. Instants are ISO
8601 strings with an offset. The constraints declared here are enforced on every item by the ``validate`` stage and published as
JSON Schema in ``docs/schema/``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

Identifier = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{16}$", description="16 hex digits, the same on every machine and in every run")
]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2}$",
        description="ISO 8601 with an offset, to the precision given on the page",
    ),
]
Line = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]
Floor = Annotated[int, Meta(ge=1)]
Probability = Annotated[float, Meta(ge=0, le=1)]
Pixels = Annotated[int, Meta(ge=1)]
Url = Annotated[str, Meta(pattern=r"^https?://\S+$")]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47")]
Role = Literal[
    "author", "reporter", "correspondent", "photographer", "editor", "translator", "illustrator", "producer", "contributor"
]
DateBasis = Literal[
    "declared",
    "local-time",
    "capture-relative",
    "site-clock",
    "image-clock",
    "page-metadata",
    "visible",
    "url",
    "mirror-run",
    "missing",
]
IdBasis = Literal["url", "number", "headline-and-instant", "text"]
Flag = Literal["no-text", "no-headline", "generic-site", "encoding-doubt", "date-doubt", "text-doubt", "id-clash"]
ID_BASIS = "what the id is based on; null in items exported by version 1"
FLAGS = "doubts about the item that a user should know of, in the order of the schema"
PAGES = "the saved pages that were joined into the item, page first; empty if there is only one"
PAGES_MISSING = "how many of its pages were not among those saved; null if no page says how many there are"
EncodingBasis = Literal["bom", "http", "meta", "utf-8", "detected"]


@dataclass(slots=True)
class Credit:
    """One person or organisation and what they did (责任编辑：张亚楠 is ``editor`` 张亚楠)."""

    role: Annotated[
        Role, Meta(description="what they did, according to the page; 实习生 are reporters, 校对 and 审核 contributors")
    ]
    name: Annotated[Line, Meta(description="as printed, without titles, media names or staff codes")]


@dataclass(slots=True)
class Image:
    """One picture of the content, however often and under however many URLs it occurs."""

    url: Annotated[Url, Meta(description="proxy and lazy-loading wrappers removed")]
    seen_as: Annotated[list[Line], Meta(description="every URL under which it occurred, in order of first occurrence")]
    alt: Annotated[str | None, Meta(description="the alt text")] = None
    caption: Annotated[str | None, Meta(description="the caption printed next to it")] = None
    width: Annotated[
        Pixels | None, Meta(description="pixels: of the stored picture as displayed, or otherwise as declared on the page")
    ] = None
    height: Annotated[Pixels | None, Meta(description="pixels, like width")] = None
    file: Annotated[Line | None, Meta(description="path of the stored picture in the folder IMAGES")] = None
    sha256: Annotated[Sha256 | None, Meta(description="SHA-256 of the stored picture")] = None
    bytes: Annotated[Count | None, Meta(description="size of the stored picture in bytes")] = None
    media_type: Annotated[Line | None, Meta(description="media type of the stored picture, by its content")] = None
    near_copies: Annotated[
        list[Sha256],
        Meta(description="SHA-256 of stored pictures from the same body that are this one re-encoded, smaller or with a mark"),
    ] = field(default_factory=list)


@dataclass(slots=True)
class Removal:
    """Something that was removed from a body, and why."""

    rule: Annotated[Line, Meta(description="name of the rule")]
    reason: Annotated[Line, Meta(description="what the removed part is, according to the rule")]
    text: Annotated[str, Meta(description="what was removed: its text, or the URL of an image or embed")]
    floor: Annotated[Floor | None, Meta(description="floor of the post that it was removed from; null in an article")] = None
    at: Annotated[
        Count | None, Meta(description="number of blocks of the final body before it; null if it was not in a block")
    ] = None
    score: Annotated[
        Probability | None, Meta(description="probability that this does not belong to the text; null for exact rules")
    ] = None
    signs: Annotated[list[Line], Meta(description="the signs behind the score, if there is one")] = field(default_factory=list)


@dataclass(slots=True)
class PollOption:
    """One option of a poll."""

    option: Annotated[Line, Meta(description="as printed")]
    votes: Annotated[Count | None, Meta(description="null if the page hides them")] = None


@dataclass(slots=True)
class Page:
    """The saved page that an item was read from."""

    path: Annotated[Line, Meta(description="as given to the replay, with / as separator, and !/ between archive and member")]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the page")]
    bytes: Annotated[Count, Meta(description="size of the page in bytes")]
    reader: Annotated[Line, Meta(description="the reader that parsed it")]
    captured: Annotated[
        Instant | None,
        Meta(description="when the page was saved: according to a WARC, otherwise the page itself, otherwise an archive"),
    ] = None
    encoding: Annotated[
        Line | None, Meta(description="the character encoding in which it was read, in lower case: utf-8, gb18030, big5-hkscs")
    ] = None
    encoding_basis: Annotated[
        EncodingBasis | None,
        Meta(
            description="how the encoding was determined: by a byte order mark; the charset of the HTTP header; a <meta> or XML "
            "declaration; valid UTF-8 without any of these; detection"
        ),
    ] = None
    encoding_errors: Annotated[
        Count, Meta(description="number of places invalid in this encoding, replaced by U+FFFD or decoded in another way")
    ] = 0
    encoding_overruled: Annotated[list[Line], Meta(description="declared encodings that turned out to be wrong")] = field(
        default_factory=list
    )


@dataclass(slots=True, kw_only=True)
class Article:
    """One news article."""

    schema_version: Literal[2] = 2
    type: Literal["article"] = "article"
    id: Identifier
    id_basis: Annotated[IdBasis | None, Meta(description=ID_BASIS)] = "text"
    flags: Annotated[list[Flag], Meta(description=FLAGS)] = field(default_factory=list)
    site: Annotated[Line, Meta(description="name of the site's file, or of the publisher if there is none")]
    publisher: Annotated[str | None, Meta(description="the site's own name (观察者网)")] = None
    url: Annotated[Url | None, Meta(description="canonical URL")] = None
    headline: Annotated[str, Meta(description="the title; characters replaced by the dump are restored if the page shows them")]
    original_headline: Annotated[str | None, Meta(description="原标题")] = None
    date_published: Instant | None = None
    date_published_raw: Annotated[str | None, Meta(description="the string on the page")] = None
    date_basis: Annotated[
        DateBasis,
        Meta(
            description="how date_published was derived from date_published_raw: as given; as given, in the site's local time "
            "because there is no zone; relative to page.captured, because there is no year or it says how long ago; corrected "
            "by the site's known clock error; corrected, and confirmed by the times in image URLs; from the page's metadata, its "
            "visible text or its URL; not at all, because the string is the time at which a mirror ran; not at all"
        ),
    ] = "missing"
    language: Language | None = None
    categories: list[Line] = field(default_factory=list)
    keywords: list[Line] = field(default_factory=list)
    source: Annotated[str | None, Meta(description="来源: where the site took it from, as printed")] = None
    credits: list[Credit] = field(default_factory=list)
    text: Annotated[
        str,
        Meta(
            description="the article's own paragraphs as printed, joined by blank lines: 10², 汉(hàn), $TeX$, cells separated "
            "by tabs; without captions and struck-out text"
        ),
    ] = ""
    html: Annotated[str, Meta(description="the same content with captions as safe HTML, from an allow-list of tags")] = ""
    images: Annotated[list[Image], Meta(description="each picture once, in order of first occurrence")] = field(
        default_factory=list
    )
    lead_image: Annotated[Url | None, Meta(description="url of the cover, one of images")] = None
    removed: Annotated[list[Removal], Meta(description="everything that was removed from the body")] = field(default_factory=list)
    duplicate_of: Annotated[
        Identifier | None, Meta(description="id of the item that this one repeats; its own if its page was saved twice")
    ] = None
    content_sha256: Annotated[
        Sha256, Meta(description="hash of the words and pictures: equal for saved pages with the same content")
    ] = ""
    revision: Annotated[
        int,
        Meta(
            ge=1,
            description="number of this content among those of the item's pages, in the order in which they were saved, from 1",
        ),
    ] = 1
    revised_from: Annotated[Sha256 | None, Meta(description="content_sha256 of the previous revision")] = None
    pages: Annotated[list[Page], Meta(description=PAGES)] = field(default_factory=list)
    pages_missing: Annotated[Count | None, Meta(description=PAGES_MISSING)] = None
    page: Page


@dataclass(slots=True, kw_only=True)
class Post:
    """One post of a thread."""

    floor: Annotated[Floor, Meta(description="1 is the opener")]
    author: str | None = None
    date_published: Instant | None = None
    date_published_raw: Annotated[str | None, Meta(description="the string on the page (昨天 22:12)")] = None
    location: Annotated[str | None, Meta(description="来自: the location shown for the poster's address")] = None
    client: Annotated[str | None, Meta(description="the client it was posted with (手机客户端), as printed")] = None
    text: Annotated[str, Meta(description="the poster's own words, paragraphs joined by blank lines")] = ""
    html: Annotated[str, Meta(description="the same content as safe HTML")] = ""
    images: list[Image] = field(default_factory=list)
    likes: Annotated[Count | None, Meta(description="支持")] = None
    dislikes: Annotated[Count | None, Meta(description="反对")] = None
    quote: Annotated[str | None, Meta(description="what the post quotes, with the header line that says whom")] = None
    edited: Annotated[Instant | None, Meta(description="本帖最后由 … 编辑: the instant of the last edit")] = None
    source: Annotated[str | None, Meta(description="where the post was taken from (金山网讯), as printed")] = None
    credits: list[Credit] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Thread:
    """One page of a forum thread."""

    schema_version: Literal[2] = 2
    type: Literal["thread"] = "thread"
    id: Identifier
    id_basis: Annotated[IdBasis | None, Meta(description=ID_BASIS)] = "text"
    flags: Annotated[list[Flag], Meta(description=FLAGS)] = field(default_factory=list)
    site: Annotated[Line, Meta(description="name of the site's file, or of the platform if there is none")]
    publisher: Annotated[str | None, Meta(description="the forum's own name")] = None
    platform: Annotated[str | None, Meta(description="forum software and version (Discuz! X3.4)")] = None
    url: Url | None = None
    headline: str
    views: Count | None = None
    reply_count: Annotated[Count | None, Meta(description="as printed; includes comments in Discuz!")] = None
    date_published: Annotated[Instant | None, Meta(description="date of the opener")] = None
    language: Language | None = None
    poll: Annotated[list[PollOption] | None, Meta(description="the options of a poll; null if the thread is not a poll")] = None
    posts: list[Post] = field(default_factory=list)
    removed: Annotated[list[Removal], Meta(description="everything that was removed from the posts")] = field(
        default_factory=list
    )
    duplicate_of: Identifier | None = None
    content_sha256: Annotated[Sha256, Meta(description="hash of the words and pictures, without counters")] = ""
    revision: Annotated[int, Meta(ge=1)] = 1
    revised_from: Sha256 | None = None
    pages: Annotated[list[Page], Meta(description=PAGES)] = field(default_factory=list)
    pages_missing: Annotated[Count | None, Meta(description=PAGES_MISSING)] = None
    page: Page


Item = Article | Thread


def bodies_of(item: Item) -> Sequence[Article | Post]:
    """What has a text, pictures and credits: the article itself, or the posts of a thread."""
    return [item] if isinstance(item, Article) else item.posts


def images_of(item: Item) -> Iterable[Image]:
    """The pictures of an article, or those of a thread's posts."""
    return (image for body in bodies_of(item) for image in body.images)
