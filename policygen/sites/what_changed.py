"""The pages of what the issues of a policy changed, marked in the text where that can be had."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from policygen.sites.framing import Page
from policygen.sites.showing import INDEX, SiteIssue, SitePolicy
from policygen.sites.text_pages import (
    issue_named,
    page_heading,
    page_notice,
    pages_above,
    summary_of,
    text_page,
)
from policygen.sources.text import ended

CHANGES = "changes"  # a folder beside those of versions, which are numbers


def change_pages(policy: SitePolicy) -> Iterator[Page]:
    """That of all changes, with the last that can be marked; one each for those before it."""
    redlined = [issue for issue in policy.issues if issue.redline]
    yield from (_changed_by(policy, issue) for issue in redlined[:-1])
    if redlined:
        yield _changes(policy, redlined[-1])
    elif has_changed(policy):
        yield _summaries(policy)
    elif len(policy.issues) > 1:
        yield _not_shown(policy)


def has_changed(policy: SitePolicy) -> bool:
    """Whether a page says what issues changed: there are several that the site names."""
    return sum(map(policy.lists, policy.issues)) > 1


def _changes(policy: SitePolicy, last: SiteIssue) -> Page:
    """What each issue changed, the newest first, and the last as a redline."""
    assert last.redline
    above = (_each_change(policy, last), _marked(policy, last))
    return text_page(policy, f"{CHANGES}/", _changed(policy), last.redline, above=above)


def _summaries(policy: SitePolicy) -> Page:
    """What each issue changed, by its summary: no two texts are here to be compared."""
    title = _changed(policy)
    why = "<p>The changes aren’t marked in the text here.</p>"
    main = f"{page_heading(title)}\n{_each_change(policy)}\n{why}"
    return Page(f"{policy.name}/{CHANGES}/", title, main, leads=pages_above(policy))


def _not_shown(policy: SitePolicy) -> Page:
    """What stands at an address that may have shown more once."""
    title = _changed(policy)
    main = f"{page_heading(title)}\n{page_notice('What has changed is not shown here.')}"
    return Page(f"{policy.name}/{CHANGES}/", title, main, leads=pages_above(policy), is_hidden=True)


def _changed(policy: SitePolicy) -> str:
    return f"{policy.title}: what has changed"


def _each_change(policy: SitePolicy, marked_below: SiteIssue | None = None) -> str:
    """What each issue changed, the newest first, with what leads to the others that are marked."""
    lines = (
        f"<li>{issue_named(policy, one, '../')}: {summary_of(one)}{_taken_back(one)}"
        f"{_leads_to_redline(one) if one is not marked_below else ''}</li>"
        for one in reversed(policy.issues)
        if policy.lists(one)
    )
    return "\n".join(["<ul>", *lines, "</ul>"])


def _taken_back(issue: SiteIssue) -> str:
    if not (gone := issue.withdrawn):
        return ""
    return f" Withdrawn {gone.on.when}: {escape(ended(gone.reason))}"


def _changed_by(policy: SitePolicy, issue: SiteIssue) -> Page:
    """What an earlier issue changed, as a redline."""
    assert issue.redline
    title = f"{policy.title}: what version {issue.version} changed"
    folder = f"{CHANGES}/{issue.version}/"
    page = text_page(policy, folder, title, issue.redline, above=(_marked(policy, issue),))
    above = ("What has changed", f"{policy.name}/{CHANGES}/")
    return replace(page, leads=(*page.leads, above)).hidden()


def _leads_to_redline(issue: SiteIssue) -> str:
    """What leads from the page of all changes to what one issue changed, if that is known."""
    if not issue.redline:
        return ""
    what = f'Marked in the text<span class="heard"> of version {issue.version}</span>'
    return f' <a href="{issue.version}/{INDEX}">{what}</a>'


def _marked(policy: SitePolicy, issue: SiteIssue) -> str:
    earlier = reversed(policy.issues[: policy.issues.index(issue)])
    before = next(one.version for one in earlier if policy.shows(one))
    return f"<p>Marked below is what version {issue.version} changed in version {before}.</p>"
