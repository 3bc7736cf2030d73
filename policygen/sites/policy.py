"""The pages of one policy: the issue in force, each issue by its number, what issues changed."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from policygen.sites.framing import Page
from policygen.sites.scripts import PRINT
from policygen.sites.setting_texts import about, anchors, margins, text_below
from policygen.sites.showing import INDEX, SiteIssue, SitePolicy, SiteText
from policygen.sources.text import ended

UNPUBLISHED = "This policy is on no site: <code>publish: none</code> keeps it off."
CHANGES, DRAFT = "changes", "draft"  # folders beside those of versions, which are numbers


def policy_pages(policy: SitePolicy) -> Iterator[Page]:
    """All pages of a policy, that at its own address first."""
    for page in _pages(policy):
        if policy.publish == "none":  # a preview shows it
            page = replace(page, main=f"{_notice(UNPUBLISHED)}\n{page.main}").hidden()
        yield page


def _pages(policy: SitePolicy) -> Iterator[Page]:
    yield _front(policy)
    yield from (_of_issue(policy, issue) for issue in policy.issues)
    redlined = [issue for issue in policy.issues if issue.redline]
    yield from (_changed_by(policy, issue) for issue in redlined[:-1])
    if redlined:
        yield _changes(policy, redlined[-1])
    elif _has_changed(policy):
        yield _summaries(policy)
    if policy.draft:
        yield _draft(policy, policy.draft)


def stem(policy: SitePolicy, issue: SiteIssue) -> str:
    """What the files of an issue are called on the page of its number."""
    return f"{policy.name}-{issue.version}"


def _front(policy: SitePolicy) -> Page:
    """The page at the policy's own address: the issue in force, or why there is none."""
    issue = policy.current
    if issue is None or issue.text is None:
        main = f"{_heading(policy.title)}\n{_none(policy)}"
        return Page(f"{policy.name}/", policy.title, main, is_hidden=True)
    return _text_page(
        policy, "", policy.title, issue.text, policy.name, issue=issue,
        above=(_updates(policy, issue), _to_come(policy)),
        below=(_gone(policy, issue, issue.text), _earlier(policy)),
    )  # fmt: skip


