"""Sites with every kind of page, made as people make them, and served on this computer alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from site_records import policy, text
from site_story import ADDRESS, DAY, make, move, run

from policygen.sites.showing import SiteSchool
from policygen.sites.whole import school_site
from policygen.sources.entries import AdoptionEntry
from validators.later import later

TRIAL = Path(__file__).parent / "trial"
_ON = "27 November 2026"  # a day on which the trial's texts are in force
_HOST = """\
<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>A page of a website builder</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: 1rem; background: Canvas; color: CanvasText; font: 1rem/1.5 sans-serif; }
a { color: LinkText; } .skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; }
a:focus-visible { outline: 3px solid; }</style></head>
<body><a class="skip" href="#main">Skip to main content</a>
<header><p>Oak Primary School</p></header>
<main id="main"><h1>Our policies</h1>
FRAGMENT</main></body></html>
"""
# Every kind of page, by a name for it: where it is from the folder of all sites.
KINDS = {
    "index": "story/public/oak",
    "index-without-policies": "story/public/elm",
    "index-for-staff": "story/staff/oak",
    "index-of-a-preview": "after/public/ash",
    "index-of-many": "many/oak",
    "in-force": "story/public/oak/visitors",
    "in-force-a-clause-gone": "story/public/oak/lettings",
    "in-force-a-clause-moved": "open/public/oak/lettings",
    "in-force-for-staff": "story/staff/oak/keys",
    "in-force-by-number": "story/public/oak/visitors/2.0",
    "to-come": "story/public/oak/visitors/3.0",
    "past": "story/public/oak/visitors/1.0",
    "not-shown": "story/public/oak/lettings/1.0",
    "withdrawn": "after/public/ash/lettings/2.0",
    "retired": "after/public/ash/closed",
    "changes": "story/public/oak/visitors/changes",
    "changes-without-marks": "story/public/oak/lettings/changes",
    "changes-of-an-earlier": "story/public/oak/visitors/changes/2.0",
    "draft": "after/public/ash/trips/draft",
    "not-published-yet": "after/public/ash/trips",
    "accessibility": "story/public/oak/accessibility_statement",
    "fragment": "story/host/policy",
    "fragment-of-the-index": "story/host/index",
    "trial-index": "trial/public/st-marys",
    "trial": "trial/public/st-marys/trial",
    "trial-past": "trial/public/st-marys/trial/3.0",
    "trial-changes": "trial/public/st-marys/trial/changes",
    "trial-draft": "trial/public/undecided/trial/draft",
    "trial-fragment": "trial/host/policy",
}
REDIRECT = "after/public/oak/visitors"  # a browser doesn't stay on it


def build(folder: Path) -> None:
    """All sites, each in a folder of its own."""
    story = make(folder / "work/story")
    shutil.copytree(story, folder / "work/after")
    shutil.copytree(story, folder / "work/open")
    move(folder / "work/open", "past: list", "past: all")
    _site(folder / "work/open", folder / "open", DAY)
    _site(story, folder / "story", DAY)
    _after(folder / "work/after", folder / "after")
    _trial(folder / "work/trial", folder / "trial")
    _many(folder / "many")
    for kind, fragment in {
        "fragment": "story/public/oak/page_fragments/visitors.html",
        "fragment-of-the-index": "story/public/oak/page_fragments/index.html",
        "trial-fragment": "trial/public/st-marys/page_fragments/trial.html",
    }.items():
        page = folder / KINDS[kind] / "index.html"
        page.parent.mkdir(parents=True)
        said = (folder / fragment).read_text(encoding="utf-8")
        page.write_text(_HOST.replace("FRAGMENT", said), encoding="utf-8")


def _site(root: Path, out: Path, day: str, *words: str) -> None:
    _do(root, "site", "--on", day, "--base-url", ADDRESS, "--out", str(out), *words)


def _after(root: Path, out: Path) -> None:
    """The story's school when things were taken back and it got another name; as a preview."""
    _do(root, "withdraw", "oak/lettings@2.0", "--reason", "A wrong place.", "--on", "2 Sept 2025")
    _do(root, "retire", "oak/closed", "--reason", "Nobody swims.", "--on", "1 May 2026")
    _do(root, "rename", "oak", "ash")
    _site(root, out, DAY, "--preview")


def _trial(root: Path, out: Path) -> None:
    """Every block, issued twice, so that one of every kind changed; and as a draft left open."""
    shutil.copytree(TRIAL, root)
    school = root / "schools/st-marys/school.yaml"
    text = school.read_text(encoding="utf-8")
    text, _, rest = text.partition("  long:\n")
    others = rest[rest.index("other_policies:\n") :]
    text = text.replace('"---"', '"- - -"')  # a line to fill in, which no issue may have
    school.write_text(f"{text}{others}", encoding="utf-8")
    words = ("issue", "st-marys/trial", "--by", "Governing board", "--summary", "As <i>said</i>.")
    _do(root, *words, "--on", "1 October 2026")
    model = root / "templates/trial/2026-01.md"
    model.write_text(later(model.read_text(encoding="utf-8")), encoding="utf-8")
    _do(root, *words, "--on", "1 November 2026")
    _site(root, out, _ON, "--preview")


def _many(out: Path) -> None:
    """As many policies as a school has, short titles and long ones, reviewed or to come."""
    said = {"by": "Resources committee of the governing board", "summary": "As read."}
    made = [
        {"version": "1.0", "issued": "2024-09-01", **said},
        {"version": "2.0", "issued": "2026-09-01", "in_force": "2027-01-01", **said},
    ]
    policies = []
    for count in range(36):
        title = " ".join(["Policy", str(count), *["on looking after children"] * (count % 5)])
        record = {"model": "2016-04", "next_review": "2028-09", "history": made[: 1 + count % 2]}
        texts = {one["version"]: text(title, "a place " * (count % 7) + "here") for one in made}
        entry = AdoptionEntry.model_validate(record)
        policies.append(policy(f"policy-{count}", entry, date(2026, 10, 1), texts, title))
    school = SiteSchool(
        "oak", "Oak Primary School", "Oak Primary School", "oak", policies=tuple(policies)
    )
    for name, data in school_site(school).items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)


def _do(root: Path, *words: str) -> None:
    made = run(root, *words)
    if made.exit_code:
        raise RuntimeError(f"{words}:\n{made.output}")


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: who reads what is of no interest."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder served to this computer alone; the address that it has there."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
