"""A page with a text on it, and what the pages of a policy say in the same way."""

from dataclasses import replace
from html import escape

from policygen.sites.framing import Page
from policygen.sites.scripts import PRINT
from policygen.sites.setting_texts import about, margins, text_below
from policygen.sites.showing import INDEX, SiteIssue, SitePolicy, SiteText
from policygen.sources.text import ended


def text_page(
    policy: SitePolicy, folder: str, title: str, text: SiteText, files: str = "", *,
    above: tuple[str, ...] = (), below: tuple[str, ...] = (), issue: SiteIssue | None = None,
) -> Page:  # fmt: skip
    """A page of a policy with a text on it; `files` is what its files beside it are called."""
    page = Page(
        f"{policy.name}/{folder}", title, "", about(text), pages_above(policy) if folder else (),
        is_deep=text.document.numbering.subheadings,
        data=_data(policy, text, issue) if issue else None,
    )  # fmt: skip
    script = f'<script src="{page.up}{PRINT}" defer></script>'
    parts = [page_heading(title), *above, text_below(text, files, page.up, policy.beside), *below]
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


def page_heading(title: str) -> str:
    """The heading of a page, which is its title."""
    return f"<h1>{escape(title)}</h1>"


def page_notice(words: str) -> str:
    """What a page says before all else; the words are marked up already."""
    return f'<p class="notice">{words}</p>'


def pages_above(policy: SitePolicy) -> tuple[tuple[str, str], ...]:
    """The page above those of a policy, but for its own: see `Page.leads`."""
    return ((policy.title, f"{policy.name}/"),)


def summary_of(issue: SiteIssue) -> str:
    """The summary of an issue, where other words follow."""
    return escape(ended(issue.entry.summary))


def issue_named(policy: SitePolicy, issue: SiteIssue, up: str = "") -> str:
    """An issue with its date, led to where its text is shown, from a page `up` to the policy's."""
    words = f"Version {issue.version}, {issue.entry.issued}"
    if policy.shows(issue):
        words = f'<a href="{up}{issue.version}/{INDEX}">{words}</a>'
    said = {"withdrawn": " (withdrawn)", "coming": " (to come)"}
    return f"{words}{said.get(policy.state(issue), '')}"
