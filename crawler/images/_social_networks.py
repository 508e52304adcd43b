"""The CDNs of social networks outside China."""

from crawler.content.patterns import regex
from crawler.images._cdn import AS_STORED, Cdn

SOCIAL_NETWORKS: tuple[Cdn, ...] = (
    Cdn(
        "twitter",
        "documentation of X: ID?format=jpg&name=small|medium|large|orig, and ID.jpg:SIZE before it; without a size, medium",
        regex(r"pbs\.twimg\.com"),
        path=(regex(r":(orig|large|medium|small|thumb)$"), regex(r"(?<=^/media/[\w-]{15})\.(?:jpg|png|webp)$")),
        query=regex(r"name=(?:(orig|large|medium|small|thumb)|(\d{2,4})x(\d{2,4}))"),
        noise=regex(r"format=\w{3,4}"),
        sizes={"orig": AS_STORED, "large": 2048, "medium": 1200, "small": 680, "thumb": 150},
        unsized=1200,
    ),
    Cdn(
        "pixiv",
        "public code pairs i.pximg.net/img-original/img/DATE/ID_p0.png with /c/540x540_70/img-master/img/DATE/"
        "ID_p0_master1200.jpg, _square1200 and custom-thumb/…_custom1200, and replaces the host by i.pixiv.cat, .re or .nl",
        regex(r"i(?:-cf|-f)?\.pximg\.net|i\.pixiv\.(?:cat|re|nl)"),
        one_host="i.pximg.net",
        path=(
            regex(r"^/c/(\d{2,4})x(\d{2,4})[0-9a-z_]{0,12}(?=/)"),
            regex(r"^/(?:(img-original)|img-master|custom-thumb)(?=/img/\d{4}/)"),
            regex(r"(?<=\d)_(?:master|square|custom)(\d{3,4})(?=\.jpg$)"),
            regex(r"(?<=_p\d)\.\w{3}$|(?<=_p\d\d)\.\w{3}$|(?<=_p\d\d\d)\.\w{3}$"),
        ),
        sizes={"img-original": AS_STORED},
    ),
    Cdn(
        "reddit",
        "public code takes i.redd.it/ID.jpg for preview.redd.it/ID.jpg?width=640&crop=smart&auto=webp&s=… and for "
        "preview.redd.it/TITLE-v0-ID.jpg?…; stills (format=png8, mp4) and crops to a shape are other pictures",
        regex(r"(?:i|preview)\.redd\.it"),
        one_host="i.redd.it",
        path=(regex(r"(?<=^/)[^/]{1,300}-v0-(?=[0-9a-z]{10,16}\.\w{3,4}$)"),),
        query=regex(r"(?:width|height)=(\d{1,5})|crop=smart|(?:auto|format)=(?:webp|pjpg)"),
        noise=regex(r"(?:s|v)=\w+|blur=\d+"),
        unsized=AS_STORED,
    ),
    Cdn(
        "reddit-external",
        "public code quotes external-preview.redd.it/ID.jpg?width=640&crop=smart&auto=webp&s=…",
        regex(r"external-preview\.redd\.it"),
        query=regex(r"(?:width|height)=(\d{1,5})|crop=smart|(?:auto|format)=(?:webp|pjpg)"),
        noise=regex(r"s=\w+"),
        unsized=AS_STORED,
    ),
    Cdn(
        "meta",
        "public code quotes scontent-nrt1-1.cdninstagram.com/v/t51.2885-15/ID_n.jpg?stp=dst-jpg_p640x640&_nc_ht=…&oh=…&oe=… "
        "and *.fna.fbcdn.net; a name has the numbers of the picture, stp=c… is a crop",
        regex(r"(?:scontent|instagram|external)[\w.-]*\.(?:cdninstagram\.com|fbcdn\.net)"),
        sign="/v/t",
        one_host="scontent.fbcdn.net",
        query=regex(r"stp=(?!c\d)[\w.-]{1,80}"),
        noise=regex(r"(?:_nc_\w+|oh|oe|ccb|efg|edm|se|ig_cache_key)=.*"),
        size=regex(r"[ps](\d{2,4})(?:x(\d{2,4}))?"),
        unsized=AS_STORED,
    ),
    Cdn(
        "discord",
        "public code quotes cdn.discordapp.com/attachments/CHANNEL/ID/NAME?ex=…&is=…&hm=…, and "
        "media.discordapp.net/attachments/…&format=webp&width=400&height=300 for a smaller one",
        regex(r"(?:cdn\.discordapp\.com|media\.discordapp\.net)"),
        sign="discord",
        one_host="cdn.discordapp.com",
        query=regex(r"(?:width|height|size)=(\d{1,5})|format=\w{3,4}|quality=\w{1,10}"),
        noise=regex(r"(?:ex|is|hm)=[0-9a-f]*"),
        unsized=AS_STORED,
    ),
    Cdn(
        "tumblr",
        "public code quotes 64.media.tumblr.com/DIGEST/DIGEST-05/s640x960/NAME.jpg, each size with a name of its own, and "
        "tumblr_ID_540.jpg before it",
        regex(r"\d{1,2}\.media\.tumblr\.com"),
        one_host="media.tumblr.com",
        path=(
            regex(r"(?<=-[0-9a-f]{2})/s(\d{2,4})x(\d{2,4})(?:_c1)?/[0-9a-f]{40}\.\w{3,4}$"),
            regex(r"(?<=/tumblr_[0-9A-Za-z]{19})_(\d{2,4})(?=\.\w{3,4}$)"),
        ),
    ),
    Cdn(
        "youtube",
        "documentation of YouTube (thumbnails: default, medium, high, standard, maxres), on img.youtube.com too; "
        "1, 2 and 3 are other frames",
        regex(r"(?:i\d?\.ytimg|img\.youtube)\.com"),
        one_host="i.ytimg.com",
        path=(regex(r"^/vi(?:_webp)?(?=/)"), regex(r"(?<=^/[\w-]{11})/(?:(maxres|sd|hq|mq)?default|(hq720))\.(?:jpg|webp)$")),
        noise=regex(r"(?:sqp|rs)=.*"),
        sizes={"maxres": 1280, "hq720": 1280, "sd": 640, "hq": 480, "mq": 320},
        unsized=120,
    ),
    Cdn(
        "gravatar",
        "documentation of Gravatar: avatar/DIGEST?s=200, d and r for a person without a picture",
        regex(r"(?:[\w-]+\.)?gravatar\.com"),
        sign="/avatar/",
        one_host="gravatar.com",
        query=regex(r"(?:s|size)=(\d{1,4})"),
        noise=regex(r"(?:d|default|r|rating|f|forcedefault)=.*"),
        unsized=80,
    ),
)
