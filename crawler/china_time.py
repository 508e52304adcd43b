"""The time zone of all sites so far, in which dates without one are read."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
