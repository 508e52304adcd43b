"""Pieces for hostile full pages and pages of forums, for the code that finds bodies, posts, comments, dates and names."""

PROSE = "<p>河边的集市每天清早开门，卖鱼的人从码头走来，把篮子放在石阶上，等第一批客人。</p>"
TEXT = f"<article><h1>河边的集市</h1>{PROSE * 8}</article>"
"""Makes an article of a page."""
POST = (
    '<div class="{0}" id="p{{0}}"><a class="author" href="/user/{{0}}">客人{{0}}</a><time>2026-03-05 08:00</time>'
    '<div class="content">第{{0}}次来，鱼很新鲜，价钱也公道，明天还来。</div></div>'
)
PHPBB = (
    '<div id="p{0}" class="post"><div class="postbody"><h3><a href="#p{0}">Re: 集市</a></h3><p class="author">by '
    '<a class="username" href="./memberlist.php?u={0}">客人{0}</a> » 05 Mar 2026, 08:00</p>'
    '<div class="content">鱼很新鲜，明天还来。</div></div></div>'
)
_POSTS = f"<h1>河边的集市</h1>{''.join(POST.format('post').replace('{0}', f'9{at}') for at in range(9))}"
FULL = {
    "siblings": (TEXT, "<p>字{0}"),
    "elements in elements": (TEXT, "<div>字"),
    "names in names": (TEXT, '<div class="a{0} b">字'),
    "spans in spans": (TEXT, "<span>字"),
    "pieces of text": (TEXT, "字<b></b>"),
    "words in a paragraph": (f"{TEXT}<p>", "字{0}，"),
    "boxes": (TEXT, '<div class="c{0} d{0}" id="e{0}"><p>字</p></div>'),
    "empty boxes": (TEXT, "<div></div>"),
    "a long class": (f'{TEXT}<div class="', "c{0} "),
    "a long address": (f'{TEXT}<a href="/', "a{0}&b="),
    "a long value": (f'{TEXT}<p data-x="', ">字 "),
    "values with signs": (TEXT, "<p a='>' b=\">\">字"),
    "an open tag": (TEXT, "<a "),
    "links of a menu": (TEXT, '<li><a href="/{0}">字{0}</a>'),
    "comments of readers": (TEXT, POST.format("comment")),
    "comments in comments": (TEXT, '<div class="comment"><a class="author">甲</a><time>2026-03-05</time>字字字字字字'),
    "headings of comments in each other": (TEXT, "<div><h3>评论</h3>字"),
    "counts of comments in each other": (TEXT, "<div><b>3条评论</b>字"),
    "empty comments": (TEXT, '<div class="comment">'),
    "posts": (_POSTS, POST.format("post")),
    "posts in posts": (_POSTS, '<div class="post" id="p{0}"><a class="author">甲</a><time>2026-03-05 08:00</time>字字字字字字字'),
    "answers": (_POSTS, POST.format("answer") + POST.format("comment")),
    "posts of phpBB": (f'<body id="phpbb" class="viewtopic"><h2 class="topic-title">集市</h2>{PHPBB}', PHPBB),
    "quotations in posts": (_POSTS, "<blockquote>字"),
    "headings": (TEXT, "<h1>河边的集市{0}</h1>"),
    "titles": (TEXT, '<div class="title">河边的集市</div>'),
    "a long title": ("<title>", "河边 - 集市 | "),
    "authors": (TEXT, '<span class="author">John Smith{0}</span>'),
    "times": (TEXT, '<time itemprop="datePublished">2026-03-05 08:00</time>'),
    "lines below a headline": ("<h1>河边的集市</h1>", "<span>来源：甲报 2026-03-05 </span>"),
    "next pages": (TEXT, '<a href="/1_{0}.html">{0}</a><a href="/1_2.html">下一页</a>'),
    "metadata": (TEXT, '<meta name="author" content="甲{0}"><meta property="article:tag" content="乙{0}">'),
    "JSON-LD": (TEXT, '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "字{0}"}</script>'),
    "things in JSON-LD": (f'{TEXT}<script type="application/ld+json">[', '{"@type": "Thing", "a": {"b": [1]}},'),
    "brackets in JSON-LD": (f'{TEXT}<script type="application/ld+json">', "["),
    "noscripts of a page": (TEXT, "<noscript><p>字{0}</p></noscript>"),
    "pictures of a page": (TEXT, '<div><img src="/{0}.jpg"></div><p>字</p>'),
    "buttons": (TEXT, "<button>字</button><svg><path/></svg>"),
    "rows of a page": (f"{TEXT}<table>", "<tr><td>字<td><a href='/{0}'>字</a>"),
    "tables in tables": (TEXT, "<table><tr><td>字"),
    "lists in lists": (TEXT, "<ul><li>字"),
    "comments of the source": (TEXT, "<!-- 字 --><?x?>"),
    "editors": (TEXT, "<p>责任编辑：王某某</p>"),
    "nothing but scripts": ("", "<script>var a{0} = 1;</script>"),
}
"""The start, and the piece that is repeated after it; ``{0}`` is its number."""
_ENDS = {"a long class": '">字</div>', "a long address": '">字</a>', "a long value": '">字</p>', "a long title": "</title><p>字"}


def page_with(first: str) -> str:
    """The start of a page that begins with ``first``."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>河边的集市 - 甲报</title></head><body>{first}"


def ended(family: str) -> str:
    """The end of the pages of a family."""
    return _ENDS.get(family, "")
