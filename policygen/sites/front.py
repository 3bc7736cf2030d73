"""The index of a school's site: its policies, each with how it stands and where its files are."""

from collections.abc import Collection, Iterator, Sequence
from html import escape

from policygen.sites.catalogue import CATALOGUE
from policygen.sites.due import REVIEWS
from policygen.sites.feed import FEED
from policygen.sites.framing import Page
from policygen.sites.policy import UNPUBLISHED, drafted
from policygen.sites.scripts import SEARCH
from policygen.sites.setting_texts import about
from policygen.sites.showing import INDEX, SitePolicy, SiteSchool
from policygen.writers import FORMATS

_TITLE = "Policies"
_SEARCH = f"""\
<form class="search" id="search_form" role="search" hidden>
<label for="search_words">Search these policies</label>
<input id="search_words" type="search" autocomplete="off" spellcheck="false">
<p id="search_count" role="status"></p>
<ul id="search_found"></ul>
</form>
<script type="module" src="{SEARCH}"></script>"""
_KEEP_UP = {FEED: "news feed", REVIEWS: "calendar of reviews", CATALOGUE: "data"}
_FEED = f'<link rel="alternate" type="application/atom+xml" title="Policies of {{}}" href="{FEED}">'


def index_page(school: SiteSchool, beside: Collection[str]) -> Page:
    """The page that a site begins with; `beside` are other files of the site, by their names."""
    listed = [one for one in school.policies if one.is_listed]
    lines = [f"<h1>{_TITLE}</h1>"]
    if listed and SEARCH in beside:
        lines.append(_SEARCH)
    if listed:
        lines += ['<ul class="policies">', *map(_entry, listed), "</ul>"]
    else:
        lines.append("<p>No policy is published here at present.</p>")
    kept = [f'<a href="{name}">{words}</a>' for name, words in _KEEP_UP.items() if name in beside]
    if kept:
        lines.append(f'<p class="keep">Keep up with what changes: {", ".join(kept)}.</p>')
    head = _FEED.format(escape(school.name)) if FEED in beside else ""
    return Page("", _TITLE, "\n".join(lines), f"The policies of {school.name}.", head=head)


def _entry(policy: SitePolicy) -> str:
    title = f'<h2><a href="{policy.name}/{INDEX}">{escape(policy.title)}</a></h2>'
    lines = ["<li>", title]
    issue = policy.current
    if issue and issue.text:
        lines.append(f"<p>{escape(about(issue.text))}</p>")
        said = [("Version", issue.version), ("Approved", f"{issue.entry.issued}, {issue.entry.by}")]
        if policy.review.last:
            said.append(("Last reviewed", str(policy.review.last)))
        if policy.review.next:
            said.append(("Next review", str(policy.review.next)))
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
    if policy.publish == "none":
        lines.append(f"<p>{UNPUBLISHED}</p>")
    if policy.draft:
        lines.append(drafted(f"{policy.name}/"))
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
