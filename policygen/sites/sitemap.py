"""The addresses of a site's pages, for search engines (the protocol of sitemaps.org)."""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import, and whoever writes sites asks for the name each time
    from policygen.sites.framing import Page
    from policygen.sites.showing import SiteSchool

SITEMAP = "sitemap.xml"


def sitemap(school: "SiteSchool", pages: Iterable["Page"]) -> str:
    """The file: only pages that are for searching, by their own addresses."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(
            f"<url><loc>{escape(school.address)}{page.folder}</loc></url>"
            for page in pages
            if not page.is_hidden
        ),
        "</urlset>\n",
    ]
    return "\n".join(lines)
