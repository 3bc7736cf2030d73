"""A text among the words of another page: it is led to, and leads, by ids of its own."""

import re

from lxml import html
from making import edition
from site_records import DAY, policy, site_of
from site_records import text as text_of

from policygen.sites.setting_texts import text_below
from policygen.sites.showing import SiteSchool, SiteText
from policygen.sites.whole import school_site
from policygen.sources.entries import AdoptionEntry

TEXT = """\
## People {#people}

See [](#all).^[A note.] Write id="people" or href="#all" as you like.

::: table {#all}
* - Who
  - What
* - In school {.band}
* - Ann
  - All
:::
"""


def test_every_id_and_all_that_names_one_begins_with_the_policys_name() -> None:
    made = edition(TEXT)
    text = SiteText(made.document, made.values)
    alone, within = (
        html.fragment_fromstring(text_below(text, "x", prefix=prefix), "div")
        for prefix in ("", "lending_")
    )
    assert within.text_content() == alone.text_content()
    own = within.xpath("//@id")
    assert own == [f"lending_{one}" for one in alone.xpath("//@id")]
    named = [
        *(one[1:] for one in within.xpath("//@href")),
        *within.xpath("//@aria-labelledby"),
        *(one for said in within.xpath("//@headers") for one in said.split()),
    ]
    assert {"lending_all", "lending_all.1", "lending_all.3", "lending_note_1"} <= {*named}
    assert {*named} <= {*own}


def test_lists_of_contents_on_one_page_can_be_told_apart() -> None:
    """Whoever hears the page goes through its landmarks by their names."""
    said = site_of('The "keys" & more')["oak/page_fragments/kept.html"].decode()
    (contents,) = html.fragment_fromstring(said).iter("nav")
    assert contents.get("aria-label") == 'Contents of The "keys" & more'
    assert contents.get("aria-labelledby") is None


def test_no_class_is_one_that_the_page_around_may_have_a_style_for() -> None:
    said = site_of("Oak")["oak/page_fragments/kept.html"].decode()
    classes = [
        one for said in html.fragment_fromstring(said).xpath("//@class") for one in said.split()
    ]
    assert {"policygen", "policygen-number", "policygen-clause"} <= {*classes}
    assert all(one == "policygen" or one.startswith("policygen-") for one in classes)
    style = said.partition("<style>")[2].partition("</style>")[0]
    styled = {one for one in re.findall(r"\.([a-z][a-z-]+)", style) if one != "policygen"}
    assert all(one.startswith("policygen-") for one in styled)


def test_a_policy_called_index_takes_the_place_of_no_list() -> None:
    entry = AdoptionEntry.model_validate(
        {
            "model": "2016-04",
            "history": [{"version": "1.0", "issued": "2026-01-01", "by": "A", "summary": "B"}],
        }
    )
    made = policy("index", entry, DAY, {"1.0": text_of("Index policy", "the hall")})
    files = school_site(SiteSchool("oak", "Oak", "Oak", "oak", policies=(made,)))
    assert b"The index</a> (version 1.0" in files["oak/page_fragments/index.html"]
    assert b"It is about the hall" in files["oak/page_fragments/index_.html"]
