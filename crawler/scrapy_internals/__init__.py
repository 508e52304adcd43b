"""The parts of Scrapy and Twisted without public names that this project uses, each in one place, behind a public name.

Everything else in the project uses documented names only; ``tests/test_scrapy_names.py`` says what breaks when one of these
changes. There are two modules because a replay needs the one about feeds, without loading TLS and Twisted's web client.
"""
