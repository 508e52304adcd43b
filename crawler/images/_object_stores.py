"""Object stores, whose customers have hosts of their own."""

from crawler.content.patterns import regex
from crawler.images._cdn import AS_STORED, Cdn, after_extension

OPERATIONS = (
    r"resize|quality|format|auto-orient|interlace|sharpen|bright|contrast|watermark|rotate|blur|rounded-corners|circle"
    r"|grayscale|strip|ignore-error|crop,w_\d{1,5}(?:,h_\d{1,5})?,g_\w{1,8}"
)
UPYUN_SIZE = regex(r"/f(?:w|h|wfh)/(\d{1,5})")

OBJECT_STORES: tuple[Cdn, ...] = (
    Cdn(
        "aliyun-oss",
        "documentation: x-oss-process=image/ACTION,… (Aliyun OSS), x-image-process (Huawei OBS), x-bce-process (Baidu BOS), "
        "x-tos-process (Volcengine TOS), each on any domain; video/snapshot and crops at an offset are other pictures",
        sign="-process=",
        query=regex(
            rf"x-(?:oss|image|bce|tos)-process=image(?:/(?:{OPERATIONS})(?:,(?![xy]_\d{{1,5}}[^g]{{0,9}}$)[^,/]{{1,400}}){{0,16}}){{1,16}}"
        ),
        size=regex(r"[,/](?:w|h|l|s|lw|lh|fw|fh)_(\d{1,5})"),
        unsized=AS_STORED,
    ),
    Cdn(
        "aliyun-oss-style",
        "documentation: x-oss-process=style/NAME, a named set of actions",
        sign="-process=",
        query=regex(r"x-(?:oss|image|bce|tos)-process=style/[\w.-]{1,63}"),
    ),
    Cdn(
        "aliyun-oss-domain",
        "documentation of the older interface: OBJECT@100w_100h_90Q.jpg and OBJECT@!STYLE; OBJECT!STYLE; signed URLs",
        regex(r".+\.aliyuncs\.com"),
        path=(
            regex(after_extension("@") + r"(?:(?:\d{1,5}[a-zA-Z]{1,2}[_|]?){1,16}(?:\.\w{3,5})?|![\w.-]{1,63})$"),
            regex(after_extension("!") + r"[\w.-]{1,63}$"),
        ),
        noise=regex(r"(?:Expires|OSSAccessKeyId|Signature|security-token|x-oss-(?!process)[\w-]+)=.*"),
        size=regex(r"(\d{1,5})[wh]"),
    ),
    Cdn(
        "aliyun-cdn",
        "documentation of Aliyun CDN (URL signing, type A), on any domain: auth_key=TIME-RANDOM-USER-DIGEST",
        sign="auth_key=",
        noise=regex(r"auth_key=\d{10}-\w{1,40}-\w{1,20}-[0-9a-f]{32}"),
    ),
    Cdn(
        "aws-presigned",
        "documentation of AWS Signature Version 4: parameters X-Amz-…",
        sign="X-Amz-",
        noise=regex(r"X-Amz-[\w-]+=.*"),
    ),
    Cdn(
        "qiniu-fop",
        "documentation of Qiniu (imageView2, imageMogr2, imageslim, chained by |) and of Tencent Cloud Infinite, "
        "which has the same; cut and crops at an offset are other pictures, as is vframe",
        sign="image",
        query=regex(
            r"(?!.*/(?:cut/|rcrop/|crop/!?\d*x\d*[a-]\d))(?:imageView2?|imageMogr2?)(?:/[\w!.:,=<>^@|*%/ -]{1,2000})?"
            r"|imageslim(?:\|(?!.*/(?:cut/|crop/))image[\w!./|-]{1,2000})?"
        ),
        size=regex(r"/(?:w|h|thumbnail)/!?(\d{1,5})(?!\d*p)(?:x(\d{1,5}))?"),
        unsized=AS_STORED,
    ),
    Cdn(
        "qiniu-domain",
        "documentation of Qiniu: styles behind a separator (- or !), private URLs with e and token; Qiniu's own domains",
        regex(r".+\.(?:clouddn\.com|qiniudn\.com|qiniucdn\.com|qnssl\.com|qbox\.me)"),
        path=(regex(after_extension("-") + r"[\w.]{1,40}$"), regex(after_extension("!") + r"[\w.]{1,40}$")),
        noise=regex(r"(?:e|token|attname)=.*"),
    ),
    Cdn(
        "qiniu-private",
        "documentation of Qiniu (private URLs), on any domain: e=TIME&token=KEY:SIGNATURE",
        sign="token=",
        noise=regex(r"e=\d{10}|token=[\w-]{40}:[\w-]{27}="),
    ),
    Cdn(
        "tencent-cos",
        "documentation of Tencent COS and Cloud Infinite: OBJECT!STYLE, and signatures q-sign-algorithm, q-ak, …",
        regex(r".+\.myqcloud\.com"),
        path=(regex(after_extension("!") + r"[\w.]{1,40}$"),),
        noise=regex(r"(?:q-[\w-]+|sign|x-cos-security-token)=.*"),
    ),
    Cdn(
        "upyun",
        "documentation of UPYUN: OBJECT!VERSION and OBJECT!/fw/500/…, its own domains; crops are other pictures",
        regex(r".+\.(?:upaiyun\.com|upyun\.com|upcdn\.net)"),
        path=(regex(after_extension("!") + r"(?![^!]*crop)[\w./-]{1,80}$"),),
        size=UPYUN_SIZE,
    ),
    Cdn(
        "upyun-operations",
        "documentation of UPYUN, on any domain: OBJECT!/fw/500/format/webp; crops are other pictures",
        sign="!/",
        path=(regex(after_extension("!") + r"(?=/f(?:w|h|wfh|xn)?/)(?![^!]*crop)[\w./-]{1,80}$"),),
        size=UPYUN_SIZE,
    ),
)
