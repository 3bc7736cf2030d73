"""Where a link may lead."""

import pytest

from policygen.document.links import is_address, is_anchor


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org", "https://example.org:8080/a?b=c&d#e", "mailto:a.b@c.example",
        "tel:+44(0)1234-5", "https://example.org/%20",
    ],
)  # fmt: skip
def test_these_are_addresses(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "http://example.org", "javascript:x", "data:text", "ftp://a", "//example.org", "/a",
        "https://", "https://a b", "https://a/\n", "https://a/<b>", 'https://a/"', "mailto:a",
        "tel:x", " https://example.org", "https://example.org ", "HTTPS://example.org", "#a",
    ],
)  # fmt: skip
def test_these_are_none(address: str) -> None:
    assert not is_address(address)


@pytest.mark.parametrize("anchor", ["a", "clause-1-1-a", "a1-"])
def test_these_are_anchors(anchor: str) -> None:
    assert is_anchor(anchor)


@pytest.mark.parametrize("anchor", ["", "1a", "A", "-a", "a b", 'a"', "a\n", "ä"])
def test_these_are_no_anchors(anchor: str) -> None:
    assert not is_anchor(anchor)
