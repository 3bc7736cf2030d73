"""Assembly from end to end: a model and an adoption in, an edition out."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from policygen.assembly.answers import defaults, read_answers
from policygen.assembly.compose import Answers, Composed, compose
from policygen.assembly.deciding import only_where, pick
from policygen.assembly.frame import Frame, frame_of, frame_values, framed
from policygen.assembly.linking import linked_policies
from policygen.assembly.local import localised
from policygen.assembly.local_changes import LocalChanges
from policygen.assembly.named import asked_in
from policygen.assembly.numbering import Numbered, number
from policygen.assembly.places import first_place, id_place, ids_in
from policygen.assembly.quoting import set_quotes
from policygen.assembly.uses import Use
from policygen.document import Document, Figure, Logo, Numbering, plain, query
from policygen.document.quotes import typographic
from policygen.errors import Problem, is_near, suggest
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.inlines import Fault
from policygen.readers.markdown.shape import Shape
from policygen.sources.adoption import Adoption
from policygen.sources.asking import lacks
from policygen.sources.decision import picked_of
from policygen.sources.located import Keys
from policygen.sources.model import Model
from policygen.sources.picture import OwnPicture
from policygen.sources.school import OtherPolicy


@dataclass(frozen=True, eq=False)
class Edition:
    """An adoption, assembled: its shape with the words of its slots, and its frame; and what the
    school has worded otherwise.

    `pictures` are the bytes of what it shows, by what is in them. Without a school it is the model
    edition.
    """

    shape: Shape
    words: Mapping[str, str]
    frame: Frame
    model: Model
    adoption: Adoption | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    local: LocalChanges = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shape of the model's text, and those of the school's own."""
        return (self.shape, *(one.shape for one in self.local))

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The words of every slot as they are printed, of those in the frame too."""
        leading = {name for one in self.shapes for name in one.addresses}
        printed = {
            slot: words if slot in leading else typographic(words)
            for slot, words in self.words.items()
        }
        return {**frame_values(self.model, self.adoption), **printed}

    @property
    def logo(self) -> Logo | None:
        """The school's logo, if it has one."""
        return self.adoption.school.logo if self.adoption else None

    @property
    def document(self) -> Document:
        """The document, its slots still open."""
        return document(self.shape, self.frame, self.local)


@lru_cache(maxsize=1024)
def document(shape: Shape, frame: Frame, local: LocalChanges = ()) -> Document:
    """The numbered document of a shape with local wording; done once for each."""
    blocks = numbered_text(shape, frame.numbering, local).blocks
    return framed(frame, tuple(map(set_quotes, blocks)))


@lru_cache(maxsize=4096)
def numbered_text(shape: Shape, numbering: Numbering, local: LocalChanges = ()) -> Numbered:
    """The numbered blocks of a shape, with local wording among them; done once for each."""
    return number(localised(parse(shape).blocks, local, numbering).blocks, numbering)


def assemble(adoption: Adoption, *, draft: bool = False) -> tuple[Edition, list[Problem]]:
    """An adoption's edition and everything in the school's answers that stands against it.

    Where there are problems other than warnings, or `shape_problems`, the edition must not be
    published. With `draft` an open decision or a missing value is none, nor is a field that an item
    of a list lacks: they are printed as open.
    """
    model = adoption.model
    answers, problems = read_answers(adoption, draft=draft)
    composed = compose(model, answers)
    unused = [*_unused(adoption, composed)]
    leftover = {place for keys, _ in unused for place in adoption.school.located.within(keys)}
    problems = [one._replace(warning=one.warning or one.position in leftover) for one in problems]
    problems += (one for keys, one in unused if not adoption.school.is_of_trust(*keys))
    problems += _unconfirmed(adoption)
    if not draft:
        problems += _open(adoption, composed)
    frame = frame_of(model, "draft" if draft else "edition", adoption, composed.control)
    made = _edition(composed, frame, model, adoption)
    return made, [*problems, *_said_by_captions(made, adoption, answers)]


def edition_of(adoption: Adoption, answers: Answers) -> Edition:
    """The edition that an adoption would have with other answers, whatever stands against it."""
    model = adoption.model
    composed = compose(model, answers)
    frame = frame_of(model, "edition", adoption, composed.control)
    return _edition(composed, frame, model, adoption)


def model_edition(model: Model, others: Mapping[str, OtherPolicy] = {}) -> Edition:
    """The model with every alternative, and blanks for the values.

    Of other policies it prints the titles, or the names of those that aren't in `others`.
    """
    named = {name: OtherPolicy(title=name) for name in linked_policies(model)}
    answers = Answers({}, defaults(model), {}, None, policies={**named, **others})
    composed = compose(model, answers, every_alternative=True)
    frame = frame_of(model, "model", control=composed.control)
    return _edition(composed, frame, model)


