"""A web page opened in Chromium, which may load nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from validators.editions import system_tool

WIDE = 1280
# Keeps the browser from looking anything up by itself, whatever it runs on.
_FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,InterestFeedContentSuggestions",
    "--metrics-recording-only",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=system_tool("chromium"), args=_FLAGS, timeout=60_000
        )
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Browser, web: Path, width: int = WIDE, scheme: Any = "light") -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,  # for axe's script: the page brings none of its own
        offline=True,
    )
    try:
        page = context.new_page()
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(request.url))
        page.goto(web.as_uri())
        assert [url for url in asked_for if not url.startswith("data:")] == [page.url]
        yield page
    finally:
        context.close()
