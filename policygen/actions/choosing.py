"""Which adoptions a command is about: those named, or all of one policy."""

from collections.abc import Iterable
from dataclasses import dataclass

from policygen.assembly.answer_table import is_unanswered
from policygen.errors import Problem, Reason, WrongWordError
from policygen.workspace.layout import Target
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class Chosen:
    """The adoptions that are meant; `unread` is wrong with schools that may have more of them.

    Where they are `all_of_one` policy, nobody has named each of them.
    """

    targets: tuple[Target, ...]
    unread: tuple[Problem, ...] = ()
    all_of_one: bool = False

    def by_school(self) -> dict[str, list[str]]:
        """The policies that are meant of each school, each once."""
        found: dict[str, list[str]] = {}
        for target in dict.fromkeys(self.targets):
            found.setdefault(target.school, []).append(str(target.policy))
        return found


def adoptions_of(library: Library, policy: str) -> Chosen:
    """Every adoption of a policy that isn't retired. Raises WrongWordError where there is none."""
    targets = []
    unread: list[Problem] = []
    for name in library.workspace.schools:
        school, problems = library.workspace.school(name)
        if school and policy in school.policies:
            targets += [] if school.retirement(policy) else [Target(name, policy)]
        else:  # a mistake may hide that it has
            unread += (problem for problem in problems if not problem.warning)
    if not targets:
        library.workspace.model_version(policy)  # which knows what was meant by a slip
    if not targets and not unread:
        hint = f"let one adopt it: policygen adopt SCHOOL {policy}"
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.", hint)])
    return Chosen(tuple(targets), tuple(unread), all_of_one=True)


def still_open(library: Library, targets: Iterable[Target]) -> list[Target]:
    """Those of some adoptions that adopt has questions about."""
    found = []
    for target in dict.fromkeys(targets):
        school, _ = library.workspace.school(target.school)
        if school and target.policy in school.policies:
            adoption, _ = library.adoption(school, str(target.policy))
            found += [target] if adoption and is_unanswered(adoption) else []
    return found


def all_adoptions(library: Library) -> Chosen:
    """Every adoption that isn't retired."""
    targets = []
    unread: list[Problem] = []
    for name in library.workspace.schools:
        school, problems = library.workspace.school(name)
        unread += () if school else problems
        policies = school.policies if school else ()
        targets += [Target(name, one) for one in policies if school and not school.retirement(one)]
    return Chosen(tuple(targets), tuple(unread), all_of_one=True)
