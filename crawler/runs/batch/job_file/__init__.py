"""Reads job files. Whatever is wrong with one is told with line and column, all of it at once, before anything runs."""

from crawler.runs.batch.job_file._jobs import read_jobs
from crawler.runs.batch.job_file._problems import JobFileError, Problem

__all__ = ["JobFileError", "Problem", "read_jobs"]
