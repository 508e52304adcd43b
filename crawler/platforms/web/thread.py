"""The thread of a page of any forum."""

from crawler.content.body import Draft
from crawler.platforms.platform import Platform
from crawler.platforms.threads import ThreadHead, thread_draft
from crawler.platforms.web.posts import POSTS, read_posts
from crawler.platforms.web.posts.software import software_of
from crawler.readers import Document


def draft_of_thread(site: Platform, document: Document, head: ThreadHead) -> Draft | None:
    """The thread of a page, one body a post, before any cleaning; None where it has no posts.

    Times that name no zone are read in that of the site's clock; ``head.platform`` is found out where it is not given. Raises
    :class:`~crawler.content.html.TooDeepError`.
    """
    assert document.root is not None  # noqa: S101 - the reader sees to it
    posts = read_posts(document.root, document.page.captured, head.base, site.clock.zone, document.max_depth)
    head = head if head.platform else head._replace(platform=software_of(document.text))
    return thread_draft(site, document, head, posts, POSTS) if posts else None
