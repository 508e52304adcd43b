"""The CDNs of news sites in Taiwan and Hong Kong."""

from crawler.content.patterns import regex
from crawler.images._cdn import Cdn

TAIWANESE_CDNS: tuple[Cdn, ...] = (
    Cdn(
        "cna",
        "public code quotes imgcdn.cna.com.tw/www/WebPhotos/1024/DATE/NAME.jpg, /800/ and, for sharing, /webphotos/WebOg/600/",
        regex(r"imgcdn\.cna\.com\.tw"),
        sign="hotos/",
        path=(regex(r"^/www/[Ww]eb[Pp]hotos(?:/WebOg)?/(\d{3,4})(?=/\d{8}/)"),),
    ),
    Cdn(
        "ltn",
        "public code quotes img.ltn.com.tw/Upload/news/600/YYYY/MM/DD/NAME.jpg, …/ent/page/800/… and …/sports/page/800S/…",
        regex(r"img\.ltn\.com\.tw"),
        path=(regex(r"/(\d{3,4})S?(?=/20\d\d/\d\d/\d\d/)"),),
    ),
    Cdn(
        "chinatimes",
        "public code quotes images.chinatimes.com/newsphoto/YYYY-MM-DD/656/NUMBER.jpg and other widths",
        regex(r"images\.chinatimes\.com"),
        path=(regex(r"(?<=^/newsphoto/\d{4}-\d\d-\d\d)/(\d{3,4})(?=/[0-9A-Z]{14,20}\.\w{3,4}$)"),),
    ),
    Cdn(
        "ettoday",
        "public code quotes cdn2.ettoday.net/images/5840/d5840071.jpg beside …/images/1027/1027134.jpg, the picture as stored",
        regex(r"(?:cdn\d|pics|static)\.ettoday\.net"),
        sign="/images/",
        one_host="cdn2.ettoday.net",
        path=(regex(r"(?<=/)[bcdelms](?=\d{5,8}\.\w{3,4}$)"),),
    ),
    Cdn(
        "hk01",
        "public code quotes cdn.hk01.com/di/media/images/dw/DATE/ID.jpeg/SIGNATURE, ?v=w1920, and ?v=w1280r16_9 in another shape",
        regex(r"cdn\.hk01\.com"),
        sign="/di/media/",
        query=regex(r"v=w(\d{2,4})(?:r\d{1,2}_\d{1,2})?"),
    ),
)
