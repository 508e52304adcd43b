"""The time zone of Chinese sites, used for their dates without one."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
