"""Scheduled runs: jobs from a file, their history, their report, and who is told of it."""
