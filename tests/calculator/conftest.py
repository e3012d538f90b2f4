"""The same examples on every run; LUMBAR_HYPOTHESIS=explore looks for new ones, many more and slowly."""

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile(
    "repeatable",
    deadline=None,
    max_examples=100,
    derandomize=True,
    database=None,
    suppress_health_check=_SLOW,
)
settings.register_profile("explore", deadline=None, max_examples=1000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("LUMBAR_HYPOTHESIS", "repeatable"))
