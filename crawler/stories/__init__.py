"""Decides which texts are one story: pure functions over texts and items, independent of stores and crawlers.

Two texts are candidates if their fingerprints share a band, and one story if :mod:`~crawler.stories.verification` says so of
their normal forms. ``benchmarks/duplicates.py`` measures how well this works; ``docs/stories.md`` has the results.
"""
