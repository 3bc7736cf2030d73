"""The publisher's dashboard: one page, each figure of which leads to the list behind it.

The list is one table. Without a script it stands in the page, and the address chooses its rows by
style alone: `#overdue` leads to a heading, and only rows of its mark are shown. With a script the
table's text isn't parsed until some rows of it are shown, so the page is there at once, and a
filter goes through lines of text.
"""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from policygen.dates import MONTHS
from policygen.document.quotes import typographic
from policygen.errors import plural
from policygen.register.rows import Row
from policygen.sites.dashboard_charts import Bar, drawn, lying_bars, upright_bars
from policygen.sites.dashboard_lists import (
    LATER,
    NEW_EDITION,
    NO_DATE,
    NO_VERSION,
    WITHIN,
    Lists,
    months,
    of_choice,
    of_model,
    of_policy,
    of_trust,
    version_listed,
)
from policygen.sites.dashboard_required import what_is_required
from policygen.sites.dashboard_uncounted import not_counted
from policygen.sites.dashboard_words import in_type
from policygen.sites.overview import Overseen, Overview

_TITLE = "How the policies stand"
_TEXTS = (
    ("open", "Open decisions", "something is still to be chosen", True),
    ("incomplete", "Incomplete", "no edition can be built yet", True),
    ("behind", "Behind the model", "there is a newer version", True),
    ("changed", "Changed since their issue", "to be approved and issued", True),
    ("altered", "Altered", "what was issued isn’t as it was", True),
    ("draft", "Drafts", "never issued so far", True),
    ("withdrawn", "Withdrawn", "the last issue was taken back", False),
    ("unconfirmed", "Unconfirmed", "a choice is to be looked at again", False),
    ("local", "With local wording", "words of a school’s own, or of its trust", True),
    ("retired", "Retired", "no longer in use", False),
)  # id, title, what it means, whether it is shown where there are none
_COLUMNS = ("School", "Trust", "Policy", "Model", "Issue", "State", "Next review", "Time left")


def dashboard(overview: Overview) -> bytes:
    """The page."""
    lists = Lists(overview.adoptions, overview.today)
    today = overview.today
    schools = plural(len({one.row.school for one in overview.adoptions}), "school")
    policies = plural(len(overview.adoptions), "policy", "policies")
    sections = "\n".join(_sections(overview, lists))  # before the lists: it gives them titles
    body = [
        '<a class="skip" href="#main">Skip to the figures</a>',
        '<main id="main">',
        f"<h1>{_TITLE}</h1>",
        f"<p>On {today.day} {MONTHS[today.month - 1]} {today.year}: {policies} of {schools}. "
        'Each figure leads to <a href="#list">the list</a> behind it.</p>',
        *not_counted(overview),
        sections,
        *_list(overview, lists, f"{policies} of {schools}"),
        "</main>",
    ]
    folder = files(__package__)
    style = (folder / "dashboard.css").read_text(encoding="utf-8")
    script = (folder / "dashboard.js").read_text(encoding="utf-8")
    labels = _labels(_columns(overview))
    rules = "".join(
        f'[id="{name}"]:target ~ noscript .{lists.mark(name)} {{ display: revert; }}\n'
        for name in lists.titles
        if lists.count(name)
    )
    page = [
        "<!doctype html>",
        '<html lang="en-GB">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{_TITLE}</title>",
        f"<style>\n{style.replace('/* labels */', labels)}{rules}</style></head>",
        "<body>",
        *body,
        f"<script>\n{script}</script>",
        "</body></html>",
        "",
    ]
    return "\n".join(page).encode()


