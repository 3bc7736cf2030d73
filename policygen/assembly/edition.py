"""Assembly from end to end: a model and an adoption in, an edition out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from policygen.assembly.answers import defaults, read_answers
from policygen.assembly.compose import Answers, Composed, compose
from policygen.assembly.frame import Frame, frame_of, frame_values, framed
from policygen.assembly.left_blank import left_blank, left_in_quotes
from policygen.assembly.linking import linked_policies
from policygen.assembly.local import localised
from policygen.assembly.local_changes import LocalChanges
from policygen.assembly.numbering import Numbered, number
from policygen.assembly.own_examples import own_examples
from policygen.assembly.places import first_place, id_places, ids_in
from policygen.assembly.quoting import set_quotes
from policygen.assembly.unanswered import (
    needed_elsewhere,
    unanswered,
    unconfirmed_choices,
    unused_answers,
)
from policygen.document import Document, Figure, Logo, Numbering, plain, query
from policygen.document.quotes import typographic
from policygen.errors import Position, Problem
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.inlines import Fault
from policygen.readers.markdown.shape import Shape
from policygen.sources.adoption import Adoption
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
    unused = [*unused_answers(adoption, composed)]
    leftover = {place for keys, _ in unused for place in adoption.school.located.within(keys)}
    problems = [one._replace(warning=one.warning or one.position in leftover) for one in problems]
    problems += (one for keys, one in unused if not adoption.school.is_of_trust(*keys))
    problems += unconfirmed_choices(adoption)
    problems += (one for one, _ in own_examples(adoption, composed))
    problems += (*left_blank(adoption, composed), *left_in_quotes(adoption, composed))
    wrong = [*needed_elsewhere(adoption, composed)]  # which makes a warning worse
    problems = [one for one in problems if one._replace(warning=False) not in wrong] + wrong
    if not draft:
        problems += unanswered(adoption, composed)
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
            first, *others = id_places(model, anchor)
            hint = f"rename one of the two; the other is in {', '.join(map(_line, others))}"
            problems.append(Problem(first, message, hint))
    return problems


def _line(place: Position) -> str:
    return f"{place.path}:{place.line}"


def place(model: Model, fault: Fault) -> Problem:
    """A fault of a composed text as a problem of the model's file."""
    return Problem(first_place(model, fault.near), fault.message, fault.hint)
