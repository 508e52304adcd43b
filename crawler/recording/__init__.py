"""Recording web pages: the list of what to fetch, and the WARC that is written. Nothing here fetches anything."""

from crawler.recording.exchange import Exchange
from crawler.recording.url_list import BadLine, SeenUrls, Url, listed_urls
from crawler.recording.warc_file import RecordingError, WarcFile

__all__ = ["BadLine", "Exchange", "RecordingError", "SeenUrls", "Url", "WarcFile", "listed_urls"]
