"""Whatever is typed appears on a site as it was typed, and never as anything else."""

import json
from collections.abc import Iterator, Mapping
from functools import cache

import icalendar
import pytest
from hypothesis import given
from lxml import etree, html
from site_records import ADDRESS, site_of
from strategies import VECTORS, values

from policygen.sites.catalogue import Catalogue

_ATOM = "{http://www.w3.org/2005/Atom}"
_XML = etree.XMLParser(resolve_entities=False, no_network=True)


def _pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for name, data in files.items():
        if name.endswith(".html"):
            yield name, html.fromstring(data.decode())


@cache
def _forms() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Every element of every page, with the names of its attributes, where plain words stand.

    But for places where an address may go on in the next line.
    """
    return {name: _form(page) for name, page in _pages(site_of("Oak"))}


def _form(page: html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (one.tag, tuple(one.keys()))
        for one in page.iter()
        if isinstance(one.tag, str) and one.tag != "wbr"
    ]


def _words(said: str) -> str:
    return " ".join(said.split())


@pytest.mark.parametrize("typed", [one for one in VECTORS if _words(one)], ids=lambda v: v[:30])
def test_what_is_typed_appears_literally_everywhere(typed: str) -> None:
    _appears_literally(typed)


@given(values().filter(_words))
def test_so_does_whatever_sources_accept(typed: str) -> None:
    _appears_literally(typed)


def _appears_literally(typed: str) -> None:
    files = site_of(typed)
    for name, page in _pages(files):
        assert _form(page) == _forms()[name], name
        said = _words(str(page.text_content()))
        if not name.endswith("page_fragments/index.html"):
            assert _words(typed) in said, name
        for data in page.xpath("//script[@type='application/ld+json']"):
            assert json.loads(data.text)["publisher"]["name"] == typed
            assert json.loads(data.text)["name"] == typed
        for one in page.xpath("//meta[@property='og:site_name']"):
            assert _words(one.get("content")) == _words(typed)
    kept = dict(_pages(files))["oak/kept/index.html"]
    assert f"Updated 1 February 2026: {_words(typed)}" in _words(kept.text_content())
    _data_and_feeds(files, typed)


def _data_and_feeds(files: Mapping[str, bytes], typed: str) -> None:
    data = json.loads(files["oak/policies.json"])
    Catalogue.model_validate(data)
    assert data["name"] == typed
    (kept,) = data["policies"]
    assert kept["title"] == typed
    assert {one["summary"] for one in kept["issues"]} == {typed}
    feed = etree.fromstring(files["oak/feed.atom"], _XML)
    assert feed.findtext(f"{_ATOM}title") == f"Policies of {typed}"
    for one in feed.iter(f"{_ATOM}entry"):
        title, said = (one.findtext(f"{_ATOM}{name}") for name in ("title", "summary"))
        assert title.startswith(f"{typed}, version ")
        gone = title.endswith(" (withdrawn)")
        assert said.startswith(
            f"Withdrawn on 1 April 2026: {typed}" if gone else f"Approved by {typed}. {typed}"
        )
    etree.fromstring(files["oak/sitemap.xml"], _XML)
    (review,) = icalendar.Calendar.from_ical(files["oak/reviews.ics"]).walk("VEVENT")
    assert str(review["SUMMARY"]) == f"Review due: {typed}, {typed}"
    assert f"approved by {typed}." in str(review["DESCRIPTION"])


def test_the_feed_is_valid_atom() -> None:
    """RFC 4287: what a feed and its entries must have, and once only."""
    feed = etree.fromstring(site_of("Oak")["oak/feed.atom"], _XML)
    entries = feed.findall(f"{_ATOM}entry")
    assert [one.findtext(f"{_ATOM}title") for one in entries] == [
        "Oak, version 4.0", "Oak, version 3.0 (withdrawn)", "Oak, version 2.0",
        "Oak, version 1.0", "Oak, version 1.0",
    ]  # fmt: skip
    ids = [feed.findtext(f"{_ATOM}id"), *(one.findtext(f"{_ATOM}id") for one in entries)]
    assert len({*ids}) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)
    for one in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{_ATOM}{name}")) == 1
    assert feed.find(f"{_ATOM}author/{_ATOM}name") is not None
    times = [one.findtext(f"{_ATOM}updated") for one in entries]
    assert feed.findtext(f"{_ATOM}updated") == times[0] == "2026-04-01T00:00:00Z"
    assert [one[:7] for one in times] == ["2026-04", "2026-04", "2026-02", "2026-01", "2026-01"]
    homes = [one.xpath("*[@rel='alternate']/@href") for one in (feed, *entries)]
    assert homes[:3] == [[ADDRESS], [f"{ADDRESS}kept/4.0/"], [f"{ADDRESS}kept/3.0/"]]
    (own,) = feed.xpath("*[local-name()='link'][@rel='self']/@href")
    assert own == f"{ADDRESS}feed.atom"


def test_a_feed_leads_to_files_beside_it_where_nobody_said_where_the_site_is() -> None:
    files = site_of("Oak", address="")
    feed = etree.fromstring(files["oak/feed.atom"], _XML)
    assert feed.xpath("*[@rel='self']/@href") == ["feed.atom"]
    leads = [one.get("href") for one in feed.iter(f"{_ATOM}link")]
    assert leads[1:3] == ["index.html", "kept/4.0/index.html"]
    assert not {f"oak/{one}" for one in leads} - files.keys()


def test_the_schema_allows_what_is_said_and_nothing_else() -> None:
    files = site_of("Oak")
    schema = json.loads(files["oak/policies.schema.json"])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    data = json.loads(files["oak/policies.json"])
    assert data["$schema"] in {name.removeprefix("oak/") for name in files}
    (kept,) = data["policies"]
    forms = {"PolicyData": kept, "IssueData": kept["issues"][0]}
    for form, said in ((schema, data), *((schema["$defs"][k], v) for k, v in forms.items())):
        assert form["additionalProperties"] is False
        assert {*form["required"]} <= {*said} <= {*form["properties"]}


def test_a_sitemap_has_the_pages_that_are_for_searching() -> None:
    places = etree.fromstring(site_of("Oak")["oak/sitemap.xml"], _XML).xpath(
        "//*[local-name()='loc']"
    )
    assert [one.text.removeprefix(ADDRESS) for one in places] == [
        "", "accessibility_statement/", "kept/", "kept/2.0/", "kept/4.0/", "kept/changes/",
    ]  # fmt: skip
