"""What another text of a trust's file would change for its schools, before it takes its place."""

from collections.abc import Callable

from policygen.actions.going_over import as_it_is
from policygen.actions.impact import Found, Impact, new_questions
from policygen.assembly.foreseeing import Foreseeing
from policygen.assembly.lineage import Lineage
from policygen.errors import PolicyError, Problem, Reason, WrongWordError, suggest
from policygen.workspace.layout import Target
from policygen.workspace.library import Library

_SAME = Lineage()  # of names that are called as they were


def impact_of_trust(
    library: Library, trust: str, data: bytes, path: str,
    progress: Callable[[int], object] = lambda _: None,
) -> tuple[list[Impact], list[Problem | Reason]]:  # fmt: skip
    """What a trust's file would change if it held `data`, which stands at a path, policy by policy.

    And what is wrong with files of schools that may belong to it. Raises WrongWordError where there
    is no such trust, SourceError for what is wrong with its file by itself.
    """
    workspace = library.workspace
    if trust not in workspace.trusts:
        raise WrongWordError(
            [Reason(f"There is no trust {trust!r}.", suggest(trust, workspace.trusts))]
        )
    then = Library(workspace.with_trust(trust, data, path))
    texts = Foreseeing(_SAME)
    found: dict[str, Found] = {}
    versions: dict[str, set[str]] = {}
    unread: list[Problem | Reason] = []
    for name in workspace.schools:
        progress(1)
        school, problems = workspace.school(name)
        if school is None or (school.trust_id and school.trust is None):
            unread += (one for one in problems if not one.warning)
        if school is None or trust not in school.trusts:
            continue
        for policy, entry in school.policies.items():
            if school.retirement(policy):
                continue
            of_policy = found.setdefault(policy, Found())
            of_policy.names[name] = school.name
            target = Target(name, policy)
            try:
                before = as_it_is(library.school(target, draft=True))
                after = as_it_is(then.school(target, draft=True))
            except PolicyError as error:
                of_policy.refused[name] = error.reasons
                continue
            versions.setdefault(policy, set()).add(entry.model)
            of_policy.changes[name] = texts.changes(before, after)
            if before.adoption and after.adoption:
                asked = new_questions(before.adoption, after.adoption, _SAME)
                of_policy.questions[name] = [*asked]
    impacts = []
    for policy, some in found.items():
        known = sorted(versions.get(policy, ()), reverse=True)
        known = known or [*workspace.policies.get(policy, ())[-1:]]
        models = [one for one in (library.model(policy, each)[0] for each in known) if one]
        if models:
            impacts.append(some.impact(path, models, {}))
        else:
            unread += (one for why in some.refused.values() for one in why)
    return impacts, unread
