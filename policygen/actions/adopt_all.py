"""Several schools take up a model policy, with the same answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from policygen.actions.adopt import Adopted, Adopting, adopt
from policygen.actions.answers import school_or_why
from policygen.errors import PolicyError, Problem, Reason, WrongWordError
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class AllAdopted:
    """What became of several schools: those that adopted a policy, those that couldn't, and why."""

    done: tuple[Adopted, ...]
    refused: tuple[str, ...]
    reasons: tuple[Reason | Problem, ...]


def adopt_all(
    library: Library, schools: Iterable[str], policy: str, version: str | None,
    choices: Mapping[str, str], values: Mapping[str, str], *, every: bool = False,
) -> AllAdopted:  # fmt: skip
    """Let several schools adopt a policy with the same answers; one that can't stops no other.

    Where they are `every` school, nobody has named each: those that have left, or have retired the
    policy, are passed over.

    Raises WrongWordError if there is no such policy or version, or no school can take the answers.
    """
    library.workspace.model_version(policy, version)
    done: list[Adopted] = []
    refused: dict[str, PolicyError] = {}
    for school in dict.fromkeys(schools):
        if every and _is_retired(library, school, policy):
            continue
        try:
            done.append(adopt(Adopting.begin(library, school, policy, version, choices, values)))
        except PolicyError as error:
            refused[school] = error
    wrong_words = all(isinstance(error, WrongWordError) for error in refused.values())
    if refused and not done and wrong_words:
        raise WrongWordError(dict.fromkeys(_reasons(refused.values())))
    return AllAdopted(tuple(done), tuple(refused), tuple(_told(refused)))


def _is_retired(library: Library, name: str, policy: str) -> bool:
    school, _ = school_or_why(library, name)
    return school is not None and school.retirement(policy) is not None


def _told(refused: Mapping[str, PolicyError]) -> Iterator[Reason | Problem]:
    """Why schools were refused, each with its name where no place says it."""
    for school, error in refused.items():
        for reason in error.reasons:
            if isinstance(reason, Reason) and not reason.path:
                about = f"{school}: {reason.target}" if reason.target else school
                reason = reason._replace(target=about)
            yield reason


def _reasons(errors: Iterable[PolicyError]) -> Iterator[Reason]:
    for error in errors:
        yield from (reason for reason in error.reasons if isinstance(reason, Reason))
