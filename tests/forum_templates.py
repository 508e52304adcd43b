"""Threads as forums of different software print them, with the same four posts."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Said(NamedTuple):
    author: str
    at: str  # YYYY-MM-DD HH:MM
    text: str


SAID = (
    Said("河边人", "2024-03-01 08:15", "南门的浮桥昨晚拆了一半，今天还能从那里走吗？"),
    Said("老船工", "2024-03-01 08:40", "不能。"),
    Said("Ferry_Fan", "2024-03-02 19:05", "渡船加开到夜里十点，从东门上船，骑车的走西边的石桥。"),
    Said("河边人", "2024-03-03 07:00", "知道了，谢谢。"),
)
TITLE = "浮桥还能走吗"
MENU = "<ul class=nav>" + "".join(f'<li><a href="/b{n}">版块{n}</a></li>' for n in range(12)) + "</ul>"
RECENT = (
    "<div class=sidebar>"
    + "".join(f'<p><a href="/t/{n}">热帖{n}</a> <span>2024-03-0{n}</span></p>' for n in range(1, 8))
    + "</div>"
)


def page(posts: str, around: str = "{}") -> str:
    return f"<html><body>{MENU}<h1>{TITLE}</h1>{around.format(posts)}{RECENT}<footer>版权所有</footer></body></html>"


def phpbb() -> str:
    posts = (
        f'<div id="p{70 + n}" class="post has-profile bg{n % 2}"><div class=inner><dl class=postprofile><dt>'
        f'<a href="./memberlist.php?u={n}" class=username>{said.author}</a></dt><dd>Posts: {n}</dd>'
        f"<dd>Joined: Mon Jan 01, 2018</dd></dl>"
        f'<div class=postbody><h3><a href="#p{70 + n}">Re: {TITLE}</a></h3><p class=author>by <strong><a class=username>'
        f"{said.author}</a></strong> » {said.at}</p><div class=content>{said.text}</div>"
        f"<div class=signature>潮水有信</div></div></div></div><hr>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts))


def vbulletin() -> str:
    posts = (
        f'<li id="post_{n}0" class="postbit postcontainer"><div class=posthead>'
        f'<span class=date>{said.at}</span><a name="post{n}0">#{n + 1}'
        f"</a></div><div class=postdetails><div class=userinfo>"
        f'<a class="username offline" href="member.php?u={n}">{said.author}</a>'
        f"<dl class=userinfo_extra><dt>Join Date</dt><dd>Mar 2014</dd></dl></div><div class=postbody><div class=content>"
        f'<div id="post_message_{n}0"><blockquote class="postcontent restore">{said.text}</blockquote></div>'
        f"</div></div></div></li>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts), "<ol id=posts>{}</ol>")


def xenforo() -> str:
    posts = (
        f'<article class="message message--post" id="js-post-{n}7"><div class=message-inner>'
        f'<div class="message-cell message-cell--user">'
        f'<h4 class=message-name><a class=username href="/members/x.{n}/">{said.author}</a></h4><h5 class=userTitle>'
        f"Member</h5>"
        f'<dl class="pairs"><dt>Joined</dt><dd>Oct 25, 2017</dd></dl></div><div class="message-cell message-cell--main">'
        f"<header class=message-attribution>"
        f'<time datetime="{said.at.replace(" ", "T")}:00+0800">{said.at[:10]}</time><a>#{n + 1}</a></header>'
        f'<div class=message-content><article class="message-body js-selectToQuote">'
        f"<div class=bbWrapper>{said.text}</div></article></div>"
        f"<footer class=message-footer>Reactions: two</footer></div></div></article>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts))


def discourse() -> str:
    """As it is shown to crawlers."""
    posts = "".join(
        f'<div id="post_{n + 1}" class="topic-body crawler-post"><div class=crawler-post-meta>'
        f"<span class=creator itemprop=author>"
        f'<a href="/u/x{n}"><span itemprop=name>{said.author}</span></a></span><time itemprop=datePublished '
        f'datetime="{said.at.replace(" ", "T")}:00+08:00" class=post-time>{said.at}</time></div>'
        f"<div class=post itemprop=text>"
        f"<p>{said.text}</p></div></div>"
        for n, said in enumerate(SAID)
    )
    return f"<html><body><section></section><noscript><h1>{TITLE}</h1><div id=main>{posts}</div></noscript></body></html>"


def tieba() -> str:
    posts = (
        f'<div class="l_post j_l_post"><div class=d_author><ul class=p_author><li class=d_name><a class=p_author_name '
        f'href="/home/main?id=x{n}">{said.author}</a></li></ul></div><div class=d_post_content_main><div class=p_content><cc>'
        f'<div id="post_content_{n}01" class="d_post_content j_d_post_content">{said.text}</div></cc></div>'
        f"<div class=core_reply>"
        f"<span class=tail-info>{n + 1}楼</span><span class=tail-info>{said.at}</span></div></div></div>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts))


def v2ex() -> str:
    opener, *replies = SAID
    posts = (
        f'<div id="r_{n}55" class=cell><table><tr><td><img class=avatar></td><td><strong>'
        f'<a href="/member/x{n}" class=dark>{said.author}</a>'
        f'</strong> <span class=ago title="{said.at}:00 +08:00">3 天前</span>'
        f"<div class=reply_content>{said.text}</div></td></tr></table></div>"
        for n, said in enumerate(replies)
    )
    return page(
        f"<div class=box><div class=header><small>"
        f'<a href="/member/x9">{opener.author}</a> · <span title="{opener.at}:00 +08:00">4 天前'
        f"</span></small></div><div class=cell><div class=topic_content>{opener.text}</div></div></div>"
        f"<div class=box>{''.join(posts)}</div>"
    )


def question() -> str:
    """As Stack Exchange prints questions and answers, but without comments."""
    opener, *answers = SAID

    def cell(said: Said, kind: str, number: int) -> str:
        return (
            f'<div id="{kind}-{number}" class="{kind}"><div class=post-layout>'
            f"<div class=votecell>{number}</div><div class={kind}cell>"
            f'<div class="s-prose js-post-body" itemprop=text><p>{said.text}</p></div>'
            f"<div class=post-signature><div class=user-info>"
            f'<span title="{said.at}:00Z">{said.at}</span><div class=user-details>'
            f'<a href="/users/{number}/x">{said.author}</a></div></div></div>'
            f"</div></div></div>"
        )

    posts = "".join(cell(said, "answer", n + 10) for n, said in enumerate(answers))
    return page(f"{cell(opener, 'question', 9)}<div id=answers>{posts}</div>")


def bbpress() -> str:
    """A post is two elements beside each other."""
    posts = (
        f'<div id="post-{n}3" class=bbp-reply-header><span class=bbp-reply-post-date>{said.at}</span></div>'
        f'<div class="reply topic-author '
        f'user-id-{n}"><div class=bbp-reply-author><a href="/users/x" class=bbp-author-name>{said.author}</a></div>'
        f"<div class=bbp-reply-content><p>{said.text}</p></div></div>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts), "<div class=forums>{}</div>")


def table_rows() -> str:
    """As hand-made boards print posts: rows, and nothing named."""
    posts = (
        f'<tr><td><a href="/profile/{n}">{said.author}</a><br>{said.at}</td><td><p>{said.text}</p></td></tr>'
        for n, said in enumerate(SAID)
    )
    return page("".join(posts), "<table><tbody>{}</tbody></table>")


def nested_comments() -> str:
    """Each reply stands in the post that it answers."""
    inner = ""
    for n, said in reversed(list(enumerate(SAID))):
        inner = (
            f'<li class="comment depth-{n}" id="comment-{n}1"><div class=comment-body>'
            f'<div class="comment-author vcard"><cite class=fn>'
            f"{said.author}</cite></div><div class=comment-meta>"
            f"<time datetime='{said.at.replace(' ', 'T')}:00+08:00'>{said.at}</time></div>"
            f"<p>{said.text}</p></div>{f'<ul class=children>{inner}</ul>' if inner else ''}</li>"
        )
    return page(inner, "<ol class=comment-list>{}</ol>")


def tianya() -> str:
    """Who and when stand in attributes as well; the opener stands apart from the replies."""
    opener, *replies = SAID

    def info(said: Said, label: str) -> str:
        return (
            f'<div class=atl-info><span>{label}：<a class=js-vip-check href="/{said.author}">{said.author}</a></span>'
            f"<span>时间：{said.at}:00</span></div>"
        )

    posts = (
        f'<div class="atl-item" id="{n}9" replyid="{n}9"><div class=atl-head><div class=atl-info><span>'
        f"作者：<a class=js-vip-check "
        f'href="/{said.author}">{said.author}</a></span> <span>时间：{said.at}:00</span></div><div class=atl-head-reply>'
        f"举报 回复</div></div>"
        f'<div class=atl-content><div class=atl-con-bd><div class="bbs-content">{said.text}</div></div></div></div>'
        for n, said in enumerate(replies)
    )
    return page(
        f'<div id=post_head>{info(opener, "楼主")}</div><div class=atl-main><div class="atl-item host-item">'
        f"<div class=atl-content>"
        f'<div class="bbs-content clearfix">{opener.text}</div></div></div>{"".join(posts)}</div>'
    )


def douban() -> str:
    opener, *replies = SAID
    posts = (
        f'<li class="clearfix comment-item reply-item" id="{n}4" data-cid="{n}4"><div class=user-face>'
        f'<a href="/people/x{n}/"><img></a></div>'
        f'<div class="reply-doc content"><div class=bg-img-green><h4><a href="/people/x{n}/">{said.author}</a>'
        f" <span class=pubtime>"
        f"{said.at}:00</span></h4></div><p class=reply-content>{said.text}</p><div class=operation-div>"
        f"<a class=lnk-reply>回应</a></div></div></li>"
        for n, said in enumerate(replies)
    )
    return page(
        f'<div class="topic-content clearfix"><div class=topic-doc><h3><span class=from>来自: <a href="/people/x9/">'
        f"{opener.author}</a></span>"
        f'<span class=create-time>{opener.at}:00</span></h3><div class="topic-richtext">{opener.text}</div></div></div>'
        f"<ul class=topic-reply id=comments>{''.join(posts)}</ul>"
    )


def phpwind() -> str:
    posts = (
        f'<div class="read_t" id="readfloor_{n}7"><table><tr><td class=floot_left><div class=readName>'
        f'<a href="u.php?uid={n}">{said.author}</a>'
        f"</div><div class=user-infoWrap>级别: 新手上路</div></td><td class=floot_right><div class=tipTop><span class=fr>"
        f"{n + 1}楼</span>"
        f'<span title="{said.at}:00">发表于: {said.at}</span></div><div class=tpc_content><div class=f14 id="read_{n}7">'
        f"{said.text}</div></div>"
        f"</td></tr></table></div>"
        for n, said in enumerate(SAID)
    )
    return page("".join(posts), "<form name=delatc>{}</form>")


def replies_under_a_floor() -> str:
    """As 百度贴吧 prints them: the second and the third post stand under the first."""
    inner = "".join(
        f'<li class="lzl_single_post j_lzl_s_p"><div class=lzl_cnt><a class="at j_user_card" href="/home/main?id=x{n}">'
        f"{said.author}</a>:"
        f"<span class=lzl_content_main>{said.text}</span><div class=lzl_content_reply><span class=lzl_time>{said.at}</span>"
        f"<a>回复</a></div></div></li>"
        for n, said in enumerate(SAID[1:3])
    )

    def floor(said: Said, n: int, inner: str = "") -> str:
        return (
            f'<div class="l_post j_l_post"><div class=d_author><a class=p_author_name href="/home/main?id=y{n}">'
            f"{said.author}</a></div>"
            f'<div class=d_post_content_main><div id="post_content_{n}01" class="d_post_content">{said.text}</div>'
            f"<span class=tail-info>{said.at}</span><ul class=j_lzl_m_w>{inner}</ul></div></div>"
        )

    return page(floor(SAID[0], 1, inner) + floor(SAID[3], 2))


TEMPLATES: Mapping[str, Callable[[], str]] = {
    made.__name__: made
    for made in (
        *(phpbb, vbulletin, xenforo, discourse, tieba, v2ex, question, bbpress, table_rows, nested_comments, douban, phpwind),
        replies_under_a_floor,
    )
}
