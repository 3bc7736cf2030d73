"""What an error says, and that whoever catches one need not take its words apart again."""

import pickle

import pytest

from policygen.errors import (
    PolicyError,
    Position,
    Problem,
    Reason,
    RefusedError,
    SourceError,
    WrongWordError,
    placed,
)

PLACE = Position("schools/oak/school.yaml", 12, 21)
LATE = Reason("version 1.1 was issued already", "leave --version out", target="oak/visitors")
ERRORS = [
    PolicyError("another run is at work here"),
    PolicyError("can't be read: it is a folder", "remove it", "schools/oak/logo.png"),
    RefusedError([LATE, Reason("there is no school 'elm'")]),
    WrongWordError([Reason("there is no school 'elm'", "did you mean elm-park?")]),
    SourceError([Problem(PLACE, "'sometimes' is no alternative", "choose never or occasional")]),
]


def test_an_error_is_printed_with_what_it_is_about_and_what_would_be_right() -> None:
    assert [str(error) for error in ERRORS] == [
        "another run is at work here",
        "schools/oak/logo.png can't be read: it is a folder\n  remove it",
        "oak/visitors: version 1.1 was issued already\n  leave --version out\n"
        "there is no school 'elm'",
        "there is no school 'elm'\n  did you mean elm-park?",
        "schools/oak/school.yaml:12:21: 'sometimes' is no alternative\n"
        "  choose never or occasional",
    ]


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_an_error_goes_from_one_process_to_another(error: PolicyError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.reasons, str(again)) == (type(error), error.reasons, str(error))


def test_an_error_becomes_a_problem_of_the_file_that_it_is_about() -> None:
    unplaced, elsewhere, several, _, source = (placed(error, PLACE) for error in ERRORS)
    assert unplaced == [Problem(PLACE, "another run is at work here")]
    logo = Position("schools/oak/logo.png")
    assert elsewhere == [Problem(logo, "can't be read: it is a folder", "remove it")]
    assert [problem.position for problem in several] == [PLACE, PLACE]
    assert several[0].message == "oak/visitors: version 1.1 was issued already"
    assert isinstance(ERRORS[-1], SourceError)
    assert source == list(ERRORS[-1].problems)


def test_an_error_about_the_file_of_a_place_keeps_the_place() -> None:
    error = PolicyError("can't be read", path=PLACE.path)
    assert placed(error, PLACE) == [Problem(PLACE, "can't be read")]
