"""The pages of one policy: the issue in force, each issue by its number, a draft."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from policygen.sites.framing import Page
from policygen.sites.setting_texts import anchors
from policygen.sites.showing import INDEX, SiteIssue, SitePolicy, SiteText
from policygen.sites.text_pages import (
    issue_named,
    page_heading,
    page_notice,
    pages_above,
    summary_of,
    text_page,
)
from policygen.sites.what_changed import CHANGES, change_pages, has_changed
from policygen.sources.text import ended

UNPUBLISHED = "This policy is on no site: <code>publish: none</code> keeps it off."
DRAFT = "draft"  # a folder beside those of versions, which are numbers


def policy_pages(policy: SitePolicy) -> Iterator[Page]:
    """All pages of a policy, that at its own address first."""
    for page in _pages(policy):
        if policy.publish == "none":  # a preview shows it
            page = replace(page, main=f"{page_notice(UNPUBLISHED)}\n{page.main}").hidden()
        yield page


def _pages(policy: SitePolicy) -> Iterator[Page]:
    yield _front(policy)
    yield from (_of_issue(policy, issue) for issue in policy.issues)
    yield from change_pages(policy)
    if policy.draft:
        yield _draft(policy, policy.draft)


def stem(policy: SitePolicy, issue: SiteIssue) -> str:
    """What the files of an issue are called on the page of its number."""
    return f"{policy.name}-{issue.version}"


def _front(policy: SitePolicy) -> Page:
    """The page at the policy's own address: the issue in force, or why there is none."""
    issue = policy.current
    if issue is None or issue.text is None:
        main = f"{page_heading(policy.title)}\n{_none(policy)}"
        return Page(f"{policy.name}/", policy.title, main, is_hidden=True)
    return text_page(
        policy, "", policy.title, issue.text, policy.name, issue=issue,
        above=(_updates(policy, issue), _to_come(policy)),
        below=(_gone(policy, issue, issue.text), _earlier(policy)),
    )  # fmt: skip


def _of_issue(policy: SitePolicy, issue: SiteIssue) -> Page:
    """The page of an issue by its number; where its text isn't shown, it says so."""
    folder, title = f"{policy.name}/{issue.version}/", f"{policy.title}, version {issue.version}"
    said, text = _standing(policy, issue), issue.text
    if text is None or not policy.shows(issue):
        main = f"{page_heading(title)}\n{page_notice(said)}"
        return Page(folder, title, main, leads=pages_above(policy), is_hidden=True)
    page = text_page(
        policy, f"{issue.version}/", title, text, stem(policy, issue), above=(page_notice(said),),
        issue=issue,
    )  # fmt: skip
    return page if issue is policy.current or issue in policy.coming else page.hidden()


def _standing(policy: SitePolicy, issue: SiteIssue) -> str:
    """How an issue stands on the day of the site."""
    version = f"Version {escape(issue.version)}"
    if gone := issue.withdrawn:
        reason = escape(ended(gone.reason))
        return f"{version} was withdrawn {gone.on.when}: {reason} {_now(policy)}"
    if policy.state(issue) == "in force":
        if issue is not policy.current:
            return f"{version} is in force, but its text is not published here."
        address = f'<a href="../{INDEX}">This address</a>'
        return f"{version} is in force. {address} always leads to the one that is."
    if policy.state(issue) == "coming":
        applies = escape(str(issue.entry.in_force or issue.entry.issued))
        return f"{version} applies from {applies}. {_now(policy)}"
    shown = "" if policy.shows(issue) else ", and its text is not shown here"
    return f"{version} is no longer in force{shown}. {_now(policy)}"


def _now(policy: SitePolicy) -> str:
    """What is in force, with what leads there from the page of an issue."""
    if current := policy.current:
        return f'<a href="../{INDEX}">Version {escape(current.version)}</a> is in force.'
    if held_elsewhere := policy.standing.in_force:
        return f"Version {held_elsewhere.version} is in force."
    return "Nothing of this policy is in force."


def _none(policy: SitePolicy) -> str:
    """Why there is no text in force, and what else there is of the policy."""
    parts = (_why_none(policy), _to_come(policy), _drafted(policy), _earlier(policy))
    return "\n".join(filter(None, parts))


def _why_none(policy: SitePolicy) -> str:
    if elsewhere := policy.standing.in_force:
        words = f"Version {elsewhere.version} is in force, but its text is not published here."
        return page_notice(words)
    if end := policy.standing.ended:
        reason = escape(ended(end.reason))
        return page_notice(f"This policy is no longer in force, since {end.on}: {reason}")
    return "" if policy.coming else page_notice("This policy is not published here yet.")


def _to_come(policy: SitePolicy) -> str:
    """The issues that apply from a later day."""
    lines = [
        page_notice(f"{_link(one)} applies from {one.entry.in_force or one.entry.issued}.")
        for one in policy.coming
    ]
    return "\n".join(lines)


def _drafted(policy: SitePolicy) -> str:
    """What leads to the draft, in a preview."""
    return drafted("") if policy.draft else ""


def drafted(folder: str) -> str:
    """What leads to a draft, from a page that the `folder` of its policy is below."""
    return f'<p><a href="{folder}{DRAFT}/{INDEX}">Draft</a>: not published.</p>'


def _updates(policy: SitePolicy, issue: SiteIssue) -> str:
    """When it was first published, what its last issue changed, and what was reviewed since."""
    first = next(one for one in policy.issues if not one.withdrawn)
    said = [f"Published {escape(str(first.entry.issued))}."]
    if first is not issue:
        said.append(f"Updated {escape(str(issue.entry.issued))}: {summary_of(issue)}")
    if last := policy.review.last:
        due = policy.review.next
        said.append(f"Reviewed {last}, unchanged{f'; next review {due}' if due else ''}.")
    if has_changed(policy):
        said.append(f'<a href="{CHANGES}/{INDEX}">What has changed</a>')
    return f'<p class="updates">{" ".join(said)}</p>'


def _gone(policy: SitePolicy, issue: SiteIssue, text: SiteText) -> str:
    """Places of earlier issues that the one in force hasn't: addresses that lead there lead on."""
    known, found = {*anchors(text.document)}, list[str]()
    for one in reversed(policy.issues[: policy.issues.index(issue)]):
        if not one.text or not policy.shows(one):
            continue
        for anchor in sorted(anchors(one.text.document) - known):
            known.add(anchor)
            leads = f'<a href="{one.version}/{INDEX}#{anchor}">version {one.version}</a>'
            found.append(f'<li id="{anchor}">To be read in {leads}</li>')
    if not found:
        return ""
    lines = ['<div class="gone">', "<p>Not in this version any more:</p>", "<ul>", *found]
    return "\n".join([*lines, "</ul>", "</div>"])


def _earlier(policy: SitePolicy) -> str:
    """The issues before the one in force, where they are shown or listed."""
    if policy.past == "none":
        return ""
    lines = [
        f"<li>{issue_named(policy, one)}</li>"
        for one in reversed(policy.issues)
        if policy.state(one) not in ("in force", "coming")
    ]
    if not lines:
        return ""
    start = '<section class="earlier">\n<h2>Earlier versions</h2>\n<ul>'
    return "\n".join([start, *lines, "</ul>\n</section>"])


def _draft(policy: SitePolicy, text: SiteText) -> Page:
    return text_page(policy, f"{DRAFT}/", f"{policy.title}, draft", text).hidden()


def _link(issue: SiteIssue) -> str:
    """What leads from a policy's own page to that of an issue; versions are numbers with dots."""
    return f'<a href="{issue.version}/{INDEX}">Version {issue.version}</a>'
