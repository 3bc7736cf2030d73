"""Policies for the pages of a website builder: no page around them, and a style that stays within.

They take their letters and colours from the page that they are put on. What is styled stands in an
element of our own class, so that nothing outside it changes. Ids begin with the policy's name, so
that several fragments can stand on one page, and none has an id of that page's own.
"""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files

from policygen.sites.setting_texts import about, text_below
from policygen.sites.showing import INDEX, SitePolicy, SiteSchool

FRAGMENTS = "page_fragments"  # no policy's name has such a sign in it
_INDEX_POLICY = f"{FRAGMENTS}/index_.html"  # a policy may be called like the index


def fragments(school: SiteSchool) -> Iterator[tuple[str, str]]:
    """One for the index, and one for each policy in force, each with its path."""
    shown = [one for one in school.policies if one.current]
    yield f"{FRAGMENTS}/{INDEX}", _index(school, shown)
    for policy in shown:
        path = f"{FRAGMENTS}/{policy.name}.html"
        yield (path if path != f"{FRAGMENTS}/{INDEX}" else _INDEX_POLICY), _policy(school, policy)


def _index(school: SiteSchool, policies: list[SitePolicy]) -> str:
    lines = []
    for policy in policies:
        issue = policy.current
        assert issue and issue.text
        leads = _leads(school, policy)
        lines.append(
            f'<li><a href="{leads}">{escape(policy.title)}</a>'
            f" (version {issue.version}, {issue.entry.issued}): {escape(about(issue.text))}</li>"
        )
    return _fragment("\n".join(["<ul>", *lines, "</ul>"]))


def _policy(school: SiteSchool, policy: SitePolicy) -> str:
    issue = policy.current
    assert issue and issue.text
    up = school.address or "../"
    stem = f"{up}{policy.name}/{policy.name}"
    said = text_below(issue.text, stem, up, policy.beside, f"{policy.name}_")
    # The list of contents is named for its policy: there may be another on the same page.
    called = escape(f"Contents of {policy.title}")
    said = said.replace(f'aria-labelledby="{policy.name}_contents"', f'aria-label="{called}"', 1)
    whole = f'<p><a href="{_leads(school, policy)}">This policy on a page of its own</a></p>'
    return _fragment(f"{said}\n{whole}")


def _leads(school: SiteSchool, policy: SitePolicy) -> str:
    folder = f"{policy.name}/"
    return escape(school.leads(folder)) if school.address else f"../{folder}{INDEX}"


def _fragment(words: str) -> str:
    return f'<div class="policygen">\n<style>\n{_style()}</style>\n{words}\n</div>\n'


@lru_cache(maxsize=1)
def _style() -> str:
    return files(__package__).joinpath("fragment.css").read_text("utf-8")
