"""What the dashboard's figures leave out, with the schools that it is of by name."""

from collections.abc import Iterator, Sequence

from policygen.errors import plural
from policygen.sites.dashboard_words import in_type
from policygen.sites.overview import Overview

_NAMED = 12  # schools, in a sentence; more are folded away


def not_counted(overview: Overview) -> Iterator[str]:
    """What is missing from all that follows, or can't be told; and who has adopted nothing."""
    if overview.is_unsettled:
        yield (
            "<p><strong>policygen.yaml has a mistake, which the command check names. So nothing "
            "can be built, and whatever depends on facts and texts of your own is left out here."
            "</strong></p>"
        )
    if names := overview.unread:
        missing = "isn’t counted here" if len(names) == 1 else "aren’t counted here"
        yield from _told(f"{_mistaken(names)} and {missing}", names, "strong")
    if names := overview.flawed:
        missing = "may have more policies than are counted here"
        yield from _told(f"{_mistaken(names)} and {missing}", names, "strong")
    if names := overview.without:
        counted = {one.row.school for one in overview.adoptions}
        whole = len(counted) + len(names) + len(overview.unread)
        has = "has" if len(names) == 1 else "have"
        said = f"{len(names):,} of {plural(whole, 'school')} {has} adopted no policy yet"
        yield from _told(said, names, "span")


def _mistaken(names: Sequence[str]) -> str:
    mistakes = "has a mistake in its file" if len(names) == 1 else "have mistakes in their files"
    return f"{plural(len(names), 'school')} {mistakes}"


def _told(said: str, names: Sequence[str], tag: str) -> Iterator[str]:
    """A sentence with names: a few stand in it, many are folded away below it."""
    if len(names) <= _NAMED:
        yield f"<p><{tag}>{said}: {', '.join(map(in_type, names))}.</{tag}></p>"
        return
    yield f"<details><summary><{tag}>{said}</{tag}></summary>\n<ul>"
    yield from (f"<li>{in_type(name)}</li>" for name in names)
    yield "</ul></details>"
