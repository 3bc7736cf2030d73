"""Schools' sites from records made in memory: what `workspace/gathering.py` reads from files."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from lxml import html

from policygen.assembly.numbering import number
from policygen.document import Clause, Control, Document, Paragraph, Section, Slot, Text
from policygen.lifecycle.standing import standing
from policygen.sites.showing import SiteIssue, SitePolicy, SiteReview, SiteText
from policygen.sources.entries import AdoptionEntry

ADDRESS = "https://policies.example/a&b/oak/"


@cache
def document(title: str, clause: str) -> Document:
    """A policy with one value, with a clause of an id of its own besides that."""
    clauses = (
        Clause((Paragraph((Text("It is about "), Slot("place"), Text(". It says more."))),), ""),
        Clause((Paragraph((Text("A clause."),)),), clause),
    )
    return Document(
        title=title, subtitle=(Slot("place"),), notice=(), properties=(("lang", (Text("en-GB"),)),),
        control=Control("Document control", (("Where", (Slot("place"),)),)),
        children=number((Section((Text("About"),), clauses),)).blocks,
    )  # fmt: skip


def text(title: str, place: str, clause: str = "stays") -> SiteText:
    """Such a text as it goes on a page, with files of it."""
    files = {"docx": b"Word", "md": b"Markdown"}
    return SiteText(document(title, clause), {"place": place}, files=files)


def policy(
    name: str, entry: AdoptionEntry, day: date, texts: Mapping[str, SiteText], title: str = ""
) -> SitePolicy:
    """A policy on a day, with the texts that are held."""
    stands = standing(entry, day, texts)
    gone = {one.version for one in stands.taken}
    taken = {one.version: one for one in entry.withdrawals if one.version in gone}
    issues, before = list[SiteIssue](), False
    for one in stands.made:
        held = texts.get(one.version)
        shown = held and one.version not in gone
        redline = None
        if held and shown and before and entry.past == "all":
            redline = replace(held, files={})
        issues.append(SiteIssue(one, held, taken.get(one.version), redline))
        before = before or bool(shown)
    return SitePolicy(
        name, title or f"The {name}", entry.publish, entry.past, tuple(issues), stands,
        SiteReview(next=entry.next_review),
    )  # fmt: skip


def broken_links(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every link of a site's pages that leads to no file of it, or to no place in one."""
    trees = {name: html.fromstring(data) for name, data in files.items() if name.endswith(".html")}
    places = {name: {*tree.xpath("//@id")} for name, tree in trees.items()}
    for name, tree in trees.items():
        for _, _, leads, _ in tree.iterlinks():
            if leads.startswith(ADDRESS):
                folder = name.partition("/")[0]
                up = posixpath.relpath(".", posixpath.dirname(name))
                leads = f"{up}/{folder}/{leads.removeprefix(ADDRESS)}"
            elif leads.startswith(("https:", "mailto:", "tel:")):
                continue
            path, _, place = leads.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            found = found if path else name
            if f"{found}/index.html" in files:
                found = f"{found}/index.html"
            if found not in files or (place and place not in places[found]):
                yield name, leads
