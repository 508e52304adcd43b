"""What goes over the wire: pages that are recorded, as they came, and pictures.

Of Scrapy's downloading a recording replaces what keeps it from writing every exchange as it went over the wire.
"""

CUT_SHORT = "dataloss"
"""Scrapy's flag of a response whose body ended before its ``Content-Length`` or its last chunk."""
