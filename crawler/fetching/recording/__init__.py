"""Recording web pages: the list of URLs to fetch, and the WARC file. Nothing in this package fetches anything."""

from crawler.fetching.recording.records import Exchange
from crawler.fetching.recording.url_list import BadLine, SeenUrls, Url, listed_urls
from crawler.fetching.recording.warc_file import RecordingError, WarcFile

__all__ = ["BadLine", "Exchange", "RecordingError", "SeenUrls", "Url", "WarcFile", "listed_urls"]
