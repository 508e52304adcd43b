"""A run: from a page to its outcome, with counts and a verdict, and batch jobs. Most of it consists of Scrapy extensions."""
