"""What stands around an HTML edition's control table and text."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib.resources import files

from policygen.document import Control, Inlines, ListedChange, Revision, Slot, Text
from policygen.document.revisions import later_words
from policygen.writers import FORMATS, STEM
from policygen.writers.around import Around
from policygen.writers.html.inlines import (
    bare,
    html_hole,
    html_plate,
    in_style,
    style_hole,
    written,
)
from policygen.writers.plate import TextPlate


@lru_cache(maxsize=1024)
def head_and_foot(page: Around) -> tuple[TextPlate, TextPlate]:
    """What stands above the control table and below the text."""
    title, owner = escape(page.title), bare(page.subtitle)
    properties = {key: bare(said) for key, said in page.properties}
    deep = ' class="deep"' if page.numbering.subheadings else ""  # with numbers such as 10.1.10
    head = [
        "<!doctype html>",
        f'<html lang="{properties.get("lang", "en-GB")}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{'Redline: ' if page.changes else ''}{title} – {owner}</title>",
        f'<meta name="description" content="{title}: {owner}">',
        *(f'<meta name="policygen:{key}" content="{v}">' for key, v in properties.items()),
        '<meta name="robots" content="noindex">' if page.notice else "",
        f"<style>\n{_style()}{page_margins(page)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to main content</a>',
        _header(page, owner),
        f'<main id="main"{deep}>',
        f"<h1>{written(page.title_words)}</h1>",
        _notice(page.notice),
        set_changes(page.changes),
    ]
    foot = ["</main>", _footer(page, properties), "</body>", "</html>\n"]
    return html_plate("\n".join(filter(None, head))), html_plate("\n".join(filter(None, foot)))


def _header(page: Around, owner: str) -> str:
    logo = ""
    if page.logo:
        width, height = html_hole("logo.width"), html_hole("logo.height")
        logo = (
            f'<img src="data:image/{page.logo};base64,{html_hole("logo.data")}"'
            f' alt="Logo of {owner}" width="{width}" height="{height}">\n'
        )
    return f"<header>\n{logo}<p>{written(page.subtitle)}</p>\n</header>"


def page_margins(page: Around) -> str:
    """The style of every printed page's margins: title and version, whose it is, the notice."""
    version = [(Text(", version "), *said) for key, said in page.properties if key == "version"]
    below = (Text(page.title), *(version[0] if version else ()))
    lines = [f'@page {{ @bottom-left {{ content: "{_in_style(below)}"; }} }}']
    lines.append(f'@page {{ @top-left {{ content: "{_in_style(page.subtitle)}"; }} }}')
    if page.notice:
        lines.append(f'@page {{ @top-right {{ content: "{_in_style(page.notice)}"; }} }}')
    return "\n".join([*lines, ""])


def _in_style(run: Inlines) -> str:
    words = []
    for inline in later_words(run):
        match inline:
            case Text(text):
                words.append(in_style(text))
            case Slot(name):
                words.append(style_hole(name))
            case _:
                raise TypeError(f"{inline!r} can't stand in a margin")
    return "".join(words)


def _notice(notice: Inlines) -> str:
    return f'<p class="notice"><strong>{written(notice)}</strong></p>' if notice else ""


def set_changes(changes: tuple[ListedChange, ...]) -> str:
    """The list of a redline's changes, each of which leads to its place."""
    if not changes:
        return ""
    lines = [
        f'<li><a href="#{change.anchor or "main"}">{escape(change.words)}</a></li>'
        for change in changes
    ]
    inserted, deleted = (
        written((Revision(kind, (Text(f"words {said}"),)),))
        for kind, said in ((True, "inserted"), (False, "deleted"))
    )
    # No anchor has such a sign as this id.
    start = '<nav class="changes" aria-labelledby="all_changes">\n<h2 id="all_changes">Changes</h2>'
    legend = f"<p>In the text below, {inserted} are underlined and {deleted} struck through.</p>"
    return "\n".join([start, "<ul>", *lines, "</ul>", legend, "</nav>"])


def set_published(control: Control, beside: tuple[str, ...], subtitle: Inlines) -> TextPlate:
    """What matters most of the control table, under the title, and where other formats are.

    That is what the record says, but for whose policy it is: that stands above.
    """
    rows = [
        f"<div><dt>{escape(term)}</dt><dd>{written(said)}</dd></div>"
        for term, said in control.record
        if said != subtitle
    ]
    lines = ['<dl class="published">', *rows, "</dl>"] if rows else []
    if beside:
        leads = ((FORMATS[ending].name, f"{html_hole(STEM)}.{ending}") for ending in beside)
        links = ", ".join(f'<a href="{address}">{name}</a>' for name, address in leads)
        lines.append(f'<p class="formats">Other formats: {links}</p>')
    return html_plate("\n".join(lines))


def _footer(page: Around, properties: Mapping[str, str]) -> str:
    lines = []
    if page.contact:
        by = " or ".join(written((link,)) for link in page.contact)
        asked = "If you need it in another format, such as large print, ask us:"
        lines.append(f"<p>{asked} {by}.</p>")
    said = []
    if version := properties.get("version"):
        said.append(f"Version {version}.")
    if publisher := properties.get("publisher"):
        model = properties.get("model")
        said.append(f"Model policy of {publisher}{f', version {model}' if model else ''}.")
    if said:
        lines.append(f"<p>{' '.join(said)}</p>")
    return "\n".join(["<footer>", *lines, "</footer>"]) if lines else ""


@lru_cache(maxsize=1)
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text("utf-8")
