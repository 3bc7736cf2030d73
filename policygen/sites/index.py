"""The index of a school's site: its policies, each with how it stands and where its files are."""

from collections.abc import Iterator, Sequence
from html import escape

from policygen.sites.page import INDEX, Page
from policygen.sites.policy import DRAFT
from policygen.sites.records import SitePolicy, SiteSchool
from policygen.sites.texts import about
from policygen.writers import FORMATS

TITLE = "Policies"


def index_page(school: SiteSchool) -> Page:
    """The page that a site begins with."""
    listed = [one for one in school.policies if is_listed(one)]
    lines = [f"<h1>{TITLE}</h1>"]
    if listed:
        lines += ['<ul class="policies">', *map(_entry, listed), "</ul>"]
    else:
        lines.append("<p>No policy is published here yet.</p>")
    return Page("", TITLE, "\n".join(lines), f"The policies of {school.name}.")


def is_listed(policy: SitePolicy) -> bool:
    """Whether the index names a policy: something of it is in force, to come, or in the making."""
    return bool(policy.current or policy.coming or policy.draft)


def _entry(policy: SitePolicy) -> str:
    title = f'<h2><a href="{policy.name}/{INDEX}">{escape(policy.title)}</a></h2>'
    lines = ["<li>", title]
    issue = policy.current
    if issue and issue.text:
        lines.append(f"<p>{escape(about(issue.text))}</p>")
        said = [("Version", issue.version), ("Approved", f"{issue.entry.issued}, {issue.entry.by}")]
        if policy.last_review:
            said.append(("Last reviewed", policy.last_review))
        if policy.next_review:
            said.append(("Next review", policy.next_review))
        rows = (f"<div><dt>{term}</dt><dd>{escape(words)}</dd></div>" for term, words in said)
        lines += [
            '<dl class="published">',
            *rows,
            "</dl>",
            *_files(policy, tuple(issue.text.files)),
        ]
    for one in policy.coming:
        leads = f'<a href="{policy.name}/{one.version}/{INDEX}">Version {one.version}</a>'
        lines.append(f"<p>{leads} applies from {one.entry.in_force or one.entry.issued}.</p>")
    if policy.draft:
        lines.append(f'<p><a href="{policy.name}/{DRAFT}/{INDEX}">Draft</a>: not published.</p>')
    return "\n".join([*lines, "</li>"])


def _files(policy: SitePolicy, endings: Sequence[str]) -> Iterator[str]:
    """Where the issue in force is in other formats; a screen reader hears of which policy."""
    if endings:
        links = (
            f'<a href="{policy.name}/{policy.name}.{one}">{FORMATS[one].name}'
            f'<span class="heard"> of {escape(policy.title)}</span></a>'
            for one in endings
        )
        yield f'<p class="formats">Other formats: {", ".join(links)}</p>'
