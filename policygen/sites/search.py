"""What a site's search needs: a script of ours, and which pages are searched.

The index is made of the finished pages, by a program that may be missing.
"""

from functools import lru_cache
from importlib.resources import files

SEARCH, SEARCH_INDEX = "search.js", "search_index"  # no policy's name has such signs in it
SEARCHED = ' data-pagefind-body="yes"'  # on what is searched of a page


@lru_cache(maxsize=1)
def search_script() -> str:
    """The script of the search field."""
    return files(__package__).joinpath(SEARCH).read_text("utf-8")
