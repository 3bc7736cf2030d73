"""Which version an issue gets where the person who issues leaves it to policygen."""

import pytest

from policygen.dates import PartialDate
from policygen.lifecycle.approvals import Approval, version_of
from policygen.sources.entries import AdoptionEntry


def entry(*versions: str) -> AdoptionEntry:
    issue = {"issued": "April 2016", "by": "Governing board", "summary": "Some words."}
    history = [{"version": version, **issue} for version in versions]
    return AdoptionEntry.model_validate({"model": "2016-04", "history": history})


@pytest.mark.parametrize(
    ("history", "next_one", "next_minor"),
    [
        ([], "1.0", "1.0"),
        (["1.0"], "2.0", "1.1"),
        (["1.0", "1.1"], "2.0", "1.2"),
        (["1.9"], "2.0", "1.10"),
        (["3"], "4.0", "3.1"),
        (["1.2.3"], "2.0", "1.2.4"),
    ],
)
def test_the_next_version(history: list[str], next_one: str, next_minor: str) -> None:
    approval = Approval("Governing board", PartialDate(2026, 11), "Some words.")
    assert version_of(entry(*history), approval) == next_one
    minor = Approval("Governing board", PartialDate(2026, 11), "Some words.", minor=True)
    assert version_of(entry(*history), minor) == next_minor
