"""What of Scrapy's downloading a recording replaces, so that it keeps every exchange as it went over the wire."""

CUT_SHORT = "dataloss"
"""Scrapy's flag of a response whose body ended before its ``Content-Length`` or its last chunk."""
