"""Pages of a site with what a live view adds to them, and its own few pages."""

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from urllib.parse import quote

from policygen.actions.preview import Seen
from policygen.errors import Problem, plural

LIVE = "_live/"  # no school's name has such a sign in it
VERSION = f"{LIVE}version/"  # of a school's site
_STYLE, _SCRIPT = "live.css", "live.js"


def own_files() -> dict[str, bytes]:
    """Style and script of a live view, by their paths."""
    folder = files(__package__)
    return {f"{LIVE}{name}": folder.joinpath(name).read_bytes() for name in (_STYLE, _SCRIPT)}


def live(page: bytes, school: str, seen: Seen) -> bytes:
    """A page that shows itself anew once it is another, with all that is wrong at its top."""
    head = (
        f'<link rel="stylesheet" href="/{LIVE}{_STYLE}">\n'
        f'<script src="/{LIVE}{_SCRIPT}" data-of="/{VERSION}{quote(school)}"'
        f' data-version="{seen.version}" defer></script>\n</head>'
    )
    page = page.replace(b"</head>", head.encode(), 1)
    return page.replace(b"<body>", f"<body>\n{_panel(seen.problems)}".encode(), 1)


def missing_page(school: str, seen: Seen) -> bytes:
    """What stands where a school's site has no page, perhaps because of a mistake."""
    lead = f'<p><a href="/{quote(school)}/">All policies of {escape(school)}</a></p>'
    page = _page("Nothing here", f"<p>The site has no page at this address now.</p>\n{lead}")
    return live(page, school, seen)


def list_page(schools: Iterable[str]) -> bytes:
    """Which schools can be seen."""
    items = "".join(f'<li><a href="/{quote(one)}/">{escape(one)}</a></li>\n' for one in schools)
    return _page("Schools", f"<ul>\n{items}</ul>" if items else "<p>There are no schools yet.</p>")


def _page(title: str, main: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title} – preview</title>\n<link rel="stylesheet" href="/{LIVE}{_STYLE}">\n'
        f'</head>\n<body>\n<main class="live-page">\n<h1>{title}</h1>\n{main}\n</main>\n'
        "</body>\n</html>\n"
    ).encode()


def _panel(problems: tuple[Problem, ...]) -> str:
    """All that is wrong, as a region of the page; nothing where nothing is."""
    if not problems:
        return ""
    mistakes = sum(not problem.warning for problem in problems)
    counts = [plural(mistakes, "mistake")] if mistakes else []
    if warnings := len(problems) - mistakes:
        counts.append(plural(warnings, "warning"))
    kept = " What a mistake stops is shown as it last was, or not at all." if mistakes else ""
    items = "\n".join(map(_item, problems))
    # It scrolls by itself, so the keyboard must reach it.
    return (
        f'<section class="live-problems" role="{"alert" if mistakes else "status"}" tabindex="0"'
        f' aria-label="What is wrong">\n<p><strong>{" and ".join(counts)}.</strong>{kept}</p>\n'
        f"<ul>\n{items}\n</ul>\n</section>\n"
    )


def _item(problem: Problem) -> str:
    kind = "warning: " if problem.warning else ""
    hint = f'<br><span class="live-hint">{escape(problem.hint)}</span>' if problem.hint else ""
    place = f"<code>{escape(str(problem.position))}</code>"
    return f"<li>{place}: {kind}{escape(problem.message)}{hint}</li>"
