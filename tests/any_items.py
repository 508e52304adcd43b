"""Any valid item, for hypothesis: every Unicode class, empty lists, nulls, dates that are none."""

from hypothesis import strategies as st

from crawler.items import Article, Credit, Image, Item, Page, PollOption, Post, Removal, Thread

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
lines = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
counts = st.integers(0, 2**63 - 1)
pixels = st.integers(1, 2**31)
ids = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
hashes = st.sampled_from(["0" * 64, "0123456789abcdef" * 4])
urls = st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9%?&=中文]{0,20}", fullmatch=True)
languages = st.sampled_from(["zh", "zh-Hans", "zh-Hant-TW"])
written = st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"])
offsets = st.sampled_from(["+08:00", "-03:30", "+00:00", "+14:00", "-00:00"])
instants = st.one_of(
    st.builds(
        lambda at, form, offset: f"{at.year:04d}{at.strftime(form)[-len(at.strftime(form[2:])) :]}{offset}",
        st.datetimes(),
        written,
        offsets,
    ),
    st.sampled_from(
        ["0000-00-00T00:00+00:00", "2021-13-41T25:61:61+99:99", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59-08:00"]
    ),
)
credits_ = st.builds(Credit, role=st.sampled_from(["author", "editor", "photographer"]), name=lines)
images = st.builds(
    Image,
    url=urls,
    seen_as=st.lists(lines, max_size=3),
    alt=st.none() | texts,
    caption=st.none() | texts,
    width=st.none() | pixels,
    height=st.none() | pixels,
)
removals = st.builds(
    Removal,
    rule=lines,
    reason=lines,
    text=texts,
    floor=st.none() | st.integers(1, 10**6),
    at=st.none() | counts,
    score=st.none() | st.floats(0, 1),
    signs=st.lists(lines, max_size=2),
)
pages = st.builds(
    Page,
    path=lines,
    sha256=st.just("0" * 64),
    bytes=counts,
    reader=lines,
    captured=st.none() | instants,
    encoding_overruled=st.lists(lines, max_size=2),
)
flags = st.lists(st.sampled_from(["no-text", "date-doubt"]), max_size=2)
bases = st.sampled_from([None, "url", "text"])
poll_options = st.builds(PollOption, option=lines, votes=st.none() | counts)
posts = st.builds(
    Post,
    floor=st.integers(1, 10**6),
    author=st.none() | texts,
    date_published=st.none() | instants,
    date_published_raw=st.none() | texts,
    text=texts,
    html=texts,
    images=st.lists(images, max_size=2),
    likes=st.none() | counts,
    quote=st.none() | texts,
    edited=st.none() | instants,
    credits=st.lists(credits_, max_size=2),
)
articles = st.builds(
    Article,
    id=ids,
    id_basis=bases,
    flags=flags,
    pages=st.lists(pages, max_size=2),
    pages_missing=st.none() | counts,
    site=lines,
    publisher=st.none() | texts,
    url=st.none() | urls,
    headline=texts,
    date_published=st.none() | instants,
    date_basis=st.sampled_from(["declared", "missing"]),
    language=st.none() | languages,
    categories=st.lists(lines, max_size=3),
    keywords=st.lists(lines, max_size=3),
    credits=st.lists(credits_, max_size=3),
    text=texts,
    html=texts,
    images=st.lists(images, max_size=3),
    lead_image=st.none() | urls,
    removed=st.lists(removals, max_size=3),
    duplicate_of=st.none() | ids,
    content_sha256=hashes,
    revision=st.integers(1, 99),
    revised_from=st.none() | hashes,
    page=pages,
)
threads = st.builds(
    Thread,
    id=ids,
    id_basis=bases,
    flags=flags,
    pages=st.lists(pages, max_size=2),
    poll=st.none() | st.lists(poll_options, min_size=1, max_size=3),
    site=lines,
    platform=st.none() | texts,
    headline=texts,
    views=st.none() | counts,
    reply_count=st.none() | counts,
    date_published=st.none() | instants,
    posts=st.lists(posts, max_size=4),
    removed=st.lists(removals, max_size=2),
    content_sha256=hashes,
    page=pages,
)
any_items: st.SearchStrategy[list[Item]] = st.lists(articles | threads, max_size=6, unique_by=lambda item: item.id)


def long_thread(posts: int) -> Thread:
    """A thread of so many posts, no two alike."""
    made = [
        Post(
            floor=floor,
            author=f"网友{floor}",
            date_published=f"2021-08-09T{floor % 24:02d}:{floor % 60:02d}+08:00",
            text=f"第{floor}帖" * (floor % 7),
            images=[Image(f"https://x.example/{floor}.jpg", [f"https://x.example/{floor}.jpg"])] * (floor % 3),
            credits=[Credit("author", "王五")] * (floor % 2),
        )
        for floor in range(1, posts + 1)
    ]
    page = Page(path="long.txt", sha256="0" * 64, bytes=posts, reader="discuz_text")
    return Thread(id="00000000000003e8", site="some_bbs", headline="长帖", posts=made, content_sha256="0" * 64, page=page)
