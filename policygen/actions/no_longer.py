"""Which policies of a school are no longer what was issued, since its file has other answers.

Posts, facts and the names of other policies are said once for all policies of a school: an answer
that one of them asks for changes the others too.
"""

from collections.abc import Iterator
from typing import NamedTuple

from policygen.sources.adoption import Adoption
from policygen.sources.school import School
from policygen.workspace.library import Library


class NoLonger(NamedTuple):
    """A policy whose text was that of its last issue, whose version that is, and isn't any more."""

    policy: str
    version: str


def changed_since(library: Library, adoption: Adoption) -> str:
    """The version that an adoption was last issued as, if its text is another now; else nothing."""
    last = adoption.entry.last_issue
    return last.version if last and _state(library, adoption) == "changed" else ""


def is_as_issued(library: Library, adoption: Adoption) -> bool:
    """Whether an adoption's text is that of its last issue, which is held here to compare with."""
    last = adoption.entry.last_issue
    return bool(last and last.seal) and _state(library, adoption) == "issued"


def _state(library: Library, adoption: Adoption) -> str:
    """How the text stands to the last issue; empty where there is none, or no text."""
    text = library.edition(adoption).text if adoption.entry.last_issue else None
    return text.state if text else ""


def no_longer_issued(
    library: Library, name: str, policy: str, before: bytes, after: bytes
) -> tuple[NoLonger, ...]:
    """The policies of a school that another text of its file makes other than they were issued.

    What the file says of one `policy` may have changed, and what it says for all of them.
    """
    was, _ = library.workspace.parse_school(before, name)
    now, _ = library.workspace.parse_school(after, name)
    if was is None or now is None:
        return ()
    every = _said_once(was) != _said_once(now)
    names = [one for one in now.policies if every or one == policy]
    return tuple(_no_longer(library, was, now, names))


def _no_longer(library: Library, was: School, now: School, names: list[str]) -> Iterator[NoLonger]:
    for policy in names:
        if now.retirement(policy) or policy not in was.policies:
            continue
        version = _changed(library, now, policy)
        if version and not _changed(library, was, policy):
            yield NoLonger(policy, version)


def _changed(library: Library, school: School, policy: str) -> str:
    adoption, _ = library.adoption(school, policy)
    return changed_since(library, adoption) if adoption else ""


def _said_once(school: School) -> tuple[object, ...]:
    """What a school's file says for all its policies, and which there are for others to name."""
    adopted = {name: (one.model, one.published) for name, one in school.policies.items()}
    return (school.name, school.roles, school.facts, school.other_policies, adopted)
