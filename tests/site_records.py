"""Schools' sites from records made in memory: what `workspace/gathering.py` reads from files."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st
from lxml import html

from policygen.assembly.numbering import number
from policygen.dates import PartialDate
from policygen.document import Clause, Control, Document, Paragraph, Section, Slot, Text
from policygen.lifecycle.standing import standing
from policygen.sites.showing import SiteIssue, SitePolicy, SiteReview, SiteSchool, SiteText
from policygen.sites.whole import school_site
from policygen.sources.entries import AdoptionEntry, HistoryEntry, Retirement, Withdrawal

ADDRESS = "https://policies.example/a&b/oak/"
FIRST, DAY = date(2024, 1, 1), date(2026, 10, 1)


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


def _day(count: int) -> str:
    return (FIRST + timedelta(days=count)).isoformat()


@st.composite
def records(draw: st.DrawFn, name: str) -> AdoptionEntry:
    """A policy's record; each of its words names the policy and the version."""
    days = sorted(draw(st.lists(st.integers(0, 40), max_size=4)))
    history, withdrawals = [], []
    for index, made in enumerate(days, 1):
        version = f"{index}.0"
        later = draw(st.none() | st.integers(made, 50))
        one = {"version": version, "issued": _day(made), "by": "Governors"}
        one["summary"] = f"said-{name}-{version}-"
        history.append({**one, "in_force": _day(later)} if later is not None else one)
        if draw(st.integers(0, 3)) == 0:
            gone = {"version": version, "on": _day(draw(st.integers(made, 50)))}
            withdrawals.append({**gone, "reason": f"why-{name}-{version}-"})
    after = max([*days, 0, *((date.fromisoformat(w["on"]) - FIRST).days for w in withdrawals)])
    ended = draw(st.none() | st.none() | st.integers(after, 55))
    return AdoptionEntry.model_validate(
        {
            "model": "2016-04",
            "publish": draw(st.sampled_from(["public", "public", "staff"])),
            "past": draw(st.sampled_from(["all", "list", "none"])),
            "history": history,
            "withdrawals": withdrawals,
            **({"next_review": _day(400)} if history else {}),
            **({"retired": {"on": _day(ended), "reason": "Merged."}} if ended is not None else {}),
        }
    )


def _on(month: int) -> PartialDate:
    return PartialDate(2026, month, 1)


def site_of(typed: str, address: str = ADDRESS) -> dict[str, bytes]:
    """A site with every kind of page, and what is typed wherever somebody types something."""
    made = [
        HistoryEntry.model_construct(version=f"{number}.0", issued=_on(number), by=typed,
                                     summary=typed, in_force=_on(12) if number == 4 else None)
        for number in (1, 2, 3, 4)
    ]  # fmt: skip
    taken = [Withdrawal.model_construct(version="3.0", on=_on(4), reason=typed)]
    kept = AdoptionEntry.model_construct(
        model="x", history=made, withdrawals=taken, next_review=PartialDate(2027, 1)
    )
    over = AdoptionEntry.model_construct(
        model="x", history=made[:1], retired=Retirement.model_construct(on=_on(5), reason=typed)
    )
    texts = {
        one.version: text(typed, typed, clause)
        for one, clause in zip(made, ("goes", "stays", "stays", "stays"), strict=True)
    }
    policies = (
        policy("kept", kept, DAY, texts, typed),
        policy("over", over, DAY, texts, typed),
    )
    school = SiteSchool(
        "oak", typed, typed, "elm", ("elm",), address, contact=((typed, "mailto:a@example.org"),),
        website="https://oak.example/?a=1&b=2", colour="#1d4f91", policies=policies,
    )  # fmt: skip
    return school_site(school, preview=True, searched=True)


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