def _of_issue(policy: SitePolicy, issue: SiteIssue) -> Page:
    """The page of an issue by its number; where its text isn't shown, it says so."""
    folder, title = f"{policy.name}/{issue.version}/", f"{policy.title}, version {issue.version}"
    said, text = _standing(policy, issue), issue.text
    if text is None or not policy.shows(issue):
        main = f"{_heading(title)}\n{_notice(said)}"
        return Page(folder, title, main, leads=_above(policy), is_hidden=True)
    page = _text_page(
        policy, f"{issue.version}/", title, text, stem(policy, issue), above=(_notice(said),),
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
        return _notice(words)
    if end := policy.standing.ended:
        reason = escape(ended(end.reason))
        return _notice(f"This policy is no longer in force, since {end.on}: {reason}")
    return "" if policy.coming else _notice("This policy is not published here yet.")


def _to_come(policy: SitePolicy) -> str:
    """The issues that apply from a later day."""
    lines = [
        _notice(f"{_link(one)} applies from {one.entry.in_force or one.entry.issued}.")
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
        said.append(f"Updated {escape(str(issue.entry.issued))}: {_said(issue)}")
    if last := policy.review.last:
        due = policy.review.next
        said.append(f"Reviewed {last}, unchanged{f'; next review {due}' if due else ''}.")
    if _has_changed(policy):
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
        f"<li>{_named(policy, one)}</li>"
        for one in reversed(policy.issues)
        if policy.state(one) not in ("in force", "coming")
    ]
    if not lines:
        return ""
    start = '<section class="earlier">\n<h2>Earlier versions</h2>\n<ul>'
    return "\n".join([start, *lines, "</ul>\n</section>"])


def _has_changed(policy: SitePolicy) -> bool:
    """Whether a page says what issues changed: there are several that the site names."""
    return sum(map(policy.lists, policy.issues)) > 1


def _changes(policy: SitePolicy, last: SiteIssue) -> Page:
    """What each issue changed, the newest first, and the last as a redline."""
    assert last.redline
    above = (_each_change(policy, last), _marked(policy, last))
    return _text_page(policy, f"{CHANGES}/", _changed(policy), last.redline, above=above)


def _summaries(policy: SitePolicy) -> Page:
    """What each issue changed, by its summary: no two texts are here to be compared."""
    title = _changed(policy)
    why = "<p>The changes aren’t marked in the text here.</p>"
    main = f"{_heading(title)}\n{_each_change(policy)}\n{why}"
    return Page(f"{policy.name}/{CHANGES}/", title, main, leads=_above(policy))


def _changed(policy: SitePolicy) -> str:
    return f"{policy.title}: what has changed"


def _each_change(policy: SitePolicy, marked_below: SiteIssue | None = None) -> str:
    """What each issue changed, the newest first, with what leads to the others that are marked."""
    lines = (
        f"<li>{_named(policy, one, '../')}: {_said(one)}"
        f"{_leads_to_redline(one) if one is not marked_below else ''}</li>"
        for one in reversed(policy.issues)
        if policy.lists(one)
    )
    return "\n".join(["<ul>", *lines, "</ul>"])


def _changed_by(policy: SitePolicy, issue: SiteIssue) -> Page:
    """What an earlier issue changed, as a redline."""
    assert issue.redline
    title = f"{policy.title}: what version {issue.version} changed"
    folder = f"{CHANGES}/{issue.version}/"
    page = _text_page(policy, folder, title, issue.redline, above=(_marked(policy, issue),))
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
    return f"<p>Below is marked what version {issue.version} changed of version {before}.</p>"


def _said(issue: SiteIssue) -> str:
    """The summary of an issue, where other words follow."""
    return escape(ended(issue.entry.summary))


def _named(policy: SitePolicy, issue: SiteIssue, up: str = "") -> str:
    """An issue with its date, led to where its text is shown, from a page `up` to the policy's."""
    words = f"Version {issue.version}, {issue.entry.issued}"
    if policy.shows(issue):
        words = f'<a href="{up}{issue.version}/{INDEX}">{words}</a>'
    said = {"withdrawn": " (withdrawn)", "coming": " (to come)"}
    return f"{words}{said.get(policy.state(issue), '')}"


def _draft(policy: SitePolicy, text: SiteText) -> Page:
    return _text_page(policy, f"{DRAFT}/", f"{policy.title}, draft", text).hidden()


def _text_page(
    policy: SitePolicy, folder: str, title: str, text: SiteText, files: str = "", *,
    above: tuple[str, ...] = (), below: tuple[str, ...] = (), issue: SiteIssue | None = None,
) -> Page:  # fmt: skip
    """A page of a policy with a text on it; `files` is what its files beside it are called."""
    page = Page(
        f"{policy.name}/{folder}", title, "", about(text), _above(policy) if folder else (),
        is_deep=text.document.numbering.subheadings,
        data=_data(policy, text, issue) if issue else None,
    )  # fmt: skip
    script = f'<script src="{page.up}{PRINT}" defer></script>'
    parts = [_heading(title), *above, text_below(text, files, page.up, policy.beside), *below]
    head = f"{script}\n<style>\n{margins(text)}</style>"
    return replace(page, head=head, main="\n".join(filter(None, parts)))


def _data(policy: SitePolicy, text: SiteText, issue: SiteIssue) -> dict[str, str]:
    """An issue in the words of schema.org."""
    return {
        "@type": "DigitalDocument",
        "name": policy.title,
        "description": about(text),
        "version": issue.version,
        "datePublished": issue.entry.issued.iso,
    }


def _link(issue: SiteIssue) -> str:
    """What leads from a policy's own page to that of an issue; versions are numbers with dots."""
    return f'<a href="{issue.version}/{INDEX}">Version {issue.version}</a>'


def _heading(title: str) -> str:
    return f"<h1>{escape(title)}</h1>"


def _notice(words: str) -> str:
    return f'<p class="notice">{words}</p>'


def _above(policy: SitePolicy) -> tuple[tuple[str, str], ...]:
    return ((policy.title, f"{policy.name}/"),)
