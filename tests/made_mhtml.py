"""MHTML for tests, as Chromium writes it."""

from base64 import encodebytes
from quopri import encodestring

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
Part = tuple[dict[str, str], bytes]


def html_part(html: str, location: str, charset: str = "utf-8", content_type: str = "text/html", identifier: str = "") -> Part:
    headers = {"Content-Type": content_type, "Content-Transfer-Encoding": "quoted-printable", "Content-Location": location}
    body = encodestring(html.encode(charset)).replace(b"\n", b"\r\n")
    return headers | ({"Content-ID": f"<{identifier}>"} if identifier else {}), body


def picture_part(location: str) -> Part:
    headers = {"Content-Type": "image/png", "Content-Transfer-Encoding": "base64", "Content-Location": location}
    return headers, encodebytes(PICTURE).replace(b"\n", b"\r\n")


def mhtml(*parts: Part, boundary: str = "----MultipartBoundary--x7----", **headers: str) -> bytes:
    """Names of headers have ``_`` for ``-``; a value of ``""`` leaves one out."""
    head = {
        "From": "<Saved by Blink>",
        "Snapshot-Content-Location": "https://news.example.com/a/1",
        "Subject": "=?utf-8?Q?=E6=A0=87=E9=A2=98?=",
        "Date": "Wed, 28 Jul 2021 10:50:17 -0000",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"',
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    line = b"--" + boundary.encode()
    pieces = [b"\r\n" + line + b"\r\n" + _head(fields) + body for fields, body in parts]
    return _head({name: value for name, value in head.items() if value}) + b"".join(pieces) + b"\r\n" + line + b"--\r\n"


def _head(fields: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode() + b"\r\n"
