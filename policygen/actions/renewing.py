"""The files in build/ made anew for what has just been recorded."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policygen.actions.build import build
from policygen.actions.formats import BY_DEFAULT
from policygen.errors import Problem, Reason
from policygen.workspace.layout import Target, Workspace


class Renewed(NamedTuple):
    """The files that were written, by adoption; and why others weren't, or couldn't be removed."""

    files: dict[str, tuple[str, ...]]
    problems: tuple[Problem | Reason, ...]

    @property
    def complete(self) -> bool:
        """Whether all stands there as it was recorded."""
        return all(isinstance(one, Problem) and one.warning for one in self.problems)


def renew(
    workspace: Workspace, targets: Sequence[Target], *,
    progress: Callable[[int], object] = lambda _: None,
) -> Renewed:  # fmt: skip
    """Write the editions of some adoptions in build/, in place of their drafts.

    What is recorded stands, whatever becomes of its files; an interrupt leaves the others as they
    were. `progress` is told of each adoption that is done.
    """
    folder = str(workspace.root / "build")
    files: dict[str, tuple[str, ...]] = {}
    problems: list[Problem | Reason] = []
    late: list[Target] = []
    try:
        for made in build(workspace, targets, folder, BY_DEFAULT, progress=progress):
            problems += made.problems
            if made.refused:
                late.append(made.target)
                continue
            files[str(made.target)] = made.files
    except KeyboardInterrupt:
        late = [target for target in targets if str(target) not in files]
    if late:
        names = " ".join(map(str, late)) if len(late) <= 5 else ""
        message = "what is recorded stands, but not all of its files in build could be written"
        problems.append(Reason(message, f"afterwards, run: policygen build {names}".rstrip()))
    return Renewed(files, tuple(problems))
