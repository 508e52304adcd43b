"""Downloads: pages recorded exactly as they were transferred, and pictures.

Recording replaces those parts of Scrapy's downloader that hide how an exchange looked on the wire.
"""

CUT_SHORT = "dataloss"
"""Scrapy's flag for a response whose body ended before its ``Content-Length`` or its last chunk."""
