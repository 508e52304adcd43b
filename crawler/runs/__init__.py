"""Scrapy extensions: what is counted, kept aside, stored and printed around the items."""
