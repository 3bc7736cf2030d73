"""The sites of many schools beside the same pages by Hugo, each as a whole command, in turn.

    .venv/bin/python benchmarks/sites.py

The schools have one policy each, of which the last issue is held. Hugo gets a Markdown file for
each page that a site has: the policy's own edition for pages with its text, and for each other page
as many words as it has. Search is left out of both; so are, of Hugo, all files that are no pages:
our downloads, feeds, calendars, data and fragments.
"""

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from commands import ENVIRONMENT, MEMORY
from generate import ROOT, generate
from hugo_peer import hugo, make_site
from lxml import html

_DAY = "1 October 2026"
_WITHOUT_SEARCH = """
import sys
sys.modules["pagefind_bin"] = None
from policygen.__main__ import main
main()
"""


def main() -> None:
    """Make a workspace, write its sites by either program in turn, print what each took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="5 if not given")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=MEMORY) as folder:
        workspace, site = Path(folder) / "workspace", Path(folder) / "hugo"
        generate(workspace, arguments.schools, issued=True)
        ours = [sys.executable, "-c", _WITHOUT_SEARCH, "-C", str(workspace), "site", "--on", _DAY]
        ours += ["--format", "docx", "--format", "md"]
        timed(ours)
        pages = as_markdown(workspace / "build/site/public", Path(folder) / "pages")
        make_site(site, Path(folder) / "pages")
        timed(hugo(site))
        took: dict[str, list[float]] = {"policygen": [], "Hugo": []}
        for _ in range(arguments.rounds):
            shutil.rmtree(workspace / "build")
            took["policygen"].append(timed(ours))
            shutil.rmtree(site / "public")
            took["Hugo"].append(timed(hugo(site)))
        made = sum(1 for _ in (site / "public").rglob("*.html"))
        print(f"{pages:,} pages of ours, {made:,} of Hugo's; wall seconds, median")
        for name, found in took.items():
            print(f"{name:12}{median(found):8.2f}")
        print(f"{median(took['policygen']) / median(took['Hugo']):20.2f} times")
        changed(workspace, ours)


def changed(workspace: Path, ours: list[str]) -> None:
    """Time the sites after one school's file has changed."""
    file = next(iter(sorted((workspace / "schools").glob("*/school.yaml"))))
    file.write_text(file.read_text("utf-8").replace("name: ", "name: New ", 1), encoding="utf-8")
    print(f"one school changed{timed(ours):8.2f}")


def as_markdown(site: Path, folder: Path) -> int:
    """Write a Markdown file for each page of a site, and count them."""
    count = 0
    for page in site.rglob("index.html"):
        if "page_fragments" in page.parts:
            continue
        count += 1
        name = "-".join(page.relative_to(site).parts[1:-1]) or "front"
        file = folder / page.relative_to(site).parts[0] / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        edition = next(iter(sorted(page.parent.glob("*.md"))), None)
        if edition:
            shutil.copyfile(edition, file)
        else:
            words = html.fromstring(page.read_bytes()).find(".//main").text_content()
            file.write_text(f"---\ntitle: {name}\n---\n{words}\n", encoding="utf-8")
    return count


def timed(words: list[str]) -> float:
    """The seconds that a command takes. Raises CalledProcessError if it fails."""
    began = time.perf_counter()
    subprocess.run(words, cwd=ROOT, capture_output=True, env=ENVIRONMENT, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
