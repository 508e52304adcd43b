"""Posts and comments in pages of any site: repeated elements with a name, a time and words of their own.

``signs`` goes once through the survey of a page and notes possible parts of posts. ``groups`` finds the elements that are posts,
and ``opener`` the one that a thread begins with. ``contents`` determines which element of each holds the poster's words, and
``reading`` turns them into items. ``comments`` returns the comments of a page that is not a thread.
"""

from crawler.content.patterns import regex
from crawler.platforms.forum import ChromeElement, Forum
from crawler.platforms.web.posts.comments import comments_in
from crawler.platforms.web.posts.polls import polls_in
from crawler.platforms.web.posts.reading import read_posts

__all__ = ["POSTS", "comments_in", "polls_in", "read_posts"]

POSTS = Forum(
    elements=(
        ChromeElement("signature", "signature under a post", frozenset({"signature"})),
        ChromeElement("attachment", "names and sizes of attachments", frozenset({"attachments"})),
        ChromeElement("edit-notice", "says who edited the post and when", frozenset({"edit-notice"})),
        ChromeElement("poll", "a poll with its votes, which the thread has apart", frozenset({"poll"})),
        ChromeElement("screened", "notice in place of a post", frozenset({"screened"})),
        ChromeElement("comments", "comments of others on the post", frozenset({"comments"})),
        ChromeElement("post-head", "who wrote the post, and when", frozenset({"post-head"})),
        ChromeElement("post-title", "the headline of the thread, printed above a post", frozenset({"post-title"})),
        ChromeElement("event", "what was done to the thread, and by whom", frozenset({"event"})),
        ChromeElement("promoted", "an advertisement among the posts", frozenset({"promoted"})),
        ChromeElement("post-actions", "what can be done with a post, and who did it", frozenset({"actions"})),
        ChromeElement("quoted-image", "a picture in a quotation", frozenset({"quoted-image"})),
    ),
    picture=regex(
        r"/images/(?:attach|buttons|icons|misc|statusicon)/|/smil(?:ies|eys?|es)/|/emoji|/emoticons?/|/avatars?/|/face/|gravatar\.com/"
    ),
)
"""Elements that forums of any software add to posts."""
