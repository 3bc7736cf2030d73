"""What was issued, as a feed that a reader of news follows (Atom, RFC 4287)."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import escape

from policygen.sites.showing import SiteIssue, SitePolicy, SiteSchool
from policygen.sources.text import ended

FEED = "feed.atom"
_MOST = 50  # entries, the newest ones


def feed(school: SiteSchool) -> str:
    """The feed; empty where nothing was issued, as a feed must say when it was last changed."""
    entries = sorted(_entries(school), reverse=True)[:_MOST]
    if not entries:
        return ""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>Policies of {escape(school.name)}</title>",
        f"<id>{_id(school.identity)}</id>",
        f"<updated>{_time(entries[0][0])}</updated>",
        f"<author><name>{escape(school.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(school.address)}{FEED}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(school.leads(""))}"/>',
        *(entry for _, _, entry in entries),
        "</feed>\n",
    ]
    return "\n".join(lines)


def _entries(school: SiteSchool) -> Iterator[tuple[date, tuple[str, int], str]]:
    """The issues, each with its day and what tells those of one day apart."""
    for policy in school.policies:
        for index, issue in enumerate(policy.issues):
            if policy.shows(issue) or (issue.withdrawn and policy.lists(issue)):
                order = (policy.name, index)
                yield _changed(issue), order, _entry(school, policy, issue)


def _changed(issue: SiteIssue) -> date:
    """The day of the issue, or of its withdrawal: who was told of the one is told of the other."""
    made = issue.entry.issued.first_day
    return max(made, issue.withdrawn.on.first_day) if issue.withdrawn else made


def _entry(school: SiteSchool, policy: SitePolicy, issue: SiteIssue) -> str:
    title = f"{policy.title}, version {issue.version}"
    said = f"Approved by {issue.entry.by}. {issue.entry.summary}"
    if gone := issue.withdrawn:
        title, said = f"{title} (withdrawn)", f"Withdrawn {gone.on.when}: {gone.reason}"
    elif issue.entry.in_force:
        said = f"{ended(said)} Applies from {issue.entry.in_force}."
    leads = escape(school.leads(f"{policy.name}/{issue.version}/"))
    return "\n".join(
        [
            "<entry>",
            f"<title>{escape(title)}</title>",
            f"<id>{_id(school.identity, policy.name, issue.version)}</id>",
            f"<updated>{_time(_changed(issue))}</updated>",
            f'<link rel="alternate" type="text/html" href="{leads}"/>',
            f"<summary>{escape(said)}</summary>",
            "</entry>",
        ]
    )


def _time(day: date) -> str:
    return f"{day:%Y-%m-%d}T00:00:00Z"


def _id(*names: str) -> str:
    """An id that stays the same wherever the site is: a UUID of our own kind (RFC 9562, 5.8)."""
    made = sha256("\n".join(names).encode()).hexdigest()
    variant = "89ab"[int(made[16], 16) % 4]
    parts = (made[:8], made[8:12], f"8{made[13:16]}", f"{variant}{made[17:20]}", made[20:32])
    return f"urn:uuid:{'-'.join(parts)}"
