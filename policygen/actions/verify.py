"""Whether what was issued is still as it was frozen."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policygen.errors import PolicyError
from policygen.lifecycle.issues import is_held, is_intact, said_of
from policygen.sources.school import HistoryEntry, School
from policygen.workspace.layout import Workspace


@dataclass(frozen=True, slots=True)
class Holding:
    """What became of one issue: `intact`, `altered`, `not held here`, or `not in the history`.

    Where it is altered, `what` says what is wrong.
    """

    school: str
    policy: str
    version: str
    file: str
    state: str
    what: str = ""


def verify(workspace: Workspace, school: School) -> Iterator[Holding]:
    """Recompute the digest of every issue that a school's history names; find what it doesn't."""
    named = set()
    for policy, entry in school.policies.items():
        for issue in entry.history:
            path = workspace.issued_file(school.id, policy, issue.version)
            named.add(path)
            yield _holding(workspace, school.id, policy, issue.version, path, issue)
    for path in workspace.issued_files(school.id):
        if path not in named:
            yield _holding(workspace, school.id, path.parent.name, path.stem, path)


def _holding(
    workspace: Workspace, school: str, policy: str, version: str, path: Path,
    entry: HistoryEntry | None = None,
) -> Holding:  # fmt: skip
    state, what = "altered", ""
    try:
        frozen = workspace.issued(school, policy, version)
    except PolicyError as error:
        what = "; ".join(reason.message for reason in error.reasons)
    else:
        if frozen is None:
            state, what = ("altered", "missing") if entry and entry.seal else ("not held here", "")
        elif not is_intact(frozen):
            what = "altered since it was issued"
        elif entry is None:
            state = "not in the history"
        elif not is_held(frozen, school, policy, entry):
            what = "not the issue that the history names"
        elif differs := [
            name
            for name in ("issued", "by", "summary")
            if said_of(frozen).get(name) != str(getattr(entry, name))
        ]:
            what = f"the history says otherwise: {', '.join(differs)}"
        else:
            state = "intact"
    return Holding(school, policy, version, workspace.name(path), state, what)
