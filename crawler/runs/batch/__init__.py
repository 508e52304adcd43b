"""Scheduled runs: jobs from a file, done by worker processes, cleaning only pages that are new, with a record of every run."""
