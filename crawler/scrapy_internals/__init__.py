"""What this project uses of Scrapy and Twisted that has no public name, each name in one place, behind a public one.

Everything else in the project uses documented names only; ``tests/test_scrapy_names.py`` says what breaks when one of these
changes. These are two modules because a replay needs the one about feeds, and need not load TLS and Twisted's web client for it.
"""
