"""The settings of recordings. Each can be overridden with ``-s NAME=VALUE``."""

from typing import Any

from crawler import __version__, settings

USER_AGENT = f"qingliu/{__version__} (saves pages for an archive; described in docs/recording.md of the Qingliu project)"

POLITE: dict[str, Any] = {
    "USER_AGENT": USER_AGENT,
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": "qingliu",
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": 2.0,
    "AUTOTHROTTLE_MAX_DELAY": 60.0,
    "DOWNLOAD_TIMEOUT": 60,
    "RETRY_TIMES": 2,
    "REDIRECT_MAX_TIMES": 10,
    "COOKIES_ENABLED": False,
}
FAITHFUL: dict[str, Any] = {
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",  # which every WARC reader decodes
    },
    "DOWNLOAD_HANDLERS": {
        "http": "crawler.fetching.wire.RecordingHandler",
        "https": "crawler.fetching.wire.RecordingHandler",
        "data": None,
        "file": None,
        "ftp": None,
        "s3": None,
    },
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawler.fetching.robots.ObeyRobots": 100,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
        "crawler.fetching.robots.DecodeRobots": 590,
        "crawler.fetching.wire.RecordExchanges": 1000,
    },
    "DOWNLOAD_FAIL_ON_DATALOSS": False,
    "DOWNLOAD_MAXSIZE": settings.MAX_PAGE_BYTES,
    "METAREFRESH_ENABLED": False,
}
NOTHING_DROPPED: dict[str, Any] = {
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # redirects to pages that were fetched before are followed
    "HTTPERROR_ALLOW_ALL": True,
    "URLLENGTH_LIMIT": 0,
}
PICTURES: dict[str, Any] = {
    **POLITE,
    "DOWNLOADER": "crawler.fetching.pictures.PictureDownloader",
    "DOWNLOAD_HANDLERS": {"data": None, "ftp": None, "s3": None},
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawler.fetching.robots.ObeyRobots": 100,
        "crawler.fetching.pictures.PublicHosts": 1000,
    },
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "image/avif,image/webp,image/*;q=0.9,*/*;q=0.5",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    },
    "MEDIA_ALLOW_REDIRECTS": True,
    "METAREFRESH_ENABLED": False,
    "SPIDER_MIDDLEWARES": {},  # items wait for their pictures concurrently
    "CONCURRENT_ITEMS": 16,
    "EXTENSIONS_BASE": settings.EXTENSIONS_BASE | {"scrapy.extensions.throttle.AutoThrottle": 0},
}
"""For replays that fetch the pictures of their items."""
RECORDING: dict[str, Any] = {
    **POLITE,
    **FAITHFUL,
    **NOTHING_DROPPED,
    "EXTENSIONS_BASE": settings.EXTENSIONS_BASE | {"scrapy.extensions.throttle.AutoThrottle": 0},
    "FAILED_PAGES_FEED": "out/failed_urls.jsonl",
    "EXTENSIONS": {"crawler.runs.failures.Failures": 0, "crawler.fetching.recording_summary.Recording": 0},
}
