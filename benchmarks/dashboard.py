"""Time the publisher's dashboard: how long it takes to write, to open, and to answer a filter.

    ENV/bin/python benchmarks/dashboard.py

It needs Chromium, and the package `playwright`. A filter is timed from the change of the address,
or from the letters typed, until what comes of it has been painted.
"""

import argparse
import shutil
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from commands import MEMORY, show, unbuilt
from generate import generate
from playwright.sync_api import Browser, sync_playwright

_PAINTED = """new Promise(done => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = done;
  channel.port2.postMessage(0);
}))"""
_FILTER = f"""async asked => {{
  await {_PAINTED};
  const began = performance.now();
  if (asked.startsWith('#')) {{
    const changed = new Promise(done => addEventListener('hashchange', done, {{once: true}}));
    location.hash = asked;
    await changed;
  }} else {{
    const box = document.querySelector('#filters input');
    box.value = asked;
    box.dispatchEvent(new Event('input', {{bubbles: true}}));
  }}
  await {_PAINTED};
  return performance.now() - began;
}}"""
_ASKED = (
    "#overdue", "#draft", "#due-90", "#list", "#choice.social-media.personal_use.never",
    "#model.social-media.2016-04", "#no-date", "oak", "st mary", "nothing of the kind", "e",
)  # fmt: skip


def main() -> None:
    """Make a workspace, write its dashboard, open it, filter it; print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--policies", type=int, default=20, metavar="N", help="20 if not given")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="5 if not given")
    parser.add_argument("--chromium", default=shutil.which("chromium"), metavar="FILE")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    with TemporaryDirectory(dir=MEMORY) as folder:
        workspace = Path(folder)
        generate(workspace, arguments.schools, arguments.policies, issued=True)
        words = ["-C", str(workspace), "site", "--dashboard", "--on", "2026-11-23"]
        count = f"{arguments.schools * arguments.policies:,} policies"
        print(f"{'seconds, median':34}{'processor':>10}{'wall':>8}")
        show(f"dashboard of {count}, cold", max(1, rounds // 2), words, before=unbuilt(workspace))
        show("the same, unchanged", rounds, words)
        page = workspace / "build/site/dashboard/index.html"
        print(f"{page.stat().st_size / 1e6:.1f} MB")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=arguments.chromium, args=["--no-sandbox"]
            )
            for script in (True, False):
                opened = [_opened(browser, page, script=script) for _ in range(rounds)]
                how = "opened and painted" if script else "the same without script"
                print(f"{how:34}{'':10}{statistics.median(one for one, _ in opened):8.3f}")
                if script:
                    took = [one for _, some in opened for one in some]
                    print(f"{'a filter, median':44}{statistics.median(took) / 1000:8.3f}")
                    print(f"{'the slowest of ' + str(len(took)):44}{max(took) / 1000:8.3f}")
            browser.close()


def _opened(browser: Browser, page: Path, *, script: bool) -> tuple[float, list[float]]:
    """How long it took to open (seconds), and each filter (milliseconds)."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, offline=True, java_script_enabled=script
    )
    tab: Any = context.new_page()
    began = time.perf_counter()
    tab.goto(page.as_uri())
    if script:
        tab.evaluate(f"() => {_PAINTED}")
    took = time.perf_counter() - began
    filters = [tab.evaluate(_FILTER, asked) for asked in _ASKED] if script else []
    context.close()
    return took, filters


if __name__ == "__main__":
    main()
