"""The same examples on every machine.

HYPOTHESIS_PROFILE=search looks for new ones; quick is for a first look at a change.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

# How fast examples come says something of the machine alone.
settings.register_profile(
    "steady", max_examples=70, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile("search", max_examples=1_000, deadline=None)
settings.register_profile("quick", max_examples=15, deadline=None, phases=[Phase.generate])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walks through whole pages come first: at the end one would keep all others waiting."""
    items.sort(key=lambda item: "test_pages" not in item.nodeid)
