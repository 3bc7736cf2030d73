"""Draw three of the README's pictures anew: a policy in Word and on the web, and the register.

    PYTHONPATH=$PWD:$PWD/tests:$PWD/benchmarks python docs/make_readme_pictures.py

It needs LibreOffice, pdftoppm (of poppler-utils) and Chromium, and, besides what the tests need,
the Python package playwright. Look at each picture before you commit it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generate
from making import ROOT
from playwright.sync_api import FloatRect
from validators.browsing import opened, started
from validators.editions import system_tool

from policygen.actions.build import build
from policygen.workspace.layout import Target, Workspace

WIDTH, HEIGHT = 662, 936  # pixels, of an upright page
WIDE = 1180
POLICY = Target("oakfield", "social-media")
ON = "23 November 2026"


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


def main() -> None:
    """Draw all three."""
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
        words = ["-C", str(schools), "register", "--format", "html", "--on", ON]
        with page.open("wb") as out:
            subprocess.run([sys.executable, "-m", "policygen", *words], stdout=out, check=True)
        with opened(browser, page, WIDE) as shown:
            shown.set_viewport_size({"width": WIDE, "height": 900})
            shown.screenshot(path=ROOT / "docs/register.png")


if __name__ == "__main__":
    main()
