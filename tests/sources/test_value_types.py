"""Each type of value: what may be written, how it is printed, and where it leads."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.document.links import is_address
from policygen.errors import right_for
from policygen.sources.value_types import LINKING, TYPES, AnyTypeName, TypeName, address_of

PRINTED = [
    ("number", "1250", "1,250"),
    ("number", "1,250.50", "1,250.50"),
    ("number", "-3", "-3"),
    ("number", " 999 ", "999"),
    ("number", "007", "7"),
    ("year", " 2026 ", "2026"),
    ("money", "1234.5", "£1,234.50"),
    ("money", "£1,234.50", "£1,234.50"),
    ("money", "75.00", "£75"),
    ("money", "£ 0.05", "£0.05"),
    ("money", "25000", "£25,000"),
    ("time", "09:30", "9:30am"),
    ("time", "9.30 am", "9:30am"),
    ("time", "17:00", "5pm"),
    ("time", "5PM", "5pm"),
    ("time", "12:00", "midday"),
    ("time", "12pm", "midday"),
    ("time", "Noon", "midday"),
    ("time", "12:30", "12:30pm"),
    ("time", "00:00", "midnight"),
    ("time", "0:05", "12:05am"),
    ("time", "12:05am", "12:05am"),
    ("time", "23:59", "11:59pm"),
    ("date", "2026-09-01", "1 September 2026"),
    ("telephone", "020  7946 0000", "020 7946 0000"),
    ("telephone", "01204 52000", "01204 52000"),
    ("telephone", "0800 1111", "0800 1111"),
    ("telephone", "116 123", "116 123"),
    ("telephone", "7946 0000", "7946 0000"),
    ("telephone", "00 44 1632 960100", "00 44 1632 960100"),
    ("email", "office@oak.example", "office@oak.example"),
    ("link", "https://oak.example/a?b=1&c=2", "https://oak.example/a?b=1&c=2"),
    ("colour", " #1D5C63 ", "#1d5c63"),
    ("colour", "1D5C63", "#1d5c63"),
    ("lines", "a\n\n b ", "a\nb"),
]


@pytest.mark.parametrize(("kind", "given", "printed"), PRINTED)
def test_a_value_is_written_the_british_way(kind: TypeName, given: str, printed: str) -> None:
    assert TYPES[kind].read(given) == printed
    assert TYPES[kind].read(printed) == printed


WRONG = [
    ("number", "ten"), ("number", "1,25"), ("number", "1.250,00"), ("number", "50%"),
    ("year", "26"), ("year", "1066"), ("year", "2,026"), ("year", "2026/27"), ("year", "20260"),
    ("number", ".5"), ("number", "٣"), ("money", "1.234"), ("money", "$5"), ("money", "75p"),
    ("money", "-5"), ("money", "1,23,456"), ("time", "9"), ("time", "24:00"), ("time", "9:60"),
    ("time", "13pm"), ("time", "0am"), ("time", "0930"), ("time", "half past nine"),
    ("colour", "teal"), ("colour", "#1d5c6"), ("colour", "##1d5c63"),
    ("date", "01/02/2026"), ("telephone", "ring us"), ("telephone", "12"),
    ("telephone", "01442 000000 or 1"), ("telephone", "+44 1442 000000 000000"),
    ("telephone", "(01442"), ("telephone", "1-"), ("telephone", "01632"),
    ("telephone", "01632 9601"), ("telephone", "01632 960100 9"), ("telephone", "+44 1632"),
    ("telephone", "44 1632 960100"), ("telephone", "0044 163"),
    ("email", "office"), ("email", "a@b"), ("email", "a b@c.example"),
    ("email", "a@b.example, c@d.example"),
    ("email", "a?b@c.example"), ("link", "www.oak.example"), ("link", "http://oak.example"),
    ("link", "https://oak.example/a b"), ("link", "https://oak.example/é"),
    ("link", "javascript:alert(1)"), ("link", "mailto:a@b.example"), ("link", "tel:123"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given"), WRONG)
def test_what_is_no_such_value_is_said(kind: TypeName, given: str) -> None:
    with pytest.raises(ValueError, match=r"is not|there is no such|has \d+ digits|has a sign"):
        TYPES[kind].read(given)
    assert TYPES[kind].right


@pytest.mark.parametrize(
    ("given", "right"),
    [("1632960100", "01632960100"), ("1204 52000", "0120452000"), ("7700 900-100", "07700900100")],
)
def test_a_number_whose_zero_a_spreadsheet_took_is_shown_with_it(given: str, right: str) -> None:
    with pytest.raises(ValueError, match=f"lacks the 0 that it begins .* write {right}, as text$"):
        TYPES["telephone"].read(given)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("www.elmpark.sch.uk", "https://www.elmpark.sch.uk"),
        ("elmpark.sch.uk/news?a=1#b", "https://elmpark.sch.uk/news?a=1#b"),
        ("http://elmpark.sch.uk", "https://elmpark.sch.uk"),
        ("HTTP://Elmpark.sch.uk:8080/", "https://Elmpark.sch.uk:8080/"),
        ("https:/elmpark.sch.uk", "https://elmpark.sch.uk"),
        ("https:elmpark.sch.uk", "https://elmpark.sch.uk"),
        ("//elmpark.sch.uk", "https://elmpark.sch.uk"),
    ],
)
def test_an_address_without_https_is_shown_with_it(given: str, right: str) -> None:
    with pytest.raises(ValueError, match="is not an address on the web") as error:
        TYPES["link"].read(given)
    assert right_for(error.value, "") == f"write {right}"
    assert TYPES["link"].read(right) == right


@pytest.mark.parametrize(
    "given",
    [
        "ring us",
        "office@oak.example",
        "elmpark",
        "e.g.",
        "12.5",
        "ftp://a.example",
        "www.a b.example",
    ],
)
def test_what_is_no_address_at_all_is_not_made_one(given: str) -> None:
    with pytest.raises(ValueError, match="is not an address on the web") as error:
        TYPES["link"].read(given)
    assert right_for(error.value, "as it is") == "as it is"


LEADING = [
    ("telephone", "01442 000000", "tel:01442000000"),
    ("telephone", "(020) 7946-0000", "tel:02079460000"),
    ("telephone", "+44 (0)1442 000000", "tel:+441442000000"),
    ("telephone", "01442 000000 ext. 12", "tel:01442000000"),
    ("telephone", "999", "tel:999"),
    ("email", "office@oak.example", "mailto:office@oak.example"),
    ("link", "https://oak.example", "https://oak.example"),
]


@pytest.mark.parametrize(("kind", "given", "address"), LEADING)
def test_some_values_lead_somewhere(kind: TypeName, given: str, address: str) -> None:
    assert address_of(kind, TYPES[kind].read(given)) == address


@given(st.sampled_from(LINKING), st.text() | st.from_regex(r"[0-9+() -]{2,20}(ext 1)?"))
def test_whatever_is_taken_leads_to_an_address_and_is_taken_again(
    kind: TypeName, text: str
) -> None:
    try:
        words = TYPES[kind].read(text)
    except ValueError:
        return
    assert is_address(address_of(kind, words))
    assert TYPES[kind].read(words) == words


@given(st.sampled_from([*TYPES]), st.text())
def test_any_text_is_taken_or_refused(kind: TypeName, text: str) -> None:
    try:
        TYPES[kind].read(text)
    except ValueError as error:
        assert str(error)


def test_every_type_has_a_reader() -> None:
    assert {*TYPES, "list", "records", "picture"} == {*get_args(AnyTypeName)}
    assert {*TYPES} == {*get_args(TypeName)}
