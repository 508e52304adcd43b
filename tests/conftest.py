"""Settings of hypothesis for all tests: no clock decides, on a busy machine neither."""

from hypothesis import HealthCheck, settings

settings.register_profile("qingliu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qingliu")
