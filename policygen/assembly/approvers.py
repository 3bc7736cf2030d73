"""Who may approve an edition, as its model says; and what is wrong with what a model says of it."""

import re
from collections.abc import Iterator, Sequence

from policygen.assembly.places import ids_in
from policygen.document.quotes import straight
from policygen.errors import Position, Problem, suggest
from policygen.sources.adoption import Adoption
from policygen.sources.approving import ROLE
from policygen.sources.located import Keys
from policygen.sources.model import Model

_ARTICLE = re.compile(r"(the\s+)?(full\s+(?=govern))?")  # as said of a board, not of a committee


def approvers(adoption: Adoption, *, administrative: bool = False) -> tuple[str, ...]:
    """Who may approve it, as the school calls them; none if the model doesn't say.

    Who may approve anything may approve what is merely administrative, too.
    """
    rules = adoption.model.front.approval
    named = [*rules.by, *(rules.administrative if administrative else ())]
    return tuple(dict.fromkeys(_called(adoption, name) for name in named))


def known_as(said: str, names: Sequence[str]) -> str | None:
    """The one of some names that is meant: capitals and spaces don't matter.

    Where none is the same but for these, nor does an article: the full governing board is the
    governing board.
    """
    return _same_as(said, names) or next((one for one in names if _body(one) == _body(said)), None)


def _same_as(said: str, names: Sequence[str]) -> str | None:
    return next((name for name in names if _bare(name) == _bare(said)), None)


def _called(adoption: Adoption, name: str) -> str:
    found = ROLE.fullmatch(name)
    if not found:
        return name
    post = adoption.school.roles.get(found[1])
    return (post.title if post else None) or adoption.model.front.roles[found[1]]


def _body(name: str) -> str:
    return _bare(_ARTICLE.sub("", straight(name).casefold().strip()))


def _bare(name: str) -> str:
    return "".join(straight(name).casefold().split())


def approving_problems(model: Model) -> Iterator[Problem]:
    """What is wrong with what a model says of approval and agreement."""
    front = model.front
    for key, names in (
        ("by", front.approval.by),
        ("administrative", front.approval.administrative),
    ):
        yield from _twice(model, ("approval", key), names)
        for index, name in enumerate(names):
            yield from _role_problems(model, name, model.at("approval", key, index))
    if not front.agreed:
        return
    yield from _twice(model, ("agreed", "with"), front.agreed.bodies)
    yield from _twice(model, ("agreed", "clauses"), front.agreed.clauses)
    known_ids = ids_in(model.text)
    for index, name in enumerate(front.agreed.clauses):
        if name not in known_ids:
            message = f"nothing in the text has the id {name!r}"
            hint = (
                suggest(name, known_ids, verb="use") or f"write {{#{name}}} behind what was agreed"
            )
            yield Problem(model.at("agreed", "clauses", index), message, hint)


def _role_problems(model: Model, name: str, place: Position) -> Iterator[Problem]:
    """What is wrong with an approver that is a post of the model's, or ought to be named so."""
    roles = {f"roles.{role}": title for role, title in model.front.roles.items()}
    if name.startswith("roles.") and name not in roles:
        hint = suggest(name, roles, verb="use") or "declare it under roles"
        yield Problem(place, f"{name!r} is no role of this model", hint)
    elif known_as(name, [*roles.values()]):
        role = next(role for role, title in roles.items() if known_as(name, [title]))
        message = f"{name} is a post, which a school may call by another name"
        yield Problem(place, message, f"write {role}")


def _twice(model: Model, keys: Keys, names: Sequence[str]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if _same_as(name, names[:index]):
            yield Problem(model.at(*keys, index), f"{name} is named twice", "remove one of the two")
