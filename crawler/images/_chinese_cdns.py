"""The CDNs of news sites, forums and social networks in China."""

from crawler.content.patterns import regex
from crawler.images._cdn import AS_STORED, Cdn, after_extension

ANY = regex(r"(?s:.*)")

CHINESE_CDNS: tuple[Cdn, ...] = (
    Cdn(
        "sina-news",
        "pages (n.sinaimg.cn/CHANNEL/44/w1000h644/DATE/NAME.jpg; before it width + height modulo 800); public code quotes "
        "k.sinaimg.cn/n/PATH/w700d1q75cms.jpg for a thumbnail of n.sinaimg.cn/PATH",
        regex(r"[nk]\.sinaimg\.cn"),
        one_host="n.sinaimg.cn",
        path=(
            regex(r"^/n(?=/)"),
            regex(after_extension("/w") + r"(?:(\d{4})(?=h\d)|(\d{3}))[0-9a-z]{0,40}\.(?:jpg|png|gif|webp)$"),
            regex(r"/\d{1,3}/w(\d{1,5})h(\d{1,5})(?=/\d{8}/[0-9A-Za-z]{4}-[0-9A-Za-z]{8,40}\.\w{3,4}$)"),
        ),
        noise=regex(r"by=\w+"),
    ),
    Cdn(
        "weibo",
        "pages (ww1.sinaimg.cn/large/ID.jpg); public code lists the sizes, the hosts ww, wx, ws, wxt, wt, tva and tvax, and "
        "Expires, ssig and KID, and quotes s14.sinaimg.cn/orignal/ID&690 and /middle/ID of Sina's blogs",
        regex(r"(?:(?:w[wxs]|tvax?|ss?)\d{1,2}|wxt|wt)\.sinaimg\.(?:cn|com)"),
        one_host="weibo.sinaimg.cn",
        path=(
            regex(
                r"^/(?:(large|bmiddle|middle|small|square|thumbnail|woriginal|original|orignal|oslarge)"
                r"|(?:mw|orj|thumb|wap|or|webp|sq)(\d{2,4}))(?=/[0-9A-Za-z]{20,40}(?:\.\w{3,4}|&\d{1,4})?$)"
            ),
            regex(r"(?<=[0-9A-Za-z]{20})&\d{1,4}$"),
        ),
        noise=regex(r"(?:Expires|ssig|KID)=.*"),
        sizes={"large": 4096, "bmiddle": 440, "middle": 440, "small": 200, "square": 80, "thumbnail": 120}
        | dict.fromkeys(("woriginal", "original", "orignal", "oslarge"), AS_STORED),
    ),
    Cdn(
        "zaker",
        "pages (zkres1 and zkres2.myzaker.com/YYYYMM/ID_1024.jpg); public code quotes _640 and _raw.gif",
        regex(r"zkres\d{0,2}\.myzaker\.com"),
        one_host="zkres.myzaker.com",
        path=(regex(r"_(\d{3,4}|raw)(?=\.\w{3,4}$)"),),
        sizes={"raw": AS_STORED},
    ),
    Cdn(
        "guancha",
        "pages of 观察者网 (i.guancha.cn/news/DATE/ID.jpg!cmspl): a style, in the form of the object stores below",
        regex(r"i\.guancha\.cn"),
        path=(regex(after_extension("!") + r"[\w.-]{1,40}$"),),
    ),
    Cdn(
        "bilibili",
        "public code strips what stands behind @ or _ after the extension: i0.hdslb.com/bfs/archive/ID.jpg@672w_378h_1c.webp, "
        "and turns archive.biliimg.com into i0.hdslb.com",
        regex(r"i\d\.hdslb\.com|archive\.biliimg\.com"),
        one_host="i.hdslb.com",
        path=(
            regex(after_extension("@") + r"(?!\d{1,5}-)[\w.!-]{1,60}$"),
            regex(after_extension("_") + r"(\d{2,4})x(\d{2,4})\.\w{3,4}$"),
        ),
        size=regex(r"(\d{1,5})[wh]|_(\d{2,4})x"),
    ),
    Cdn(
        "wechat",
        "public code quotes mmbiz.qpic.cn/mmbiz_png/ID/640?wx_fmt=png&wxfrom=5&wx_lazy=1&tp=webp, and /0 for the original",
        regex(r"mmbiz\.(?:qpic|qlogo)\.cn"),
        one_host="mmbiz.qpic.cn",
        path=(regex(r"(?<=[0-9A-Za-z_-]{20})/(0|\d{2,4})$"),),
        noise=ANY,
        sizes={"0": AS_STORED},
    ),
    Cdn(
        "wechat-avatar",
        "documentation of WeChat's OAuth (headimgurl): the last number is the size, one of 0, 46, 64, 96, 132; 0 is 640",
        regex(r"(?:thirdwx|wx)\.qlogo\.cn"),
        path=(regex(r"/(0|46|64|96|132)$"),),
        sizes={"0": 640},
    ),
    Cdn(
        "tencent-news",
        "public code quotes inews.gtimg.com/newsapp_bt/0/ID/641, …/1000, …/640 and …/0, and puui.qpic.cn/vcover_hz_pic/0/ID/332",
        regex(r"inews\.gtimg\.com|puui\.qpic\.cn"),
        path=(regex(r"(?<=[0-9A-Za-z._-]{9})/(\d{1,4})(?:\.jpg)?$"),),
        noise=regex(r"(?:tp|max_age)=\w+"),
        sizes={"0": AS_STORED},
    ),
    Cdn(
        "toutiao",
        "public code quotes p3-sign.toutiaoimg.com/BUCKET/ID~noop.image?x-expires=…&x-signature=…, ~tplv-…:WIDTH:HEIGHT.image, "
        "p3.pstatp.com/list/… and /large/ before the same ID, and p3-pc-sign.douyinpic.com",
        regex(r"(?:p|sf|lf|s)\d{1,2}(?:-[a-z0-9-]{1,40})?\.(?:pstatp\.com|toutiaoimg\.(?:com|cn)|byteimg\.com|douyinpic\.com)"),
        one_host="p.toutiaoimg.com",
        path=(
            regex(r"~[^/~]{1,300}$"),
            regex(
                r"^/(?:large|origin|medium|thumb|img|obj|list(?:/\d{2,4}x\d{2,4})?)"
                r"(?=/(?:[a-z][a-z0-9-]{2,40}/){1,3}[0-9A-Za-z_-]{14,64}(?:\.\w{3,5})?$)"
            ),
        ),
        noise=ANY,
        size=regex(r"(noop|origin|large|medium|thumb)|[:x_](\d{2,5})|(\d{2,5})x"),
        sizes={"noop": AS_STORED, "origin": AS_STORED, "large": 4096, "medium": 640, "thumb": 190},
        unsized=100,
    ),
    Cdn(
        "baidu-feed",
        "public code quotes pics0 to pics7.baidu.com/feed/ID.jpeg@f_auto?token=…&s=…",
        regex(r"pics\d?\.baidu\.com"),
        one_host="pics.baidu.com",
        path=(regex(after_extension("@") + r"[\w.,=-]{1,80}$"),),
        noise=regex(r"(?:token|s)=.*"),
        unsized=AS_STORED,
    ),
    Cdn(
        "baidu-rmb",
        "public code quotes pic.rmb.bdstatic.com/bjh/PATH.jpeg@h_1280 and @s_0,w_460,h_260,q_80",
        regex(r"pic\.rmb\.bdstatic\.com"),
        path=(regex(after_extension("@") + r"(?![^/]{0,80}[xy]_)[\w.,=-]{1,80}$"),),
        size=regex(r"[wh]_(\d{1,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "baidu-it",
        "public code quotes mms0.baidu.com/it/u=NUMBER,NUMBER&fm=253&app=138&f=JPEG?w=500&h=333, f10 to f12, gips0 to gips3, and "
        "ss0.bdstatic.com/TOKEN/it/u=…",
        regex(r"(?:mms|t|f|img|gips|ss)\d{1,2}\.(?:baidu|bdimg|bdstatic)\.com"),
        sign="/it/u=",
        one_host="it.baidu.com",
        path=(regex(r"^/[\w-]{16,40}(?=/it/u=)"), regex(r"(?<=\d)&(?:fm|app|f|fmt|gp|n|size|q)=[^/]{0,200}$")),
        query=regex(r"[wh]=(\d{1,5})"),
        noise=regex(r"(?:s|sec|t)=.*"),
        unsized=100,
    ),
    Cdn(
        "baidu-hiphotos",
        "public code turns …hiphotos.baidu.com/CLASS/w%3D580/sign=…/ID.jpg and imgsa.baidu.com into …/CLASS/pic/item/ID.jpg, "
        "and quotes gss0.baidu.com/TOKEN/CLASS/pic/item/ID.jpg beside /wh%3D600%2C800/sign=…",
        regex(r"(?:[a-z]\.hiphotos|hiphotos|imgsrc|imgsa|tiebapic|gss\d)\.(?:baidu|bdimg)\.com"),
        one_host="hiphotos.baidu.com",
        path=(
            regex(r"^/[\w-]{16,40}(?=/)"),
            regex(r"/(?:pic/item|(?!crop)[^/]{1,120}/sign=[0-9a-f]{32})(?=/[0-9a-f]{20,40}\.\w{3,4}$)"),
        ),
        noise=regex(r"(?:tbpicau|autime|token)=.*"),
        size=regex(r"[wh]{1,2}(?:%3D|=)(\d{1,5})|(pic/item)"),
        sizes={"pic/item": AS_STORED},
    ),
    Cdn(
        "netease",
        "documentation of NetEase Object Storage: ?imageView&thumbnail=WxH|WyH|WzH&quality=…&type=…; crop is another picture",
        regex(r".+\.12[67]\.net"),
        query=regex(
            r"imageView|thumbnail=\d{0,10}[xyzw]?\d{0,10}|quality=\d{1,3}|type=\w{1,5}|(?:interlace|tostatic|stripmeta|enlarge)=\d"
        ),
        size=regex(r"=(\d{2,5})[xyzw](?:(\d{2,5})$)?"),
        unsized=AS_STORED,
    ),
    Cdn(
        "sohu",
        "public code quotes /q_70,c_zoom,w_640/images/DATE/ID.jpeg and c_lfill,w_300,h_200,g_faces; c_cut,x_… is another picture",
        regex(r"[0-9a-f]{8,16}\.cdn\.sohucs\.com"),
        path=(regex(r"^/[a-wz]_[a-z0-9]{1,12}(?:,[a-wz]_[a-z0-9]{1,12}){0,8}(?=/images)"),),
        size=regex(r"[wh]_(\d{2,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "sohu-itc",
        "public code quotes p5.itc.cn/q_70/images03/DATE/ID.jpeg and other hosts p0 to p9",
        regex(r"p\d\.itc\.cn"),
        one_host="p.itc.cn",
        path=(regex(r"^/[a-wz]_[a-z0-9]{1,12}(?:,[a-wz]_[a-z0-9]{1,12}){0,8}(?=/(?:images|mpbp))"),),
        size=regex(r"[wh]_(\d{2,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "cctv",
        "public code quotes p1 to p5.img.cctvpic.com for the same paths, which hold date and time of the upload",
        regex(r"p[1-9]\.img\.cctvpic\.com"),
        one_host="p.img.cctvpic.com",
    ),
    Cdn(
        "zhihu",
        "public code pairs pica.zhimg.com/v2-ID_r.jpg with picx.zhimg.com/50/v2-ID_720w.jpg?source=…, and quotes "
        "/80/v2-ID_720w.webp, _qhd.jpg, _400x224.jpg, _im.jpg, _ipico.jpg, _xld.jpg, "
        "pic-out.zhimg.com/v2-ID~resize:1440:q75.png?auth_key=… and, before 2017, /80/ID_hd.jpg; animations (GIF) keep their "
        "extension",
        regex(r"pic(?:\d|[a-z]|-out)\.zhimg\.com|pic-private\.zhihu\.com"),
        one_host="pic.zhimg.com",
        path=(
            regex(r"^/\d{2,3}(?=/(?:v2-)?[0-9a-f]{32})"),
            regex(
                r"(?<=[0-9a-f]{32})(?:_(?:(\d{2,4})w|(\d{1,4})x(\d{1,4})|([a-z]{1,8}))|~resize:(\d{2,4})[:\w]{0,20})(?=\.\w{3,4}$)"
            ),
            regex(r"(?<=[0-9a-f]{32})\.(?:jpe?g|png|webp|avi[sf]|heic)$"),
        ),
        noise=regex(r"(?:source|consumer|biz_tag|expiration|auth_key|animatedImage\w+)=[\w-]+"),
        sizes={"r": AS_STORED, "hd": 1280, "qhd": 720, "b": 600, "xl": 200, "x": 150, "l": 100, "m": 50, "s": 25},
    ),
    Cdn(
        "douban",
        "public code turns …doubanio.com/view/photo/SIZE/public/pID.webp into /raw/public/pID.jpg, and quotes group_topic, note, "
        "status, richtext and subject for photo, and img1, img2, img3, img9 and qnmob3",
        regex(r"(?:img|qnmob)\d\.doubanio\.com"),
        one_host="img.doubanio.com",
        path=(
            regex(r"/(raw|xl|l|m|s|sqxs|large|photo|thumb|s_ratio_poster)(?=/public/[\w-]{1,40}\.\w{3,4}$)"),
            regex(r"\.(?:jpg|webp)$"),
        ),
        sizes={
            "raw": AS_STORED,
            "xl": 2000,
            "large": 1200,
            "l": 1000,
            "photo": 800,
            "m": 600,
            "s": 300,
            "s_ratio_poster": 270,
            "sqxs": 200,
            "thumb": 150,
        },
    ),
    Cdn(
        "xueqiu",
        "public code strips the style to get the picture as it was stored: xqimg.imedao.com/ID.jpg!800.jpg, !thumb.jpg",
        regex(r"xqimg\.imedao\.com"),
        path=(regex(after_extension("!") + r"(?:custom)?(?:(\d{2,4})|\w{1,20})\.\w{3,4}$"),),
    ),
    Cdn(
        "xiaohongshu",
        "public code takes sns-webpic-qc.xhscdn.com/MINUTE/SIGNATURE/ID!nd_dft_wlteh_webp_3 for a smaller "
        "sns-img-qc.xhscdn.com/ID, and !nd_prv_… for one smaller still",
        regex(r"(?:sns-(?:webpic|img)-\w{1,4}\.xhscdn|ci\.xiaohongshu)\.com"),
        one_host="sns-img.xhscdn.com",
        path=(
            regex(r"^/\d{12}/[0-9a-f]{32}(?=/)"),
            regex(r"(?<=[0-9a-z]{20})!(?:nd_(dft|prv)|[a-z]{1,3}_(dft|prv))_\w{1,30}(?:\.jpg)?$"),
        ),
        sizes={"dft": 1080, "prv": 320},
    ),
    Cdn(
        "cnbeta",
        "pages (a link to static.cnbetacdn.com/article/DATE/ID.jpg around /thumb/article/DATE/ID.jpg); public code quotes "
        "/thumb/mini/",
        regex(r"static\.cnbetacdn\.com"),
        path=(regex(r"^/thumb(?:/(mini))?(?=/article/)"),),
        sizes={"mini": 100},
        unsized=600,
    ),
    Cdn(
        "alicdn",
        "public code strips what stands behind the first extension: img.alicdn.com/PATH.jpg_400x400q90.jpg_.webp",
        regex(r"(?:img|gw|gma|gd\d)\.alicdn\.com"),
        path=(regex(after_extension("_") + r"(?:(\d{2,4})x(\d{2,4})\w{0,12}(?:\.jpg|\.png)?|q\d{2}\.jpg)?(?:_?\.webp)?$"),),
        unsized=AS_STORED,
    ),
)
