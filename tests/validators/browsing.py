"""A web page opened in Chromium, which may load nothing else."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from validators.editions import run, system_tool

WIDE = 1280
_HEIGHT = 900
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
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
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
def opened(browser: Browser, web: Path, width: int = WIDE) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": _HEIGHT},
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


def show_anew(page: Page, web: Path) -> None:
    """Undo what a test did to a page: its size and colours, what has the focus, where it led."""
    page.set_viewport_size({"width": WIDE, "height": _HEIGHT})
    page.emulate_media(color_scheme="light")
    if page.url != web.as_uri() or page.evaluate("document.activeElement !== document.body"):
        page.goto(web.as_uri())


def set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": _HEIGHT})


def printed_pages(page: Page) -> list[str]:
    """The words on each sheet of a page that is printed on A4, without its backgrounds."""
    made = page.pdf(format="A4", prefer_css_page_size=True, print_background=False)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.pdf").write_bytes(made)
        status, said = run(system_tool("pdftotext"), "-layout", str(Path(folder) / "page.pdf"), "-")
    assert status == 0, said
    return said.removesuffix("\f").split("\f")


@contextmanager
def styled(page: Page, css: str) -> Iterator[None]:
    """A page in the reader's own style for a while."""
    style = page.add_style_tag(content=css)
    yield
    style.evaluate("style => style.remove()")
