"""What policies.json is by its published schema, as any program that reads one may ask."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from site_records import ADDRESS, FIRST, policy, records, site_of, text
from strategies import VECTORS

from policygen.sites.catalogue import CATALOGUE, SCHEMA, catalogue_schema
from policygen.sites.showing import SiteSchool
from policygen.sites.whole import school_site
from policygen.sources.entries import AdoptionEntry
from validators import site_pages

_SCHEMA = json.loads(catalogue_schema())


def faults(data: Any, schema: Any = _SCHEMA) -> list[str]:
    return [one.message for one in Draft202012Validator(schema).iter_errors(data)]


def test_the_schema_is_one_by_that_of_schemas() -> None:
    assert _SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(_SCHEMA)


def test_every_site_has_data_of_the_form_that_the_schema_beside_it_says(tmp_path: Path) -> None:
    site_pages.build(tmp_path)
    found = [one for one in tmp_path.rglob(CATALOGUE) if "work" not in one.parts]
    assert len(found) > 6
    for file in found:
        schema = json.loads(file.with_name(SCHEMA).read_text("utf-8"))
        assert faults(json.loads(file.read_text("utf-8")), schema) == [], file


@pytest.mark.parametrize("typed", VECTORS)
def test_whatever_is_typed_is_data(typed: str) -> None:
    assert faults(_data(site_of(typed))) == []


@given(
    st.fixed_dictionaries({name: records(name) for name in ("visits", "keys")}),
    st.integers(-2, 60),
    st.sampled_from(["", ADDRESS]),
)
def test_it_is_on_any_day(entries: dict[str, AdoptionEntry], count: int, address: str) -> None:
    day = FIRST + timedelta(days=count)
    texts = {f"{number}.0": text("Kept", "here") for number in range(1, 5)}
    policies = tuple(policy(name, entry, day, texts) for name, entry in entries.items())
    school = SiteSchool("oak", "Oak", "Oak", "oak", address=address, policies=policies)
    assert faults(_data(school_site(school.site_for(["public"])))) == []


@pytest.mark.parametrize(
    "change",
    [{"extra": 1}, {"last_review": "1 June 2026"}, {"next_review": 2026}, {"id": None},
     {"issues": [{"version": "1.0"}]}],
)  # fmt: skip
def test_the_schema_refuses_what_is_not_so(change: dict[str, Any]) -> None:
    data = _data(site_of("Oak"))
    assert data["policies"]
    data["policies"][0] |= change
    assert faults(data)


def _data(files: Mapping[str, bytes]) -> Any:
    return json.loads(files[f"oak/{CATALOGUE}"])