def _edition(
    composed: Composed, frame: Frame, model: Model, adoption: Adoption | None = None
) -> Edition:
    parts = {**model.parts, **composed.pictures}
    shown = {
        name: parts[name]
        for shape in composed.shapes
        for one in shape.pictures
        for name in one.parts
    }
    return Edition(composed.shape, composed.values, frame, model, adoption, shown, composed.local)


def _open(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    front, entry = adoption.model.front, adoption.entry
    for name in composed.open:
        if entry.choices.get(name) is not None or _said(adoption, "choices", name, front.decisions):
            continue  # a wrong choice, said already
        decision = front.decisions[name]
        if decision.fact:
            yield from _no_fact(adoption, decision.fact)
            continue
        message = f"{name} is undecided: {decision.asked}"
        yield Problem(adoption.at("choices", name), message, pick(decision))
    for use in composed.missing:
        if use.kind == "policy":
            yield no_policy(adoption, use.name)
            continue
        if use.kind == "field":
            yield _lacking(adoption, use)
            continue
        if use.kind == "role" or use.group == "facts":
            yield from _missing_of_school(adoption, use)
            continue
        name, item = use.name, use.item
        wrong = entry.values.get(name) is not None or _said(adoption, "values", name, front.values)
        if wrong and not item:
            continue  # a wrong value, said already
        place = adoption.at("values", name)
        if item:
            hint = "rename the item instead of dropping it"
            yield Problem(place, f"the text needs the item {item} of {name}", hint)
            continue
        value = front.values[name]
        example = f", such as: {value.example}" if value.example else ""
        form = "{file: …, alt: …}" if value.type == "picture" else "…"
        hint = f"add {name}: {form} under values{example}"
        yield Problem(place, f"the value {name} is missing: {value.ask}", hint)


def _unconfirmed(adoption: Adoption) -> Iterator[Problem]:
    """The choices that were kept though the model has reworded what was chosen."""
    entry, decisions = adoption.entry, adoption.model.front.decisions
    for index, name in enumerate(entry.confirm):
        place = adoption.at("confirm", index)
        if name not in decisions:
            message = f"{name!r} is not a decision of {adoption.policy} {entry.model}"
            yield Problem(place, message, suggest(name, decisions) or "remove it")
        elif (choice := entry.choices.get(name)) is not None:
            picked = ",".join(picked_of(choice))
            message = f"{name} is to be confirmed: the model has reworded what was chosen"
            hint = (
                f"policygen adopt {adoption.school.id} {adoption.policy} --choose {name}={picked}"
            )
            yield Problem(place, message, hint, warning=True)


def _lacking(adoption: Adoption, use: Use) -> Problem:
    """That an item of a list has no such field."""
    number, field = use.item.split(".")
    asked = asked_in(adoption.model, use.group)[use.name]
    holder: Keys = ("policies", adoption.policy, "values")
    keys = (*(("facts",) if use.group == "facts" else holder), use.name, int(number) - 1)
    return Problem(adoption.school.at(*keys), *lacks(keys, field, asked.fields[field]))


def _missing_of_school(adoption: Adoption, use: Use) -> Iterator[Problem]:
    """What a text needs to know of the school itself, whatever the policy."""
    school, name = adoption.school, use.name
    if use.kind == "role":
        given = school.located.raw("roles", name)
        if isinstance(given, dict) and given.get(use.item) is not None:
            return  # it is wrong, which is said
        what = "who holds" if use.item == "holder" else f"the {use.item} of"
        message = f"nothing says {what} the post {name}, which the text prints"
        hint = f"write {name}: {{{use.item}: …}} under roles"
        if isinstance(given, dict):
            hint = f"add {use.item}: … under {name}"
        elif isinstance(given, str):
            hint = f"write {name}: {{title: {given}, {use.item}: …}}"
        yield Problem(school.at("roles", name), message, hint)
    else:
        yield from _no_fact(adoption, name)


def _said_by_captions(made: Edition, adoption: Adoption, answers: Answers) -> Iterator[Problem]:
    """That what a school's own picture shows is said in the same words as its caption."""
    for name, own in answers.values.items():
        if not isinstance(own, OwnPicture):
            continue
        for figure in query(made.document.children, Figure):
            alt, caption = (plain(one, made.values) for one in (figure.alt, figure.caption))
            if figure.picture == own.picture.part and _bare(alt) == _bare(caption):
                message = "what the picture shows is said in the same words as its caption"
                hint = f"say what whoever doesn't see it must know; the caption is: {caption}"
                yield Problem(
                    adoption.school.at("policies", adoption.policy, "values", name, "alt"),
                    message,
                    hint,
                )
                break


def _bare(words: str) -> str:
    return words.strip().rstrip(".").lower()


def no_policy(adoption: Adoption, name: str) -> Problem:
    """That a school lacks a policy to which a text links, or that it can't be read."""
    school = adoption.school
    if gone := school.retirement(name):
        message = f"{adoption.policy} links to {name}, which is retired since {gone.on}"
        hint = (
            "give under other_policies the title of what holds in its place, "
            f"or bring it back: policygen retire --undo {school.id}/{name}"
        )
        return Problem(school.at("policies", adoption.policy, key=True), message, hint)
    if name in school.policies:
        place, message = school.at("policies", name, key=True), f"{name} can't be read"
        return Problem(place, f"{message}, so its title isn't known", f"{adoption.policy} names it")
    message = f"{adoption.policy} links to {name}, a policy that this school doesn't have"
    hint = f"policygen adopt {school.id} {name}, or give its title under other_policies"
    return Problem(adoption.school.at("policies", adoption.policy, key=True), message, hint)


def _no_fact(adoption: Adoption, name: str) -> Iterator[Problem]:
    """That a fact is missing; one that is wrong, or answers no decision, is said already."""
    school, fact = adoption.school, adoption.model.facts[name]
    given = school.located.raw("facts")
    if not isinstance(given, dict | None):
        return  # it is no group of facts, which is said
    near = any(
        is_near(str(other), name) for other in given or () if other not in adoption.model.facts
    )
    if not near and (given or {}).get(name) is None:
        example = f", such as: {fact.example}" if fact.example else ""
        add = f"{name}: …" if school.facts else f"facts: {{{name}: …}}"
        message = f"the fact {name} is missing: {fact.ask}"
        yield Problem(school.at("facts", name), message, f"add {add}{example}")


def _said(adoption: Adoption, group: str, name: str, known: Container[str]) -> bool:
    """Whether an answer is missing only because the group is none, or the name is misspelt.

    Either is a problem of its own, so nothing is let through.
    """
    given = adoption.raw(group)
    if not isinstance(given, dict):
        return given is not None
    return any(is_near(str(other), name) for other in given if other not in known)


def _unused(adoption: Adoption, composed: Composed) -> Iterator[tuple[Keys, Problem]]:
    """The answers that nothing prints, by where they stand; a school may need them another time."""
    front, entry = adoption.model.front, adoption.entry
    said = []
    for name in entry.values:
        if name in front.values and Use("value", name) not in composed.used:
            message = f"the value {name} is given, but no passage that was chosen prints it"
            said.append(("values", name, message))
    for name in entry.choices:
        why = ""
        if name in composed.idle:
            why = f"it applies only where {only_where(front.decisions[name])}"
        elif name in front.decisions and Use("decision", name) not in composed.used:
            why = "it stands in a passage not chosen"
        if why:
            said.append(("choices", name, f"the choice {name} has no effect: {why}"))
    printed = ids_in(composed.shape.text) if entry.local else ()
    for name in entry.local:
        if name not in printed and name in ids_in(adoption.model.text):
            message = (
                f"the local wording of {name} has no effect: it stands in a passage not chosen"
            )
            said.append(("local", name, message))
    hint = "remove it, unless you may need it later"
    for group, name, message in said:
        place = adoption.at(group, name, key=True)
        keys = ("policies", adoption.policy, group, name)
        yield keys, Problem(place, message, hint, warning=True)


def shape_problems(model: Model, shape: Shape) -> list[Problem]:
    """What is wrong with one composed text of a model, placed in the model's file."""
    parsed = parse(shape)
    found = numbered_text(shape, model.front.numbering.numbering)
    problems = [place(model, fault) for fault in parsed.faults]
    for anchor in found.lost:
        message = f"the cross-reference to #{anchor} leads nowhere with these choices"
        hint = "let the reference and its target stand in the same passage"
        problems.append(Problem(first_place(model, f"(#{anchor})"), message, hint))
    for anchor in () if shape.passages else found.repeated:
        if len(ids_in(model.text).get(anchor, ())) > 1:  # else a loop prints it several times
            message = f"the id {anchor!r} is given twice with these choices"
            problems.append(Problem(id_place(model, anchor), message, "rename one of the two"))
    return problems


def place(model: Model, fault: Fault) -> Problem:
    """A fault of a composed text as a problem of the model's file."""
    return Problem(first_place(model, fault.near), fault.message, fault.hint)
