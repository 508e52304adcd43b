"""Reasons why a picture is unavailable, in a few words that many pictures share."""

from scrapy.exceptions import IgnoreRequest

from crawler.images.pixels import NotAPictureError
from crawler.scrapy_internals.downloads import PictureRefusedError

LONGEST_REASON = 80
REASONS = {
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "more than IMAGES_MAX_BYTES",
    "DownloadConnectionRefusedError": "no connection",
    "DownloadFailedError": "no connection",
    "CannotResolveHostError": "no such host",
    "DNSLookupError": "no such host",
    "ResponseDataLossError": "truncated transfer",
    "RobotsUnreachableError": "robots.txt unavailable",
    "PageTooSlowError": "takes too long to decode",
}
"""Exception class → the reason that is counted; for other classes it is their name."""


class NoPictureError(PictureRefusedError):
    """A picture is unavailable. The message is the reason. (Scrapy logs any other error of a picture with its traceback.)"""


def reason_of(error: BaseException | None) -> str:
    """Why a picture is unavailable, in a few words that many pictures share."""
    if isinstance(error, NoPictureError | NotAPictureError | IgnoreRequest):
        return str(error)[:LONGEST_REASON]
    return REASONS.get(type(error).__name__, type(error).__name__)
