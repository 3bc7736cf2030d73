"""What stands around an HTML edition's control table and text."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from importlib.resources import files

from policygen.document import Inlines, Slot, Text
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
        f"<title>{title} – {owner}</title>",
        f'<meta name="description" content="{title}: {owner}">',
        *(f'<meta name="policygen:{key}" content="{v}">' for key, v in properties.items()),
        '<meta name="robots" content="noindex">' if page.notice else "",
        f"<style>\n{_style()}{_running(page.notice)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to main content</a>',
        _header(page, owner),
        f'<main id="main"{deep}>',
        f"<h1>{title}</h1>",
        _notice(page.notice),
    ]
    foot = ["</main>", _footer(properties), "</body>", "</html>\n"]
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


def _running(notice: Inlines) -> str:
    """The style that repeats a notice in the margin of every printed page."""
    words = []
    for inline in notice:
        match inline:
            case Text(text):
                words.append(in_style(text))
            case Slot(name):
                words.append(style_hole(name))
            case _:
                raise TypeError(f"{inline!r} can't stand in a notice")
    return f'@page {{ @top-right {{ content: "{"".join(words)}"; }} }}\n' if notice else ""


def _notice(notice: Inlines) -> str:
    return f'<p class="notice"><strong>{written(notice)}</strong></p>' if notice else ""


def _footer(properties: Mapping[str, str]) -> str:
    said = []
    if version := properties.get("version"):
        said.append(f"Version {version}.")
    if publisher := properties.get("publisher"):
        model = properties.get("model")
        said.append(f"Model policy of {publisher}{f', version {model}' if model else ''}.")
    return f"<footer>\n<p>{' '.join(said)}</p>\n</footer>" if said else ""


@lru_cache(maxsize=1)
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text("utf-8")
