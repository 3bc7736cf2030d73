"""Draw the README's pictures anew: a policy in Word and on the web, the register, a school's site
and the dashboard.

    PYTHONPATH=$PWD:$PWD/tests:$PWD/benchmarks python docs/make_readme_pictures.py

It needs LibreOffice, pdftoppm (of poppler-utils) and Chromium, and, besides what the tests need,
the Python packages playwright and pagefind. Look at each picture before you commit it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generate
from making import ROOT
from playwright.sync_api import Browser, FloatRect
from validators.browsing import opened, started
from validators.editions import system_tool
from validators.site_pages import served

from policygen.actions.build import build
from policygen.workspace.layout import Target, Workspace

WIDTH, HEIGHT = 662, 936  # pixels, of an upright page
WIDE = 1180
POLICY = Target("oakfield", "social-media")
ON = "27 November 2026"


def page_of(word: Path, picture: Path) -> None:
    """The first page of a Word file, as a picture."""
    folder = word.parent
    office = (
        system_tool("soffice"),
        "--headless",
        f"-env:UserInstallation={folder.as_uri()}/office",
    )
    command = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    size = ("-scale-to-x", str(WIDTH), "-scale-to-y", str(HEIGHT))
    one = (system_tool("pdftoppm"), "-png", "-singlefile", "-f", "1", *size)
    subprocess.run([*one, str(word.with_suffix(".pdf")), str(picture.with_suffix(""))], check=True)


def written(workspace: Path, *words: str) -> bytes:
    """What a command prints of a workspace."""
    command = [sys.executable, "-m", "policygen", "-C", str(workspace), *words, "--on", ON]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def draw_sites(folder: Path, browser: Browser) -> None:
    """A school's index, a policy on a phone, and the dashboard, as they are on the web."""
    written(ROOT, "site", "--out", str(folder))
    written(ROOT, "site", "--dashboard", "--out", str(folder))
    school = f"public/{POLICY.school}"
    pages = {
        "site": (school, 900, 760),
        "site-phone": (f"{school}/complaints", 390, 760),
        "dashboard": ("dashboard", 1200, 900),
    }
    with served(folder) as address:
        for name, (path, width, height) in pages.items():
            shown = browser.new_page(viewport={"width": width, "height": height})
            shown.goto(f"{address}{path}/index.html")
            shown.wait_for_load_state("networkidle")
            shown.screenshot(path=ROOT / f"docs/{name}.png")


def main() -> None:
    """Draw all of them."""
    with TemporaryDirectory() as name, started() as browser:
        folder = Path(name)
        build(Workspace(ROOT), [POLICY], name, ("docx", "html", "md"))
        page_of(folder / f"{POLICY}.docx", ROOT / "docs/word.png")
        with opened(browser, folder / f"{POLICY}.html", WIDTH) as shown:
            shown.set_viewport_size({"width": WIDTH, "height": HEIGHT})
            top: FloatRect = {
                "x": 0,
                "y": 0,
                "width": WIDTH,
                "height": 860,
            }  # not what floats below
            shown.screenshot(path=ROOT / "docs/web.png", clip=top)
        schools, page = folder / "schools-of-many", folder / "register.html"
        schools.mkdir()
        generate(schools, 6, 3, issued=True)
        page.write_bytes(written(schools, "register", "--format", "html"))
        with opened(browser, page, WIDE) as shown:
            shown.set_viewport_size({"width": WIDE, "height": 900})
            shown.screenshot(path=ROOT / "docs/register.png")
        draw_sites(folder / "site", browser)


if __name__ == "__main__":
    main()
