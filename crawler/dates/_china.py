"""The time zone of Chinese sites, in which their dates without one are read."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
