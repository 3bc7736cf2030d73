"""Draw the pictures of docs/for-schools.md anew: a talk on a terminal, and a page on a phone.

    PYTHONPATH=$PWD:$PWD/tests python docs/make_school_pictures.py

It needs a pseudo-terminal (not on Windows) and Chromium, and, besides what the tests need, the
Python package playwright. Look at each picture before you commit it.
"""

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from for_schools import ANSWERS, issued_school, new_school
from making import ROOT
from terminal import Terminal
from validators.browsing import opened, started
from workspaces import copy_policies

PICTURES = ROOT / "docs/pictures"
WINDOW = """<!doctype html><html lang="en-GB"><title>A terminal</title><style>
body { margin: 0; background: #fff; }
pre { box-sizing: border-box; width: 900px; margin: 0; padding: 20px 24px; border-radius: 10px;
  background: #16191d; color: #e8eaed; white-space: pre-wrap;
  font: 17px/1.45 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
</style><pre>"""
TYPED = "adopt elm-park social-media"


def talk(workspace: Path) -> str:
    """What stands in the window when the questions have been answered."""
    terminal = Terminal(workspace, *TYPED.split())
    terminal.heard()
    for answer in ANSWERS:
        terminal.type(answer)
    shown, _, _ = terminal.said.partition("\nNothing else is open.")
    terminal.type("quit")
    terminal.end()
    return f"$ python3 run.py {TYPED}\n{shown}"


def main() -> None:
    """Draw both."""
    with TemporaryDirectory() as name, started() as browser:
        workspace = Path(name) / "workspace"
        copy_policies(workspace)
        new_school(workspace)
        page = Path(name) / "talk.html"
        page.write_text(f"{WINDOW}{escape(talk(workspace))}</pre>", "utf-8")
        with opened(browser, page) as shown:
            shown.locator("pre").screenshot(path=PICTURES / "schools-questions.png")
        with opened(browser, issued_school(workspace)) as shown:
            shown.set_viewport_size({"width": 390, "height": 760})
            shown.screenshot(path=PICTURES / "schools-phone.png")


if __name__ == "__main__":
    main()
