"""Software that serves pictures of any host."""

from crawler.content.patterns import regex
from crawler.images._cdn import AS_STORED, Cdn, after_extension

PICTURE_SOFTWARE: tuple[Cdn, ...] = (
    Cdn(
        "discuz-thumb",
        "source of Discuz! (getimgthumbname): NAME.jpg.thumb.jpg beside NAME.jpg",
        sign=".thumb.jpg",
        path=(regex(after_extension(r"\.thumb") + r"\.jpg$"),),
    ),
    Cdn(
        "discuz-image",
        "source of Discuz! (forum_image): forum.php?mod=image&aid=ID&size=300x300&key=…",
        sign="mod=image&",
        query=regex(r"size=(\d{1,4})x(\d{1,4})"),
        noise=regex(r"(?:key|nocache|type|ramdom|random)=.*"),
    ),
    Cdn(
        "discuz-attachment",
        "source of Discuz! (forum_attachment): noupdate=yes does not count the download, nothumb=yes never returns a thumbnail",
        sign="mod=attachment&",
        noise=regex(r"no(?:update|thumb)=yes"),
    ),
    Cdn(
        "keylol",
        "pages (blob.keylol.com/forum/DATE/ID.jpg?a=a, the same on every picture of a post that has it)",
        regex(r"blob\.keylol\.com"),
        noise=regex(r"a=a"),
    ),
    Cdn(
        "mediawiki",
        "documentation of MediaWiki: /thumb/a/ab/FILE/300px-FILE beside /a/ab/FILE; pages of a document and frames of a video "
        "are other pictures",
        sign="/thumb/",
        path=(
            regex(r"/thumb(?=/[0-9a-f]/[0-9a-f]{2}/[^/]{1,300}/\d{1,5}px-[^/]{1,300}$)"),
            regex(r"(?<=\.\w{3})/(\d{1,5})px-(?!seek)[^/]{1,300}$|(?<=\.\w{4})/(\d{1,5})px-(?!seek)[^/]{1,300}$"),
        ),
    ),
    Cdn(
        "fandom",
        "public code appends /scale-to-width-down/WIDTH to static.wikia.nocookie.net/WIKI/images/a/ab/FILE/revision/latest?cb=…",
        regex(r"(?:static|vignette\d?|images)\.wikia\.nocookie\.net"),
        one_host="static.wikia.nocookie.net",
        path=(regex(r"/scale-to-(?:width|height)(?:-down)?/(\d{1,5})$"), regex(r"/revision/latest$")),
        noise=regex(r"path-prefix=[\w-]+|format=\w+"),
        unsized=AS_STORED,
    ),
    Cdn(
        "cloudflare-path",
        "Cloudflare Images documentation: /cdn-cgi/image/OPTIONS/PATH of the same zone; trim is another picture",
        sign="/cdn-cgi/image/",
        path=(regex(r"/cdn-cgi/image/(?![^/]{0,200}trim)[^/]{1,200}(?=/)"),),
        size=regex(r"(?:width|height|w|h)=(\d{1,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "nuxt-image",
        "documentation of Nuxt Image: /_ipx/OPTIONS/PATH of the same host; extract is another picture",
        sign="/_ipx/",
        path=(regex(r"/_ipx/(?![^/]{0,200}(?:extract|trim))[^/]{1,200}(?=/)"),),
        size=regex(r"[whs]_(\d{1,5})|(?<=\d)x(\d{1,5})"),
        unsized=AS_STORED,
    ),
)
