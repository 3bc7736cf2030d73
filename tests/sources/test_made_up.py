"""What is nobody's address or number, by the lists of those that are set aside."""

import pytest

from policygen.sources.made_up import is_made_up


@pytest.mark.parametrize(
    "words",
    [
        "a@example.org", "a@school.example.org", "a@x.y.example", "a@example.com", "a@b.test",
        "A@SCHOOL.EXAMPLE.NET", "a@b.invalid", "a.b+c@example",
    ],
)  # fmt: skip
def test_an_address_for_examples_is_made_up(words: str) -> None:
    assert is_made_up("email", words)
    assert is_made_up("link", f"https://{words.rpartition('@')[2]}/complaints?a=1")
    assert is_made_up("link", f"https://{words.rpartition('@')[2]}:8080")
    assert not is_made_up("text", words)


@pytest.mark.parametrize(
    "words",
    ["a@example.org.uk", "a@oak.sch.uk", "example.org@oak.sch.uk", "a@myexample.org", "a@exam.ple"],
)
def test_any_other_address_may_be_somebodys(words: str) -> None:
    assert not is_made_up("email", words)
    host = words.rpartition("@")[2]
    assert not is_made_up("link", f"https://{host}/example.org")
    assert not is_made_up("link", f"https://{host}/page.example")
    assert not is_made_up("link", f"https://{host}?from=https://example.org")


def test_numbers_for_drama_are_made_up() -> None:
    for number in ("01632 960123", "020 7946 0000", "(0117) 496 0123", "07700 900 001"):
        assert is_made_up("telephone", number)
    for number in ("999", "01442 960123", "020 7946 1000", "01632 960 1234", "01632 96012"):
        assert not is_made_up("telephone", number)
