"""Journals: the outcome of every page of a run, written as it becomes known, so that a stopped run can be resumed."""
