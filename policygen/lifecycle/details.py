"""Details that a model calls administrative: which have changed since an issue, and what else has.

A new telephone number changes no policy. So where nothing but such details differs from the last
issue, a school issues all that they touch at once, as minor versions.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from policygen.assembly.answers import read_answers
from policygen.assembly.compose import Answers
from policygen.assembly.edition import Edition, edition_of
from policygen.compare.differences import differences
from policygen.document import fill
from policygen.lifecycle.frozen import Issue, Making, logo_name
from policygen.sources.adoption import Adoption
from policygen.sources.asking import Answer
from policygen.sources.model import Model
from policygen.sources.posts import PostHolder


def changed_details(adoption: Adoption, issue: Issue) -> tuple[str, ...]:
    """The administrative details that aren't as they were in an issue, as a template names them."""
    model = adoption.model
    if not model.front.administrative:
        return ()
    now, _ = read_answers(adoption)
    names = model.front.administrative
    return tuple(name for name in names if _of(now, model, name) != _then(issue.making, name))


def differ_in_details_alone(edition: Edition, adoption: Adoption, issue: Issue) -> bool:
    """Whether a text is that of an issue once its administrative details are as they were."""
    now, _ = read_answers(adoption)
    before = now
    for name in adoption.model.front.administrative:
        before = _with(before, name, _then(issue.making, name))
    as_before = edition_of(adoption, before)
    same = not differences(issue.document, fill(as_before.document, as_before.values))
    return same and issue.making.logo == logo_name(edition.logo)


def details_in_words(model: Model, names: tuple[str, ...]) -> str:
    """Some details as a version history names them."""
    said = [_words(model, name) for name in names]
    *rest, last = said
    return f"{', '.join(rest)} and {last}" if rest else last


def _words(model: Model, name: str) -> str:
    group, what, *detail = name.split(".")
    if group != "roles":
        return what.replace("_", " ")
    title = model.front.roles[what]
    if not detail:
        return f"what the post of {title} is called"
    return f"{'name' if detail[0] == 'holder' else detail[0]} of the {title}"


def _of(answers: Answers, model: Model, name: str) -> Answer | None:
    """What is answered now."""
    group, what, *detail = name.split(".")
    if group != "roles":
        return (answers.facts if group == "facts" else answers.values).get(what)
    post = answers.roles.get(what, PostHolder())
    return post.details.get(detail[0]) if detail else post.title or model.front.roles[what]


def _then(making: Making, name: str) -> Answer | None:
    """What was answered when an issue was made; JSON has lists where an answer has tuples."""
    group, what, *detail = name.split(".")
    if group != "roles":
        given: Any = (making.facts if group == "facts" else making.values).get(what)
        return tuple(given) if isinstance(given, list) else given
    return making.holders.get(what, {}).get(detail[0]) if detail else making.roles.get(what)


def _with(answers: Answers, name: str, answer: Answer | None) -> Answers:
    """The answers with another one in the place of one."""
    group, what, *detail = name.split(".")
    if group == "roles":
        post = answers.roles.get(what, PostHolder())
        changed = post.model_copy(update={detail[0] if detail else "title": answer})
        return replace(answers, roles={**answers.roles, what: changed})
    if group == "facts":
        return replace(answers, facts=_put(answers.facts, what, answer))
    return replace(answers, values=_put(answers.values, what, answer))


def _put(answers: Mapping[str, Answer], name: str, answer: Answer | None) -> Mapping[str, Answer]:
    rest = {other: said for other, said in answers.items() if other != name}
    return rest if answer is None else {**rest, name: answer}
