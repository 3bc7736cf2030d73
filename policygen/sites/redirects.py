"""What is at the addresses that a school's pages had before it was renamed.

Pages lead on. Other files are there as they are at the new addresses: feeds and calendars that
somebody follows, what other websites read, downloads.
"""

from collections.abc import Iterable, Mapping
from html import escape

from policygen.sites.framing import Page
from policygen.sites.showing import SiteSchool


def redirects(
    school: SiteSchool, pages: Iterable[Page], beside: Mapping[str, bytes]
) -> dict[str, bytes]:
    """A page for each page of a site, in the folder that the school had before, by its path there.

    `beside` are the site's other files. The folders of the two stand beside each other. Nothing is
    to be seen before one is led on, so nobody is taken by surprise (WCAG 2.2, technique H76); with
    a script one is led to the same clause, too.
    """
    return {**beside, **{page.path: _redirect(school, page) for page in pages}}


def _redirect(school: SiteSchool, page: Page) -> bytes:
    leads = f"../{page.up}{school.id}/{page.path}"
    known = f'<link rel="canonical" href="{escape(school.address)}{page.folder}">\n'
    lines = [
        "<!doctype html>",
        '<html lang="en-GB">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(page.title)} – {escape(school.name)}</title>",
        f'<script>location.replace("{leads}" + location.hash)</script>',
        f'<meta http-equiv="refresh" content="0; url={leads}">',
        '<meta name="robots" content="noindex">',
        f"{known if school.address else ''}</head>",
        "<body><main><h1>This page has moved</h1>",
        f'<p><a href="{leads}">{escape(page.title)}</a></p></main></body></html>\n',
    ]
    return "\n".join(lines).encode()
