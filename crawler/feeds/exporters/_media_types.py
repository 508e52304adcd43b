"""What kind of picture a URL leads to, by its ending."""

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "avif": "image/avif",
}
UNKNOWN = "image/jpeg"
"""What most pictures of news pages are: the formats for feed readers must have a type, and nothing is fetched to ask."""


def media_type(url: str) -> str:
    """The media type of the picture at ``url``; :data:`UNKNOWN` where its path has no ending that says so."""
    path = url.partition("?")[0].partition("#")[0]
    return TYPES.get(path.rpartition(".")[2].lower(), UNKNOWN)