def _sections(overview: Overview, lists: Lists) -> Iterator[str]:
    yield '<section><h2>Reviews</h2>\n<ul class="figures">'
    yield _figure(lists, "overdue", "Overdue", "")
    for days in WITHIN:
        yield _figure(lists, f"due-{days}", f"Due within {days} days", "")
    relied = "of a text from outside that they rely on"
    yield _figure(lists, NEW_EDITION, "Due by a new edition", relied, always=False)
    yield _figure(lists, NO_DATE, "Without a date", "", always=False)
    yield "</ul></section>"
    yield '<section><h2>Texts</h2>\n<ul class="figures">'
    for name, title, meaning, always in _TEXTS:
        yield _figure(lists, name, title, meaning, always=always)
    yield "</ul></section>"
    yield '<section class="wide"><h2>Reviews falling due, month by month</h2>'
    yield upright_bars(
        _bar(lists, name, title, f"Reviews in {title}") for name, title in months(overview.today)
    )
    if address := lists.linked(LATER, "Reviews later than that"):
        yield f'<p><a href="{address}">{lists.count(LATER):,} later</a></p>'
    yield "</section>"
    yield from _take_up(overview, lists)
    yield from _choices(overview, lists)
    yield from _local(overview, lists)
    yield from what_is_required(overview.lacks)  # the longest


def _figure(lists: Lists, name: str, title: str, meaning: str, *, always: bool = True) -> str:
    count, address = lists.count(name), lists.linked(name, title)
    if not count:
        words = f'<span class="count">0</span> <span class="what">{title}</span>'
        note = f'<span class="note">{meaning}</span>' if meaning else ""
        return f"<li><div>{words}</div>{note}</li>" if always else ""
    said = "; ".join(filter(None, (f"in {plural(lists.schools(name), 'school')}", meaning)))
    return (
        f'<li class="{name}"><a href="{address}">'
        f'<span class="count">{count:,}</span> <span class="what">{title}</span></a>'
        f'<span class="note">{said}</span></li>'
    )


def _bar(lists: Lists, name: str, words: str, title: str) -> Bar:
    return Bar(words, lists.count(name), lists.linked(name, title))


def _take_up(overview: Overview, lists: Lists) -> Iterator[str]:
    versions: dict[str, set[str]] = {}
    for one in overview.adoptions:
        if "retired" not in one.row.states:
            versions.setdefault(one.row.policy, set()).add(version_listed(one.row.model))
    yield '<section class="wide"><h2>Take-up of each model version</h2>\n<div class="columns">'
    for policy in overview.policies:
        used = versions.get(policy.name, set())
        counts = {one: lists.count(of_model(policy.name, one)) for one in used}
        bars = (
            _bar(
                lists, of_model(policy.name, version),
                _called(version, policy.newest),
                f"{typographic(policy.title)}, model {version}",
            )
            for version in sorted({*used, policy.newest} - {""}, reverse=True)
        )  # fmt: skip
        chart = lying_bars(bars, sum(counts.values()))
        yield f"<div><h3>{in_type(policy.title)}</h3>\n{chart}</div>"
    yield "</div></section>"


def _called(version: str, newest: str) -> str:
    if version == NO_VERSION:
        return "none that there is"
    return f"{version}, the newest" if version == newest else version


def _choices(overview: Overview, lists: Lists) -> Iterator[str]:
    yield '<section class="wide"><h2>Choices</h2>'
    for policy in overview.policies:
        own = [one.picked for one in overview.adoptions if one.row.policy == policy.name]
        if not policy.asked:
            continue
        said = f"{plural(len(policy.asked), 'decision')}, {plural(sum(map(bool, own)), 'school')}"
        yield f"<details><summary>{in_type(policy.title)}: {said}</summary>"
        yield '<div class="columns">'
        for asked in policy.asked:
            bars = (
                _bar(
                    lists, of_choice(policy.name, asked.name, word),
                    typographic(label or word),
                    typographic(f"{policy.title}: {asked.ask} {label or word}"),
                )
                for word, label in asked.offered
            )  # fmt: skip
            whole = sum(asked.name in picked for picked in own)  # who has a model that asks it
            question = in_type(asked.ask[:1].upper() + asked.ask[1:])
            yield f"<div><h3>{question}</h3>\n{lying_bars(bars, whole)}</div>"
        yield "</div></details>"
    yield "</section>"


