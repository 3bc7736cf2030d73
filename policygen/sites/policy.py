"""The pages of one policy: the issue in force, each issue by its number, what issues changed."""

from collections.abc import Iterator
from html import escape

from policygen.sites.page import INDEX, Page
from policygen.sites.records import SiteIssue, SitePolicy, SiteText
from policygen.sites.texts import about, anchors, margins, text_of

CHANGES, DRAFT = "changes", "draft"  # folders beside those of versions, which are numbers


def policy_pages(policy: SitePolicy) -> Iterator[Page]:
    """All pages of a policy, that at its own address first."""
    yield _front(policy)
    yield from (_of_issue(policy, issue) for issue in policy.issues)
    if any(issue.redline for issue in policy.issues):
        yield _changes(policy)
    if policy.draft:
        yield _draft(policy, policy.draft)


def stem(policy: SitePolicy, issue: SiteIssue) -> str:
    """What the files of an issue are called on the page of its number."""
    return f"{policy.name}-{issue.version}"


def _front(policy: SitePolicy) -> Page:
    """The page at the policy's own address: the issue in force, or why there is none."""
    folder, issue = f"{policy.name}/", policy.current
    if issue is None or issue.text is None:
        return Page(
            folder, policy.title, f"{_heading(policy.title)}\n{_none(policy)}", is_hidden=True
        )
    return _text_page(
        folder, policy.title, issue.text, policy.name,
        above=(_updates(policy, issue), _to_come(policy)),
        below=(_gone(policy, issue, issue.text), _earlier(policy)),
    )  # fmt: skip


def _of_issue(policy: SitePolicy, issue: SiteIssue) -> Page:
    """The page of an issue by its number; where its text isn't shown, it says so."""
    folder, title = f"{policy.name}/{issue.version}/", f"{policy.title}, version {issue.version}"
    said, text = _standing(policy, issue), issue.text
    if text is None or not _is_shown(policy, issue):
        main = f"{_heading(title)}\n{_notice(said)}"
        return Page(folder, title, main, leads=_above(policy), is_hidden=True)
    page = _text_page(
        folder, title, text, stem(policy, issue), above=(_notice(said),), leads=_above(policy)
    )
    return page if issue is policy.current or issue in policy.coming else page.hidden()


def _is_shown(policy: SitePolicy, issue: SiteIssue) -> bool:
    if issue.withdrawn:
        return False
    return issue is policy.current or issue in policy.coming or policy.past == "all"


def _standing(policy: SitePolicy, issue: SiteIssue) -> str:
    """How an issue stands on the day of the site."""
    version = f"Version {escape(issue.version)}"
    if gone := issue.withdrawn:
        return f"{version} was withdrawn on {gone.on}: {escape(gone.reason)} {_now(policy)}"
    if issue is policy.current:
        address = f'<a href="../{INDEX}">This address</a>'
        return f"{version} is in force. {address} always leads to the one that is."
    if issue in policy.coming:
        applies = escape(str(issue.entry.in_force or issue.entry.issued))
        return f"{version} applies from {applies}. {_now(policy)}"
    said = f"{version} is no longer in force"
    return (
        f"{said}. {_now(policy)}"
        if _is_shown(policy, issue) and issue.text
        else (f"{said}, and its text is no longer shown here. {_now(policy)}")
    )


def _now(policy: SitePolicy) -> str:
    """What is in force, with what leads there from the page of an issue."""
    if current := policy.current:
        return f'<a href="../{INDEX}">Version {escape(current.version)}</a> is in force.'
    return "Nothing of this policy is in force."


def _none(policy: SitePolicy) -> str:
    """Why no issue is in force."""
    if ended := policy.standing.ended:
        return _notice(
            f"This policy is no longer in force, since {ended.on}: {escape(ended.reason)}"
        )
    if coming := _to_come(policy):
        return coming
    return _notice("This policy is not published here yet.")


def _to_come(policy: SitePolicy) -> str:
    """The issues that apply from a later day."""
    lines = [
        _notice(f"{_link(one)} applies from {one.entry.in_force or one.entry.issued}.")
        for one in policy.coming
    ]
    return "\n".join(lines)


def _updates(policy: SitePolicy, issue: SiteIssue) -> str:
    """When it was first published, and what its last issue changed."""
    first = next(one for one in policy.issues if not one.withdrawn)
    said = [f"Published {escape(str(first.entry.issued))}."]
    if first is not issue:
        said.append(f"Updated {escape(str(issue.entry.issued))}: {escape(issue.entry.summary)}")
    if any(one.redline for one in policy.issues):
        said.append(f'<a href="{CHANGES}/{INDEX}">What has changed</a>')
    return f'<p class="updates">{" ".join(said)}</p>'


def _gone(policy: SitePolicy, issue: SiteIssue, text: SiteText) -> str:
    """Places of earlier issues that the one in force hasn't: addresses that lead there lead on."""
    known, found = {*anchors(text.document)}, list[str]()
    for one in reversed(policy.issues):
        if one is issue or not one.text or not _is_shown(policy, one):
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
    lines = []
    for one in reversed(policy.issues):
        if one is policy.current or one in policy.coming:
            continue
        words = f"Version {escape(one.version)}, {escape(str(one.entry.issued))}"
        if one.text and _is_shown(policy, one):
            words = f'<a href="{escape(one.version)}/{INDEX}">{words}</a>'
        lines.append(f"<li>{words}{' (withdrawn)' if one.withdrawn else ''}</li>")
    if not lines:
        return ""
    return "\n".join(
        [
            '<section class="earlier">',
            "<h2>Earlier versions</h2>",
            "<ul>",
            *lines,
            "</ul>",
            "</section>",
        ]
    )


def _changes(policy: SitePolicy) -> Page:
    """What each issue changed, the newest first, and the last of them as a redline."""
    lines, last = [], None
    for one in reversed(policy.issues):
        if one.redline and last is None:
            last = one.redline
        said = f"Version {one.version}, {one.entry.issued}: {one.entry.summary}"
        lines.append(f"<li>{escape(said)}</li>")
    assert last
    title = f"{policy.title}: what has changed"
    return _text_page(
        f"{policy.name}/{CHANGES}/", title, last, "", leads=_above(policy),
        above=("\n".join(["<ul>", *lines, "</ul>"]),),
    )  # fmt: skip


def _draft(policy: SitePolicy, text: SiteText) -> Page:
    title = f"{policy.title}, draft"
    page = _text_page(f"{policy.name}/{DRAFT}/", title, text, policy.name, leads=_above(policy))
    return page.hidden()


def _text_page(
    folder: str, title: str, text: SiteText, files: str, *, above: tuple[str, ...] = (),
    below: tuple[str, ...] = (), leads: tuple[tuple[str, str], ...] = (),
) -> Page:  # fmt: skip
    """A page with a text on it; `files` is what its files beside it are called."""
    parts = [_heading(title), *above, text_of(text, files), *below]
    return Page(
        folder, title, "\n".join(filter(None, parts)), about(text), leads,
        head=f"<style>\n{margins(text)}</style>", is_deep=text.document.numbering.subheadings,
    )  # fmt: skip


def _link(issue: SiteIssue) -> str:
    """What leads from a policy's own page to that of an issue; versions are numbers with dots."""
    return f'<a href="{issue.version}/{INDEX}">Version {issue.version}</a>'


def _heading(title: str) -> str:
    return f"<h1>{escape(title)}</h1>"


def _notice(words: str) -> str:
    return f'<p class="notice">{words}</p>'


def _above(policy: SitePolicy) -> tuple[tuple[str, str], ...]:
    return ((policy.title, f"{policy.name}/"),)
