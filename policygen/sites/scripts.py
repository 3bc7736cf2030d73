"""The scripts of a site, and which of its pages are searched.

The index for searching is made of the finished pages, by a program that may be missing.
"""

from functools import lru_cache
from importlib.resources import files

SEARCH, PRINT = "search.js", "print.js"
SEARCH_INDEX = "search_index"  # no policy's name has such a sign in it
SEARCHED = ' data-pagefind-body="yes"'  # on what is searched of a page


@lru_cache(maxsize=2)
def site_script(name: str) -> str:
    """A script of ours: that of the search field, or of the button that prints a page."""
    return files(__package__).joinpath(name).read_text("utf-8")