def _local(overview: Overview, lists: Lists) -> Iterator[str]:
    yield '<section class="wide"><h2>Local wording, clause by clause</h2>'
    some = [policy for policy in overview.policies if policy.clauses]
    if not some:
        yield "<p>No school words anything otherwise than its model.</p>"
    for policy in some:
        whole = lists.count(of_policy(policy.name))
        yield f'<h3>{in_type(policy.title)}</h3>\n<div class="clauses">'
        for clause in policy.clauses:
            count = plural(len(clause.wordings), "school")
            bar = drawn(len(clause.wordings) / whole, across=True)
            yield f"<details><summary>{in_type(clause.where)}: {count}{bar}</summary>\n<ul>"
            for one in clause.wordings:
                yield f"<li>{in_type(one.school)}: {one.became}. {in_type(one.reason)}</li>"
            yield "</ul></details>"
        yield "</div>"
    yield "</section>"


def _list(overview: Overview, lists: Lists, size: str) -> Iterator[str]:
    columns = _columns(overview)
    yield '<section id="list" class="wide"><h2>The list</h2>'
    for name, title in lists.titles.items():
        words = f"{escape(title)}: {lists.size(name)}"
        yield f'<h3 class="of" id="{escape(name)}" data-mark="{lists.mark(name)}">{words}</h3>'
    yield f'<h3 class="all">All: {size}</h3>'
    yield '<p class="back"><a class="all-of-it" href="#list">Show all</a>'
    yield '<a href="#main">Back to the figures</a></p>'
    yield _form(overview, lists)
    yield '<p id="shown" role="status"></p>\n<div id="some"></div>'
    yield '<noscript><table><caption class="unseen">The soonest review first</caption>'
    heads = "".join(f'<th scope="col">{words}</th>' for words in columns)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for index, one in enumerate(overview.adoptions):
        cells = _cells(one, trust="Trust" in columns)
        yield f'<tr class="{lists.marks(index)}"><th scope="row">{"<td>".join(cells)}'
    yield "</tbody></table></noscript>"
    yield '<p id="more" hidden><button type="button">Show more</button></p></section>'


def _columns(overview: Overview) -> list[str]:
    some = any(one.row.trust for one in overview.adoptions)
    return [words for words in _COLUMNS if some or words != "Trust"]


def _cells(one: Overseen, *, trust: bool) -> Iterator[str]:
    row = one.row
    yield in_type(row.name)
    if trust:
        yield in_type(row.trust)
    yield in_type(row.title)
    yield from map(escape, (row.model, row.versions, _state(row), row.next_review))
    yield in_type(row.left_in_short)


def _state(row: Row) -> str:
    return ", ".join([row.state, *["local wording"] * bool(row.local)])


def _form(overview: Overview, lists: Lists) -> str:
    policies = {of_policy(one.name): typographic(one.title) for one in overview.policies}
    trusts = {
        of_trust(name): typographic(name) for one in overview.adoptions for name in one.trusts
    }
    chosen = [_select("Policy", policies, lists)]
    if trusts:
        chosen.append(_select("Trust", trusts, lists))
    return (
        '<form id="filters" autocomplete="off" hidden>'
        '<label>Search<br><input type="search"></label>\n' + "\n".join(chosen) + "</form>"
    )


def _select(title: str, offered: dict[str, str], lists: Lists) -> str:
    options = "".join(
        f'<option value="{lists.mark(name)}">{escape(words)}</option>'
        for name, words in sorted(offered.items(), key=lambda pair: pair[1])
        if lists.count(name)
    )
    return f'<label>{title}<br><select><option value="">All</option>{options}</select></label>'


def _labels(columns: list[str]) -> str:
    """The style that names each cell on a phone, where the table's head isn't seen."""
    return "".join(
        f'  td:nth-child({column})::before {{ content: "{words}: "; }}\n'
        for column, words in enumerate(columns, 1)
    )
