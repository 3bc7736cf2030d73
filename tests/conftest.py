"""The same examples on every machine.

HYPOTHESIS_PROFILE=search looks for new ones; quick is for a first look at a change.
"""

import os

from hypothesis import Phase, settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1_000, deadline=None)
settings.register_profile("quick", max_examples=15, deadline=None, phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
