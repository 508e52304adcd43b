"""Reads job files. All errors in one are reported at once, with line and column, before anything runs."""

from crawler.runs.batch.job_file._jobs import read_jobs
from crawler.runs.batch.job_file._yaml import JobFileError, Problem

__all__ = ["JobFileError", "Problem", "read_jobs"]
