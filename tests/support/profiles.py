"""Profiles of Hypothesis: a few examples, always the same; many new ones with HYPOTHESIS_PROFILE=deep.

`tests/properties` loads them for all its tests; a test elsewhere takes `given` from here, for by itself Hypothesis lets a
test fail that takes longer than a fifth of a second, and tries other examples each time.
"""

import os

from hypothesis import HealthCheck, Phase, given, settings

__all__ = ["given"]

# The machine that runs the tests may be slow or busy, which says nothing of a property.
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile(
    "usual", derandomize=True, database=None, deadline=None, max_examples=20, suppress_health_check=SLOW
)
settings.register_profile(
    "deep", database=None, deadline=None, max_examples=3000, suppress_health_check=SLOW, print_blob=True
)
settings.register_profile("quick", settings.get_profile("usual"), phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
