"""The CDNs of sites and services outside China."""

from crawler.content.patterns import regex
from crawler.images._cdn import AS_STORED, Cdn, after_extension

TRANSFORMATION = (
    r"(?:[wh]_\d{1,5}|c_(?:fill|fit|limit|scale|thumb|l?pad|lfill|mfit)|g_[a-z_:]{1,20}|[qf]_[\w:]{1,20}"
    r"|dpr_[\w.]{1,5}|fl_[a-z_.]{1,40})"
)

FOREIGN_CDNS: tuple[Cdn, ...] = (
    Cdn(
        "wordpress",
        "source of WordPress: NAME-300x200.jpg beside NAME.jpg, -scaled for large originals; a name that would clash is "
        "numbered; plugins add @2x, and .webp behind the extension",
        sign="/wp-content/uploads/",
        path=(regex(r"-(?:(\d{2,5})x(\d{2,5})|(scaled))(?:@2x)?(?=\.\w{3,4}(?:\.webp|\.avif)?$)"),),
        sizes={"scaled": 2560},
    ),
    Cdn(
        "wordpress-com",
        "Photon API (WordPress.com), on the files of blogs: ?w=300&h=200, fit, resize; a crop at an offset is another picture",
        regex(r".+\.files\.wordpress\.com"),
        query=regex(r"(?:w|h)=(\d{1,5})|(?:fit|resize)=(\d{1,5}),(\d{1,5})|crop=(?:1|true)|(?:quality|strip|zoom|ssl)=\w+"),
        unsized=AS_STORED,
    ),
    Cdn(
        "medium",
        "public code quotes miro.medium.com/max/1400/1*ID.png, /freeze/max/60/…?q=20, /v2/resize:fit:720/format:webp/…, and "
        "cdn-images-1.medium.com",
        regex(r"(?:miro|cdn-images-\d)\.medium\.com"),
        one_host="miro.medium.com",
        path=(
            regex(r"^/(?:freeze/)?max/(\d{1,5})(?=/[\w*.-]{1,80}$)"),
            regex(r"^/v2/resize:fit:(\d{1,5})(?::(\d{1,5}))?(?=/)"),
            regex(r"^/format:\w{3,4}(?=/)"),
        ),
        noise=regex(r"q=\d{1,3}"),
    ),
    Cdn(
        "imgur",
        "documentation of Imgur: a letter behind the seven of an ID is the size of a thumbnail, one of s, b, t, m, l and h",
        regex(r"i\.imgur\.com"),
        path=(regex(r"(?<=^/[0-9A-Za-z]{7})([sbtmlh])(?=\.\w{3,4}$)"),),
        noise=regex(r"\d|fb"),
        sizes={"s": 90, "b": 160, "t": 160, "m": 320, "l": 640, "h": 1024},
    ),
    Cdn(
        "flickr",
        "documentation of Flickr (Photo Image URLs): live.staticflickr.com/SERVER/ID_SECRET_SIZE.jpg, farm1 before it; the "
        "largest sizes have secrets of their own; without a size, 500 pixels",
        regex(r"(?:live|farm\d)\.static\.?flickr\.com"),
        one_host="live.staticflickr.com",
        path=(regex(r"(?<=\d)_[0-9a-f]{10}(?:_([sqtmnwzcbhkfo]|[3-6]k))?\.(?:jpg|png|gif)$"),),
        sizes={"s": 75, "q": 150, "t": 100, "m": 240, "n": 320, "w": 400, "z": 640, "c": 800, "b": 1024, "h": 1600, "k": 2048}
        | {"3k": 3072, "4k": 4096, "f": 4096, "5k": 5120, "6k": 6144, "o": AS_STORED},
        unsized=500,
    ),
    Cdn(
        "cloudinary",
        "Cloudinary documentation: res.cloudinary.com/CLOUD/image/upload/TRANSFORMATIONS/v1/NAME; c_crop, texts and pages are "
        "other pictures",
        regex(r"res\.cloudinary\.com"),
        sign="/image/upload/",
        path=(regex(rf"(?<=/image/upload)(?:/{TRANSFORMATION}(?:,{TRANSFORMATION}){{0,9}}){{1,9}}(?=/)"),),
        size=regex(r"[wh]_(\d{1,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "imgix",
        "documentation of imgix (Unsplash has it): w, h, q, auto, fit, fm, dpr, signature s; rect, page and crops at a point are "
        "other pictures",
        regex(r".+\.imgix\.net|images\.unsplash\.com"),
        query=regex(
            r"(?:max-)?[wh]=(\d{1,5})(?:\.\d{1,9})?|(?:q|auto|fit|fm|dpr|cs|ch|lossless)=[\w.,-]{0,60}"
            r"|crop=(?:entropy|edges|faces)(?:,(?:entropy|edges|faces)){0,2}"
        ),
        noise=regex(r"(?:s|ixlib|ixid|ixjsv)=.*"),
        unsized=AS_STORED,
    ),
    Cdn(
        "google-photos",
        "public code replaces =w640-h480 behind an ID, and Blogger's /s320/ or /w640-h426/ before a name, by s0 for the picture "
        "as it was stored",
        regex(r"lh\d\.(?:googleusercontent|ggpht)\.com|blogger\.googleusercontent\.com|\d\.bp\.blogspot\.com"),
        path=(
            regex(r"(?<=[\w-]{20})=[swh]\d{1,5}(?:-[a-z]{1,3}\d{0,5}){0,8}$"),
            regex(r"/[swh]\d{1,5}(?:-[a-z]{1,3}\d{0,5}){0,8}(?=/[^/]{1,300}$)"),
        ),
        size=regex(r"[swh](\d{1,5})"),
        sizes={"0": AS_STORED},
    ),
    Cdn(
        "bbc",
        "public code takes ichef.bbci.co.uk/ace/ws/800/cpsprodpb/PATH for a larger …/240/…, and quotes /news/976/ and .jpg.webp",
        regex(r"ichef\.bbci\.co\.uk"),
        path=(regex(r"^/(?:news|ace/(?:ws|standard))/(\d{2,4})(?=/cpsprodpb/)"), regex(after_extension(r"\.") + "webp$")),
    ),
    Cdn(
        "steam",
        "Steam's API (appdetails): path_thumbnail ss_ID.600x338.jpg and path_full ss_ID.1920x1080.jpg, ?t= a time; public code "
        "quotes steamcdn-a.akamaihd.net, and /store_item_assets before the same path",
        regex(r"(?:cdn|shared)\.(?:akamai|cloudflare|fastly)\.steamstatic\.com|steamcdn-a\.akamaihd\.net"),
        sign="/ss_",
        one_host="cdn.steamstatic.com",
        path=(regex(r"^/store_item_assets(?=/steam/)"), regex(r"(?<=/ss_[0-9a-f]{40})\.(\d{2,4})x(\d{2,4})(?=\.jpg$)")),
        noise=regex(r"t=\d{1,12}"),
    ),
    Cdn(
        "amazon",
        "public code strips what stands between dots: media-amazon.com/images/I/ID._AC_SL1500_.jpg; CR is a part of the picture",
        regex(r"(?:[\w-]+\.)?(?:media|ssl-images|images)-amazon\.com"),
        one_host="m.media-amazon.com",
        sign="/images/",
        path=(regex(r"\._(?![^/]{0,80}CR\d)[\w,%-]{1,80}_(?=\.\w{3,4}$)"),),
        size=regex(r"[SU][LXYRS](\d{2,4})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "nytimes",
        "public code quotes static01.nyt.com/images/DATE/SECTION/NAME/NAME-articleLarge.jpg, -superJumbo, -jumbo, -master1050, "
        "?quality=75&auto=webp; other forms (-threeByTwo…, -mediumSquare…) are parts of the picture",
        regex(r"static01\.nyt\.com"),
        sign="/images/",
        path=(regex(r"-(articleLarge|articleInline|superJumbo|jumbo|popup|master(\d{3,4}))(?=(?:-v\d{1,2})?\.\w{3,4}$)"),),
        noise=regex(r"(?:quality|auto|disable|width)=\w+"),
        size=regex(r"-(articleLarge|articleInline|superJumbo|jumbo|popup)|master(\d{3,4})"),
        sizes={"superJumbo": 2048, "jumbo": 1024, "popup": 650, "articleLarge": 600, "articleInline": 190},
    ),
    Cdn(
        "guardian",
        "public code quotes i.guim.co.uk/img/media/ID/0_274_4456_2673/master/4456.jpg?width=620&quality=85&dpr=1&s=…; the four "
        "numbers are the part that is shown, fit=crop with a height another",
        regex(r"i\.guim\.co\.uk"),
        query=regex(r"width=(\d{1,5})|fit=max|(?:quality|dpr)=\d{1,3}|auto=[\w,]{1,20}"),
        noise=regex(r"s=\w+|usm=\w+"),
        unsized=AS_STORED,
    ),
)
