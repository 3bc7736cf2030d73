"""Draw the pictures of docs/models.md anew: what comes of the first example below some headings,
or of another, as "Pictures, 2".

    PYTHONPATH=$PWD:$PWD/tests python docs/make_pictures.py [HEADING ...]

It needs LibreOffice, pdftoppm (of poppler-utils) and Chromium, and, besides what the tests need,
the Python packages pillow and playwright. Look at each picture before you commit it.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from language_examples import EXAMPLES, files, picture_name
from lxml import etree
from making import ROOT
from PIL import Image, ImageOps
from validators.browsing import opened, started
from workspaces import make_workspace

from policygen.actions.build import build
from policygen.actions.model import write_model
from policygen.workspace.layout import Target
from policygen.workspace.library import Library

SHOWN = (
    "Sections and clauses", "Numbering", "Letters and labels", "Parts", "Appendices", "Pages",
    "Simple tables", "Quotations", "Decisions", "Optional passages", "Boxes", "Steps", "Footnotes",
    "Pictures", "Pictures, 2", "Tables", "Forms", "Definitions", "Letters", "Guidance",
)  # fmt: skip
ON_PHONES = ("Tables", "Forms")
IN_THE_MODEL = ("Guidance",)  # no school's edition shows it

PICTURES = ROOT / "docs/pictures"
WIDTH = 900  # pixels, for as much of an upright page as has text
MARGIN, EDGE = 1134, 140  # twips: those of our pages, and how much of it is shown
DPI = round(WIDTH / ((11906 - 2 * (MARGIN - EDGE)) / 1440))
GAP = 60  # pixels: higher gaps, as above footnotes, are cut down
PADDING = 12  # pixels
COLOURS = 24
PHONE = 320

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_ALONE = """() => {
    const main = document.querySelector("main");
    document.body.replaceChildren(main);
    while (main.firstElementChild.tagName !== "NAV") main.firstElementChild.remove();
    main.firstElementChild.remove();
    for (const id of ["version-history", "document-control"])
        document.getElementById(id).closest("section").remove();
    document.querySelector(".back")?.remove();
}"""


def edition(title: str, folder: Path) -> dict[str, Path]:
    """The example's edition in Word and HTML, by the ending."""
    example = EXAMPLES[title]
    workspace = make_workspace(folder, dict(files(example)))
    kinds = ("docx", "html")
    if title in IN_THE_MODEL:
        made = [*map(str, write_model(Library(workspace), "example", None, kinds, folder))]
    else:
        out = str(folder / "build")
        (built,) = build(workspace, [Target("oak")], out, kinds, draft=not example.answered)
        made = [*built.files]
    return {path.suffix[1:]: path for path in map(Path, made)}


def text_alone(source: Path, target: Path) -> None:
    """A Word edition without what stands around its text."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                for frame in [*root.iter(f"{_W}headerReference", f"{_W}footerReference")]:
                    frame.getparent().remove(frame)
                parts = [*root[0]]
                control = next(i for i, part in enumerate(parts) if part.tag == f"{_W}tbl")
                words = ["".join(part.itertext()) for part in parts]
                end = words.index("Version history") if "Version history" in words else -1
                for part in (*parts[: control + 1], *parts[end:-1]):
                    root[0].remove(part)
                data = etree.tostring(root)
            new.writestr(name, data)


def printed(pages: list[Path]) -> Image.Image:
    """What stands on the pages, one below the other; a frame tells several apart."""
    sheets = [sheet for page in pages if (sheet := _sheet(Image.open(page).convert("RGB")))]
    if len(sheets) > 1:
        sheets = [ImageOps.expand(sheet, 1, "#999") for sheet in sheets]
    return _stacked(sheets, PADDING)


def _sheet(page: Image.Image) -> Image.Image | None:
    """As much of a page as has text, without high gaps; none of an empty one."""
    ink = ImageOps.invert(page.convert("L"))
    box = ink.getbbox()
    if box is None:
        return None
    edge = round((MARGIN - EDGE) / 1440 * DPI)
    kept, blank = [], 0
    for y in range(box[1] - PADDING, box[3] + PADDING):
        row = (0, y, page.width, y + 1)
        blank = 0 if ink.crop(row).getbbox() else blank + 1
        if blank <= GAP:
            kept.append(page.crop((edge, y, page.width - edge, y + 1)))
    return _stacked(kept)


def _stacked(parts: list[Image.Image], between: int = 0) -> Image.Image:
    height = sum(part.height + between for part in parts) - between
    whole, top = Image.new("RGB", (max(part.width for part in parts), height), "white"), 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height + between
    return whole


def save(picture: Image.Image, name: str) -> None:
    """A picture in few colours."""
    if picture.width > WIDTH + 10:
        picture = ImageOps.contain(picture, (WIDTH, picture.height))
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def main(titles: list[str]) -> None:
    """Draw the pictures below these headings, or all."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        names = {title: picture_name(title) for title in titles or SHOWN}
        editions = {title: edition(title, folder / name) for title, name in names.items()}
        for title, name in names.items():
            text_alone(editions[title]["docx"], folder / f"{name}.docx")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={folder.as_uri()}/user",
             "--convert-to", "pdf", "--outdir", folder,
             *(folder / f"{name}.docx" for name in names.values())],
            check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for name in names.values():
            pages = folder / f"{name}-page"
            subprocess.run(
                ["pdftoppm", "-r", str(DPI), "-png", folder / f"{name}.pdf", pages], check=True
            )
            save(printed(sorted(folder.glob(f"{pages.name}-*.png"))), name)
        with started() as browser:
            for title in names.keys() & set(ON_PHONES):
                with opened(browser, editions[title]["html"], PHONE) as page:
                    page.evaluate(_TEXT_ALONE)
                    shot = folder / "phone.png"
                    page.locator("main").screenshot(path=shot)
                whole = ImageOps.expand(Image.open(shot).convert("RGB"), 16, "white")
                save(whole, f"{names[title]}-phone")


if __name__ == "__main__":
    main(sys.argv[1:])
