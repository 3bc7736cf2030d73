"""A reminder says what it says, whatever a school is called: read back from its bytes."""

import email
from datetime import date
from email import policy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_rows import row

from policygen.register.reminders import Reminder, message
from policygen.sources.records import Email as Address
from policygen.sources.records import Record
from policygen.sources.text import refused_character, tidy

TODAY = date(2026, 5, 1)
HEADERS = [
    "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
]  # fmt: skip
PIECES = [
    "=?utf-8?q?", "=?UTF-8?B?", "=?iso-8859-1?Q?", "=?us-ascii*en?q?", "?=", "=0d=0a", "=0D=0A",
    "Bcc:", "Bcc=3A", "x@example.org", "=20", "_", "DQpCY2M6IHhAeS56", " ", "Oak School", "é", "=",
    "?",
    "\u00a0", "\u200b", "x" * 80, ",", ";", "<", ">", '"', "\\", ":",
]  # fmt: skip


def letter(name: str) -> email.message.EmailMessage:
    """The reminder of a school of that name, from its bytes."""
    one = row(name, due=date(2026, 5, 20), mail="office@oak.example")
    reminder = Reminder(
        "oak", "oak", name, "office@oak.example", (one,), (("visitors 1", "30 days"),)
    )
    data = message(reminder, "policies@example.org", TODAY).as_bytes(policy=policy.SMTP)
    return email.message_from_bytes(data, policy=policy.default)


def assert_inert(name: str) -> None:
    read = letter(name)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert str(read["To"]) == "office@oak.example"
    body = read.get_body(("plain",))
    assert body and body.get_content().split()[:3] == ["Hello,", "This", "is"]
    assert [part.get_content_type() for part in read.iter_attachments()] == ["text/calendar"]


def test_an_encoded_word_in_a_name_brings_no_header_and_no_body() -> None:
    name = "Oak =?utf-8?q?=0d=0aBcc:x=40example.org=0d=0a=0d=0aHello?= School"
    assert_inert(name)
    assert "Oak = ?utf-8" in str(letter(name)["Subject"]).replace("\n", "")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).map(tidy))
def test_no_name_brings_headers(name: str) -> None:
    if name and refused_character(name) is None:
        assert_inert(name)


class _Holder(Record):
    address: Address


def test_an_address_is_no_encoded_word() -> None:
    with pytest.raises(ValueError, match="is not an e-mail address"):
        _Holder.model_validate({"address": "=?utf-8?q?a=0D=0ABcc=3Ab=40c.d?=@oak.example"})
