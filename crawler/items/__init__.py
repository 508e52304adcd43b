"""The items that a replay writes: schema version 2.

Field names are schema.org's in snake_case. ``None`` where the page does not say, never an invented value.
Instants are ISO 8601 strings with an offset. The constraints declared here are enforced on every item by the
``validate`` stage and published as JSON Schema in ``docs/schema/``.
"""

from collections.abc import Iterable
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
        description="ISO 8601 with an offset, to the precision that the page gives",
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
ID_BASIS = "what the id rests on; null in items that version 1 exported"
FLAGS = "what a reader should know of the item before trusting it, in the order of the schema"
PAGES = "the saved pages that the item was joined of, page first; empty where it is of one"
PAGES_MISSING = "how many of its pages were not among those saved; null where no page says how many there are"
EncodingBasis = Literal["bom", "http", "meta", "utf-8", "detected"]


@dataclass(slots=True)
class Credit:
    """One person or organisation and what they did (责任编辑：张亚楠 is ``editor`` 张亚楠)."""

    role: Annotated[Role, Meta(description="what the page says they did; 实习生 are reporters, 校对 and 审核 contributors")]
    name: Annotated[Line, Meta(description="as printed, without titles, media names or staff codes")]


@dataclass(slots=True)
class Image:
    """One picture of the content, however often and under however many URLs it appeared."""

    url: Annotated[Url, Meta(description="proxy and lazy-loading wrappers removed")]
    seen_as: Annotated[list[Line], Meta(description="every URL it appeared under, in order of appearance")]
    alt: Annotated[str | None, Meta(description="the alt text")] = None
    caption: Annotated[str | None, Meta(description="the caption printed beside it")] = None
    width: Annotated[
        Pixels | None, Meta(description="pixels: of the stored picture as it is shown, or else as the page says")
    ] = None
    height: Annotated[Pixels | None, Meta(description="pixels, as width")] = None
    file: Annotated[Line | None, Meta(description="where the picture is stored, below the folder IMAGES")] = None
    sha256: Annotated[Sha256 | None, Meta(description="of the bytes of the stored picture")] = None
    bytes: Annotated[Count | None, Meta(description="size of the stored picture")] = None
    media_type: Annotated[Line | None, Meta(description="of the stored picture, by its bytes")] = None
    near_copies: Annotated[
        list[Sha256],
        Meta(description="stored pictures that are this one re-encoded, smaller or with a mark, and stood in its body"),
    ] = field(default_factory=list)


@dataclass(slots=True)
class Removal:
    """One thing that was taken out of a body, and why."""

    rule: Annotated[Line, Meta(description="name of the rule")]
    reason: Annotated[Line, Meta(description="what the rule takes this for")]
    text: Annotated[str, Meta(description="what was taken out: its text, or the URL of an image or embed")]
    floor: Annotated[Floor | None, Meta(description="of the post that it was taken out of; null in an article")] = None
    at: Annotated[
        Count | None, Meta(description="how many blocks of the final body stand before it; null where it stood in no block")
    ] = None
    score: Annotated[
        Probability | None, Meta(description="how sure it is that this is none of the text; null where the rule is exact")
    ] = None
    signs: Annotated[list[Line], Meta(description="what weighed, where there is a score")] = field(default_factory=list)


@dataclass(slots=True)
class PollOption:
    """One of the options of a poll."""

    option: Annotated[Line, Meta(description="as printed")]
    votes: Annotated[Count | None, Meta(description="null where the page hides them")] = None


