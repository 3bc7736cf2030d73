"""The accessibility statement of a school's site, with whom to ask.

Its parts are those that a public body's statement must have, by the Public Sector Bodies (Websites
and Mobile Applications) Accessibility Regulations 2018 and the government's model statement.
"""

from html import escape

from policygen.sites.framing import ACCESSIBILITY, Page
from policygen.sites.showing import SiteSchool
from policygen.writers.html.inlines import html_words

_TITLE = "Accessibility of these pages"


def accessibility_page(school: SiteSchool) -> Page:
    """What may be expected of the pages, and how to ask for what they don't give."""
    name = escape(school.name)
    lines = [
        f"<h1>{_TITLE}</h1>",
        f"<p>This statement is about the policies that {name} publishes here. We want as many"
        " people as possible to be able to read them. On every page you should be able to:</p>",
        "<ul>",
        "<li>enlarge the text to four times its size, without anything being cut off;</li>",
        "<li>read on a narrow screen without moving from side to side;</li>",
        "<li>reach every link by the keyboard alone;</li>",
        "<li>listen to the page with a screen reader, with its headings, lists and tables;</li>",
        "<li>read in the light or dark colours that your device is set to;</li>",
        "<li>read all of it with scripts switched off.</li>",
        "</ul>",
        "<h2>How accessible these pages are</h2>",
        "<p>They are made to meet level AA of the Web Content Accessibility Guidelines, version"
        " 2.2. What a program can tell of that is checked before the pages’ form is changed. What a"
        " school has written, such as the description of a picture, isn’t checked in that way.</p>",
        "<p>Policies can be had in other formats, too. These are made from the same text, but some"
        " programs show them less well than a web page: if in doubt, read the page.</p>",
        "<h2>If something is hard to read</h2>",
        *_ask(school),
        "<h2>If you aren’t content with our answer</h2>",
        "<p>The Equality and Human Rights Commission enforces the regulations on the accessibility"
        " of public bodies’ websites. The Equality Advisory and Support Service advises you: "
        '<a href="https://www.equalityadvisoryservice.com/">equalityadvisoryservice.com</a>.</p>',
    ]
    return Page(f"{ACCESSIBILITY}/", _TITLE, "\n".join(lines))


def _ask(school: SiteSchool) -> list[str]:
    if not school.contact:
        return ["<p>Tell the school’s office, and say which page it is and what you need.</p>"]
    by = " or ".join(
        f'<a href="{escape(address)}">{html_words(words)}</a>' for words, address in school.contact
    )
    return [
        f"<p>Tell us: {by}. Say which page it is, and which format you need, such as large print,"
        " easy read or a recording.</p>"
    ]
