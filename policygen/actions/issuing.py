"""Issuing many schools' policies: which they are, what has changed in them, and how it went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from policygen.actions.issue import Approval, Done, issue
from policygen.errors import PolicyError, Problem, Reason, WrongWordError
from policygen.workspace.layout import Target
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class Chosen:
    """The adoptions to issue; `unread` is wrong with schools that may have more of them."""

    targets: tuple[Target, ...]
    unread: tuple[Problem, ...] = ()

    def by_school(self) -> dict[str, list[str]]:
        """The policies to issue of each school, each once."""
        found: dict[str, list[str]] = {}
        for target in dict.fromkeys(self.targets):
            found.setdefault(target.school, []).append(str(target.policy))
        return found


@dataclass(frozen=True, slots=True)
class Changed:
    """What is no longer as in the last issues, and where; and a summary of it if one is plain."""

    changes: Mapping[str, tuple[Target, ...]]
    summary: str | None


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of issuing: what was made, what couldn't be, and every reason why not."""

    done: tuple[Done, ...]
    refused: tuple[Target, ...]
    reasons: tuple[Reason | Problem, ...]


def adoptions_of(library: Library, policy: str) -> Chosen:
    """Every adoption of a policy. Raises WrongWordError where there is none."""
    targets = []
    unread: list[Problem] = []
    for name in library.workspace.schools:
        school, problems = library.workspace.school(name)
        if school and policy in school.policies:
            targets.append(Target(name, policy))
        else:  # a mistake may hide that it has
            unread += (problem for problem in problems if not problem.warning)
    if not targets and not unread:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    return Chosen(tuple(targets), tuple(unread))


def what_changed(library: Library, targets: Sequence[Target]) -> Changed:
    """What differs from the last issues. Raises PolicyError if nothing does."""
    found: dict[str, list[Target]] = {}
    texts = []
    for target in targets:
        _, _, checked = library.school(target)
        own = [one.text for one in checked if one.text]
        texts += own
        for what in (str(change) for text in own for change in text.changes):
            found.setdefault(what, []).append(target)
    if texts and all(text.proven for text in texts):
        raise PolicyError(
            "nothing has changed since the last issue",
            "if it was looked at and left as it is, record that: policygen reviewed",
        )
    first = bool(texts) and all(text.state == "draft" for text in texts)
    changes = {what: tuple(where) for what, where in found.items()}
    return Changed(changes, "First adopted." if first else None)


def issue_all(
    library: Library,
    chosen: Chosen,
    approval: Approval,
    *,
    progress: Callable[[int], object] = lambda _: None,
) -> Issued:
    """Issue adoptions: all the policies that are chosen of one school, or none of them.

    `progress` is told of each school that is done. An interrupt between two schools, or within
    one, keeps what was issued before it.
    """
    done: list[Done] = []
    refused: list[Target] = []
    reasons: list[Reason | Problem] = [*chosen.unread]
    for school, policies in chosen.by_school().items():
        try:
            done += issue(library, school, policies, approval)
        except PolicyError as error:
            reasons += error.reasons
            refused += (Target(school, policy) for policy in policies)
        except KeyboardInterrupt:
            reasons.append(Reason(f"Stopped before {school}; run this again for the rest."))
            break
        progress(1)
    return Issued(tuple(done), tuple(refused), tuple(reasons))