@dataclass(slots=True)
class Page:
    """The saved page that an item was read from."""

    path: Annotated[Line, Meta(description="as it was given to the replay; / separates, !/ stands between archive and member")]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="of the bytes of the page")]
    bytes: Annotated[Count, Meta(description="size of the page")]
    reader: Annotated[Line, Meta(description="which reader understood it")]
    captured: Annotated[
        Instant | None, Meta(description="when the page was saved: as a WARC says, or else the page itself, or else an archive")
    ] = None
    encoding: Annotated[
        Line | None,
        Meta(description="the character encoding that it was read in, by its name in lower case: utf-8, gb18030, big5-hkscs"),
    ] = None
    encoding_basis: Annotated[
        EncodingBasis | None,
        Meta(
            description="why that one: a byte order mark; the charset of the HTTP header; a <meta> or XML declaration; none of "
            "these, and it is UTF-8; what the bytes look like"
        ),
    ] = None
    encoding_errors: Annotated[
        Count, Meta(description="how many places are nothing in this encoding, whether U+FFFD stands there or they could be read")
    ] = 0
    encoding_overruled: Annotated[list[Line], Meta(description="encodings that it declares and is not in")] = field(
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
    site: Annotated[Line, Meta(description="name of the site's file, or of the publisher where nobody wrote one")]
    publisher: Annotated[str | None, Meta(description="the site's own name (观察者网)")] = None
    url: Annotated[Url | None, Meta(description="canonical URL")] = None
    headline: Annotated[
        str, Meta(description="the title; characters that the dump replaced are restored where the page shows them")
    ]
    original_headline: Annotated[str | None, Meta(description="原标题")] = None
    date_published: Instant | None = None
    date_published_raw: Annotated[str | None, Meta(description="the string on the page")] = None
    date_basis: Annotated[
        DateBasis,
        Meta(
            description="how date_published came from date_published_raw: as it says; as it says, read as the site's local time "
            "because it has no zone; counted from page.captured, because it names no year or says how long ago; corrected by the "
            "site's known clock error; corrected, and confirmed by the times in image URLs; as the page's metadata, its "
            "visible text or its URL say; not at all, because the string is the hour at which a mirror ran; not at all"
        ),
    ] = "missing"
    language: Language | None = None
    categories: list[Line] = field(default_factory=list)
    keywords: list[Line] = field(default_factory=list)
    source: Annotated[str | None, Meta(description="来源: who the site took it from, as printed")] = None
    credits: list[Credit] = field(default_factory=list)
    text: Annotated[
        str,
        Meta(
            description="the article's own paragraphs as they are printed, joined by a blank line: 10², 汉(hàn), $TeX$, cells "
            "parted by tabs; captions and what is struck out are not in it"
        ),
    ] = ""
    html: Annotated[str, Meta(description="the same content with captions as safe HTML, from an allow-list of tags")] = ""
    images: Annotated[list[Image], Meta(description="distinct, in order of first appearance")] = field(default_factory=list)
    lead_image: Annotated[Url | None, Meta(description="url of the cover, one of images")] = None
    removed: Annotated[list[Removal], Meta(description="everything that was taken out of the body")] = field(default_factory=list)
    duplicate_of: Annotated[
        Identifier | None, Meta(description="id of the item that this one repeats; its own where its page was saved twice")
    ] = None
    content_sha256: Annotated[
        Sha256, Meta(description="of the words and pictures: the same for two saved pages that say the same")
    ] = ""
    revision: Annotated[
        int,
        Meta(
            ge=1,
            description="1 is the oldest of the contents that the pages of this item had, in the order in which they were saved",
        ),
    ] = 1
    revised_from: Annotated[Sha256 | None, Meta(description="content_sha256 of the revision before")] = None
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
    location: Annotated[str | None, Meta(description="来自: the place shown for the poster's address")] = None
    client: Annotated[str | None, Meta(description="what it was posted with (手机客户端), as printed")] = None
    text: Annotated[str, Meta(description="the poster's own words, paragraphs joined by a blank line")] = ""
    html: Annotated[str, Meta(description="the same as safe HTML")] = ""
    images: list[Image] = field(default_factory=list)
    likes: Annotated[Count | None, Meta(description="支持")] = None
    dislikes: Annotated[Count | None, Meta(description="反对")] = None
    quote: Annotated[str | None, Meta(description="what the post quotes, with the header line that names whom")] = None
    edited: Annotated[Instant | None, Meta(description="本帖最后由 … 编辑: the instant of the last edit")] = None
    source: Annotated[str | None, Meta(description="who the post was taken from (金山网讯), as printed")] = None
    credits: list[Credit] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Thread:
    """One page of a forum thread."""

    schema_version: Literal[2] = 2
    type: Literal["thread"] = "thread"
    id: Identifier
    id_basis: Annotated[IdBasis | None, Meta(description=ID_BASIS)] = "text"
    flags: Annotated[list[Flag], Meta(description=FLAGS)] = field(default_factory=list)
    site: Annotated[Line, Meta(description="name of the site's file, or of the platform where nobody wrote one")]
    publisher: Annotated[str | None, Meta(description="the forum's own name")] = None
    platform: Annotated[str | None, Meta(description="forum software and version (Discuz! X3.4)")] = None
    url: Url | None = None
    headline: str
    views: Count | None = None
    reply_count: Annotated[Count | None, Meta(description="as printed; Discuz! counts comments in")] = None
    date_published: Annotated[Instant | None, Meta(description="of the opener")] = None
    language: Language | None = None
    poll: Annotated[list[PollOption] | None, Meta(description="the options of a poll; null where the thread is none")] = None
    posts: list[Post] = field(default_factory=list)
    removed: Annotated[list[Removal], Meta(description="everything that was taken out of the posts")] = field(
        default_factory=list
    )
    duplicate_of: Identifier | None = None
    content_sha256: Annotated[Sha256, Meta(description="of the words and pictures, without counters")] = ""
    revision: Annotated[int, Meta(ge=1)] = 1
    revised_from: Sha256 | None = None
    pages: Annotated[list[Page], Meta(description=PAGES)] = field(default_factory=list)
    pages_missing: Annotated[Count | None, Meta(description=PAGES_MISSING)] = None
    page: Page


Item = Article | Thread


def images_of(item: Item) -> Iterable[Image]:
    """The pictures of an article, or those of a thread's posts."""
    return item.images if isinstance(item, Article) else (image for post in item.posts for image in post.images)
