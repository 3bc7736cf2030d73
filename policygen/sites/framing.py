"""The frame of every page of a school's site: whose it is, where one is, what stands at its end.

Links lead from page to page by their files, `index.html` too, so that a site that lies on a disk
works as one on the web. What other sites and search engines are told is the address of the folder.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from importlib.resources import files

from policygen.sites.colour import DARK_PAGE, LIGHT_PAGE, readable
from policygen.sites.scripts import SEARCHED
from policygen.sites.showing import INDEX, SiteSchool
from policygen.writers.html import LOGO_HEIGHT, LOGO_WIDTH
from policygen.writers.html.inlines import html_words

STYLE = "site.css"
ACCESSIBILITY = "accessibility_statement"  # no policy's name has such a sign in it


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the folder that it is the index of, from the school's own; its title, what it holds.

    `about` is said of it where only a line of it is shown. `leads` are the pages above it, each
    with the folder. `head` goes into its head, as it stands; `data` is what it tells
    machines of itself, in the words of schema.org. One that `is_hidden` isn't for
    searching; one that `is_deep` has numbers such as 10.1.10.
    """

    folder: str
    title: str
    main: str
    about: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    head: str = ""
    data: Mapping[str, str] | None = None
    is_hidden: bool = False
    is_deep: bool = False

    @property
    def path(self) -> str:
        """Its file."""
        return f"{self.folder}{INDEX}"

    def hidden(self) -> "Page":
        """The same page, not for searching."""
        return replace(self, is_hidden=True)

    @property
    def up(self) -> str:
        """What leads from it to the school's folder."""
        return "../" * self.folder.count("/")


def on_a_page(school: SiteSchool, page: Page, notice: str = "") -> bytes:
    """A page's file. `notice` stands on every page of a preview."""
    up, name = page.up, escape(school.name)
    title = escape(page.title)
    kind = ' class="deep"' if page.is_deep else ""
    if page.data and not page.is_hidden:
        kind += SEARCHED
    address = f"{school.address}{page.folder}" if school.address else ""
    is_hidden = page.is_hidden or notice or school.is_for_staff
    lines = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title} – {name}</title>",
        f'<meta name="description" content="{escape(page.about)}">' if page.about else "",
        '<meta name="robots" content="noindex">' if is_hidden else "",
        f'<link rel="canonical" href="{escape(address)}">' if address else "",
        f'<link rel="stylesheet" href="{up}{STYLE}">',
        *shared_as(school, page),
        page.head,
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to main content</a>',
        f'<header>\n{_logo(school, up)}<p><a href="{up}{INDEX}">{name}</a></p>\n</header>',
        _leads(page),
        f'<main id="main"{kind}>',
        f'<p class="notice"><strong>{escape(notice)}</strong></p>' if notice else "",
        page.main,
        "</main>",
        _foot(school, up),
        "</body>",
        "</html>\n",
    ]
    return "\n".join(filter(None, lines)).encode()


def logo_file(school: SiteSchool) -> str:
    """What the logo's file is called; empty where there is none."""
    return f"logo.{school.logo.kind}" if school.logo else ""


def shared_as(school: SiteSchool, page: Page) -> Iterator[str]:
    """What the page says of itself where people share its address, and to machines.

    The one is by Open Graph, the other by schema.org, as JSON-LD.
    """
    if page.is_hidden:
        return
    image = f"{school.address}{logo_file(school)}" if school.address and school.logo else ""
    said = {
        "og:title": page.title, "og:description": page.about, "og:site_name": school.name,
        "og:type": "article" if page.folder else "website", "og:locale": "en_GB",
        "og:url": f"{school.address}{page.folder}" if school.address else "", "og:image": image,
    }  # fmt: skip
    yield from (f'<meta property="{k}" content="{escape(v)}">' for k, v in said.items() if v)
    if page.data:
        publisher = {"@type": "School", "name": school.name}
        data = {"@context": "https://schema.org", **page.data, "inLanguage": "en-GB"}
        if school.address:
            data["url"] = f"{school.address}{page.folder}"
        written = json.dumps({**data, "publisher": publisher}, ensure_ascii=False)
        written = written.replace("<", "\\u003c")  # so that nothing in it ends the element
        yield f'<script type="application/ld+json">{written}</script>'


def _logo(school: SiteSchool, up: str) -> str:
    if not (logo := school.logo):
        return ""
    scale = min(1, LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    width, height = (max(1, round(side * scale)) for side in (logo.width, logo.height))
    return (
        f'<img src="{up}{logo_file(school)}" alt="Logo of {escape(school.name)}"'
        f' width="{width}" height="{height}">\n'
    )


def _leads(page: Page) -> str:
    """The way back: the pages above this one, the highest first."""
    if not page.folder:
        return ""
    above = (("Policies", ""), *page.leads)
    links = (
        f'<li><a href="{page.up}{folder}{INDEX}">{escape(words)}</a></li>'
        for words, folder in above
    )
    return f'<nav class="leads" aria-label="You are here"><ol>{"".join(links)}</ol></nav>'


def _foot(school: SiteSchool, up: str) -> str:
    lines = []
    if school.contact:
        by = " or ".join(
            f'<a href="{escape(address)}">{html_words(words)}</a>'
            for words, address in school.contact
        )
        asked = "If you need a policy in another format, such as large print, ask us:"
        lines.append(f"<p>{asked} {by}.</p>")
    links = [f'<a href="{up}{ACCESSIBILITY}/{INDEX}">Accessibility</a>']
    if school.website:
        links.insert(0, f'<a href="{escape(school.website)}">The school’s website</a>')
    lines.append(f"<p>{' · '.join(links)}</p>")
    return "\n".join(["<footer>", *lines, "</footer>"])


@lru_cache(maxsize=1024)
def style(colour: str) -> str:
    """The stylesheet of a site, in a school's colour if it has one."""
    page = files("policygen.writers.html").joinpath("page.css").read_text("utf-8")
    own = files(__package__).joinpath("site.css").read_text("utf-8")
    if not colour:
        return f"{page}\n{own}"
    light, dark = readable(colour, LIGHT_PAGE), readable(colour, DARK_PAGE)
    return (
        f"{page}\n{own}\n:root {{ --accent: {light}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
    )


def darkened(colour: str) -> str:
    """What a school's colour became so that it can be read; empty where it is as it was."""
    used = readable(colour, LIGHT_PAGE) if colour else ""
    return used if used != colour else ""
