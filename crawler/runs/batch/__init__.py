"""Scheduled runs: jobs from a file, done by worker processes, page by page only what is new, with a record of every run."""
