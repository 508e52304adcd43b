"""The known image proxies, the most specific first."""

from crawler.content.patterns import regex
from crawler.images._cdn import Proxy

WEB = r"(?P<url>(?i:https?(?::|%3A)(?:/|%2F){2})"
IN_PATH = r"(?P<url>(?i:https?(?:%3A(?:/|%2F){2}[^?#]+|:(?:/|%2F){2}.+)))"
"""A URL in a path up to the end; escaped, it ends before the query of the proxy's own."""
CROPS = regex(r"(?:^|[?&])(?:crop|rect|trim|c[xywh])=")
"""Parameters for which a proxy returns only a part of the picture; such a URL is left as it is."""

PROXIES: tuple[Proxy, ...] = (
    Proxy(
        "wordpress-photon",
        "Photon API (Jetpack): i0 to i3.wp.com/HOST/PATH; ssl=1 when the original is fetched by HTTPS",
        regex(r"/(?P<url>[^/?#]+\.[^/?#]+/[^?#]+)\?(?:[^#&]*&)*ssl=1(?:[&#].*)?"),
        regex(r"i[0-3]\.wp\.com"),
        scheme="https",
    ),
    Proxy(
        "wordpress-photon-http",
        "Photon API (Jetpack): the original is fetched by HTTP without ssl=1",
        regex(r"/(?P<url>[^/?#]+\.[^/?#]+/[^?#]+)(?:[?#].*)?"),
        regex(r"i[0-3]\.wp\.com"),
        scheme="http",
    ),
    Proxy(
        "weserv",
        "wsrv.nl documentation: url= takes a URL, or one without a scheme; ssl: before it is the older way to say HTTPS",
        regex(r"/?\?(?:[^#&]*&)*url=(?:ssl(?::|%3A))?(?P<url>[^&#]+)(?:[&#].*)?"),
        regex(r"images\.weserv\.nl|wsrv\.nl"),
        scheme="https",
    ),
    Proxy(
        "ifeng-resize",
        "public code quotes d.ifengimg.com/w600/HOST/PATH, w480_h270_q90, mw978_mh598, q100 and …_webp",
        regex(r"/(?:(?:m?[whq]\d{1,5}|webp)_?){1,6}/(?P<url>[^/?#]+\.ifeng(?:img)?\.com/[^?#]+)(?:[?#].*)?"),
        regex(r"d\.ifengimg\.com"),
        scheme="same",
    ),
    Proxy(
        "baidu-image-search",
        "public code quotes gimg2.baidu.com/image_search/src=URL&refer=…",
        regex(r"/image_search/src=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        regex(r"gimg\d\.baidu\.com"),
    ),
    Proxy(
        "baidu-it",
        "public code quotes t12.baidu.com/it/u=URL&fm=36",
        regex(r"/it/u=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        regex(r"(?:t|f|img|mms)\d{1,2}\.baidu\.com"),
    ),
    Proxy(
        "baidu-timg",
        "public code quotes …/timg?image&quality=80&size=b9999_10000&sec=…&src=URL",
        regex(r"/(?:[\w-]+/)?timg\?(?:[^#&]*&)*src=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        regex(r"timg\d*\.baidu\.com|ss\d\.(?:bdstatic|baidu)\.com|timgsa\.baidu\.com"),
    ),
    Proxy(
        "netease-resize",
        "public code quotes nimg.ws.126.net/?url=URL&thumbnail=660x2147483647&quality=80&type=jpg",
        regex(r"/\?(?:[^#&]*&)*url=(?P<url>(?:(?i:https?(?::|%3A)))?(?:/|%2F){2}[^&#]+)(?:[&#].*)?"),
        regex(r"nimg\.ws\.126\.net"),
    ),
    Proxy(
        "google-gadgets",
        "Google's OpenSocial proxy: images1-focus-opensocial.googleusercontent.com/gadgets/proxy?url=URL&container=focus",
        regex(r"/gadgets/proxy\?(?:[^#&]*&)*url=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        regex(r"[\w-]+\.googleusercontent\.com"),
    ),
    Proxy(
        "google-mail",
        "Gmail's image proxy: ci3.googleusercontent.com/proxy/TOKEN=s0-d-e1-ft#URL",
        regex(r"/(?:proxy|meips)/[^#]*#" + WEB + r".+)"),
        regex(r"[\w-]+\.googleusercontent\.com"),
    ),
    Proxy(
        "duckduckgo",
        "DuckDuckGo's image proxy: external-content.duckduckgo.com/iu/?u=URL",
        regex(r"/iu/\?(?:[^#&]*&)*u=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        regex(r"(?:external-content|proxy)\.duckduckgo\.com"),
    ),
    Proxy(
        "cloudinary-fetch",
        "Cloudinary documentation: res.cloudinary.com/CLOUD/image/fetch/OPTIONS/URL",
        regex(r"/[^/?#]+/image/fetch/(?:(?!https?(?::|%3A))(?![^/]*c_crop)[^/?#]+/){0,4}" + WEB + r".+)"),
        regex(r"res\.cloudinary\.com"),
    ),
    Proxy(
        "cloudflare-resize",
        "Cloudflare Images documentation: /cdn-cgi/image/OPTIONS/URL on any zone",
        regex(r"/cdn-cgi/image/(?![^/]*trim)[^/?#]+/" + WEB + r".+)"),
    ),
    Proxy(
        "next-image",
        "documentation of Next.js and Vercel: /_next/image?url=PATH&w=640&q=75, PATH of the same host; /_vercel/image",
        regex(r"[^?#]*/_(?:next|vercel)/image/?\?(?:[^#&]*&)*url=(?P<url>(?:/|%2F)[^&#]+)(?:[&#].*)?"),
    ),
    Proxy(
        "amp-cache",
        "AMP cache documentation: HOST.cdn.ampproject.org/i/s/HOST/PATH, ii for a smaller one, s for HTTPS",
        regex(r"/ii?/(?:w\d{1,4}/)?s/(?P<url>[^/?#]+\.[^/?#]+/[^#]+)"),
        regex(r"[\w-]+\.cdn\.ampproject\.org"),
        scheme="https",
    ),
    Proxy(
        "nitter",
        "public code quotes HOST/pic/media%2FID.jpg%3Fname%3Dsmall and /pic/orig/media%2FID.jpg of any instance of Nitter",
        regex(r"/pic/(?:orig/)?(?P<url>media(?:%2F|/)[\w-]{15}\.\w{3,4}(?:(?:%3F|\?)[^#]{0,80})?)(?:#.*)?"),
        of="pbs.twimg.com",
    ),
    Proxy(
        "yahoo",
        "public code quotes s.yimg.com/ny/api/res/1.2/SIGNATURE--/OPTIONS--/URL, and another /uu/api/res/1.2/… in it",
        regex(r"/[a-z]{2}/api/res/1\.2/[^?#]{1,400}/" + WEB + r".+)"),
        regex(r"s\d?\.yimg\.com"),
    ),
    Proxy(
        "cors-path",
        "cors-anywhere and proxies on workers.dev after it: HOST/URL",
        regex(r"/" + WEB + r".+)"),
        regex(r"(?:.*\.)?(?:workers\.dev|herokuapp\.com)"),
    ),
    Proxy("cors-query", "cors.zfour.workers.dev in dumps of ZAKER: HOST/?URL", regex(r"/\?" + WEB + r".+)")),
    Proxy(
        "statically",
        "Statically documentation: cdn.statically.io/img/HOST/OPTIONS/PATH",
        regex(r"/img/(?P<url>[^/?#]+\.[^/?#]+/[^?#]+)(?:[?#].*)?"),
        regex(r"cdn\.statically\.io"),
        scheme="https",
    ),
    Proxy(
        "imgproxy-plain",
        "imgproxy documentation: /SIGNATURE/OPTIONS/plain/URL@EXTENSION",
        regex(r"/(?![^?#]*(?:crop|trim))[^?#]{1,200}/plain/" + WEB + r"[^?#@]+)(?:@\w{2,5})?"),
        picture=True,
    ),
    Proxy(
        "base64",
        "imgproxy documentation (…/BASE64, or BASE64.EXTENSION), Miniflux (/proxy/DIGEST/BASE64), and ?src=BASE64; "
        "that of an object store's watermark is another picture",
        regex(
            r"(?![^?#]*(?:crop|trim)|[^#]*watermark)[^#]*[/=](?P<url>aHR0c[\w+/-]{8,4096}(?:=|%3[Dd]){0,2})(?:\.\w{2,5}|[&#].*)?"
        ),
        picture=True,
    ),
    Proxy(
        "url-in-path",
        "thumbnailers of many makes: HOST/OPTIONS/URL (Substack); of web archives each capture is a picture of its own",
        regex(r"/(?![^?#]*(?:crop|c_fill|trim|(?<!\d)\d{8,14}(?:[a-z]{2}_)?/))(?:[^?#]{1,200}/)?" + IN_PATH + r"(?:[?#].*)?"),
        picture=True,
    ),
    Proxy(
        "url-parameter",
        "thumbnailers of many makes: ?url=URL, src=, image=, img=, u=",
        regex(r"[^?#]*\?(?:[^#&]*&)*(?:url|src|image|img|imgurl|u)=" + WEB + r"[^&#]+)(?:[&#].*)?"),
        picture=True,
    ),
)
