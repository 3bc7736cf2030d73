"""The index of a site's search, made of its finished pages by Pagefind, an extra of ours."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from policygen.errors import Reason
from policygen.sites.scripts import SEARCH, SEARCH_INDEX
from policygen.workspace.workers import processors

_PAGES = "*/index.html"  # of policies; those that aren't searched say so
_AROUND = ".updates, .published, .formats, .notice, .earlier, .gone"  # what is no text of a policy
_PATIENCE = 120  # seconds for one site, which takes half a second


def can_index() -> bool:
    """Whether the program is there."""
    return find_spec("pagefind_bin") is not None


def lacks_index(site: Path) -> bool:
    """Whether a site has a search field, but not the index: making that was stopped, or failed."""
    return (site / SEARCH).is_file() and not _index_of(site).is_file()


def index_sites(sites: Iterable[Path]) -> list[Reason]:
    """Make the index of each site that has a search field; why one couldn't be made.

    An index without one is removed, and first of all each that isn't of its pages any more: whoever
    stops this leaves none of these, and `lacks_index` finds what is still to be made.
    """
    searched = []
    for site in sites:
        if not (site / SEARCH).is_file():
            _forget(site)
        elif not _is_made(site):
            shutil.rmtree(site / SEARCH_INDEX, ignore_errors=True)  # else old pages stay found
            searched.append(site)
    if not searched:
        return []
    with ThreadPoolExecutor(processors()) as threads:
        return [reason for reason in threads.map(_index, searched) if reason]


def _forget(site: Path) -> None:
    if (site / SEARCH_INDEX).is_dir():
        shutil.rmtree(site / SEARCH_INDEX, ignore_errors=True)
        with suppress(OSError):  # there are other files
            os.removedirs(site)


def _index_of(site: Path) -> Path:
    """What the index begins with."""
    return site / SEARCH_INDEX / "pagefind-entry.json"


def _is_made(site: Path) -> bool:
    """Whether the index was made after all pages were; removing one changes the front page."""
    made = _index_of(site)
    if not made.is_file():
        return False
    when = made.stat().st_mtime_ns
    return all(page.stat().st_mtime_ns < when for page in site.rglob("index.html"))


def _index(site: Path) -> Reason | None:
    from pagefind_bin import get_executable

    command = [
        str(get_executable()), "--site", str(site), "--output-subdir", SEARCH_INDEX,
        "--glob", _PAGES, "--exclude-selectors", _AROUND, "--keep-index-url",
        "--force-language", "en", "--silent",
    ]  # fmt: skip
    try:
        made = subprocess.run(
            command, capture_output=True, timeout=_PATIENCE, check=False, encoding="utf-8",
            errors="replace",
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return Reason(f"has no search: {error}", "the rest of the site is complete", site.name)
    if made.returncode and "did not find a data-pagefind-body" not in made.stderr:
        said = (made.stderr or made.stdout).strip().partition("\n")[0]
        return Reason(f"has no search: {said}", "the rest of the site is complete", site.name)
    return None
