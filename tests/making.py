"""Models, editions and documents made for one test, and those of the workspace that ships."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product
from pathlib import Path

from pictures import picture
from workspaces import SCHOOLS

from policygen.assembly.compose import Answers
from policygen.assembly.edition import Edition, assemble, model_edition, shape_problems
from policygen.assembly.local_checks import wording_problems
from policygen.assembly.numbering import number
from policygen.document import Blocks, Document, fill
from policygen.errors import Problem
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import Shape
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model, read_model
from policygen.sources.picture import shown_pictures
from policygen.sources.school import School, read_school
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

ROOT = Path(__file__).parent.parent

FRONT = """\
title: Lending policy
publisher: Advisers & Partners
issued: April 2016
review: annually
decisions:
  loans:
    ask: Who may borrow equipment?
    alternatives: {staff: Staff only, everyone: Staff and pupils}
  approval:
    ask: Who approves a loan?
    alternatives: {head: The headteacher, governors: The governors, nobody: Nobody}
  video: {ask: May a loan be asked for by video?, optional: yes}
  kinds:
    ask: What is lent?
    choose: any
    alternatives: {books: Books, tools: Tools, toys: Toys}
  repairs:
    ask: Who repairs a tool?
    only_if: {kinds: [tools, toys]}
    alternatives: {us: The school, them: The borrower}
values:
  place: {ask: Where is it returned?}
  day: {ask: On which day?}
  address: {ask: What is the office's address?, type: lines}
  fee: {ask: What does it cost?, type: money}
  contact: {ask: Where do questions go?, type: email}
  team:
    ask: Who lends?
    type: records
    fields:
      name: {ask: Name}
      phone: {ask: Telephone, type: telephone}
      room: {ask: Room, optional: yes}
  rules:
    ask: Which rules apply?
    type: list
    items: {conduct: the code of conduct, safety: the safety rules}
roles:
  headteacher: Headteacher
"""

OF_THE_SCHOOL = """\
facts:
  website: https://oak.example.org
  committees: [Finance, Premises]
roles:
  headteacher: {holder: Ann Lee, email: head@oak.example.org}
"""


def model(text: str, front: str = FRONT) -> Model:
    """A model with this text and front matter."""
    source = f"---\n{front}---\n{text}"
    made, problems = read_model(source.encode(), "example.md", "example", "2016-04")
    assert made and not problems, problems
    return replace(made, pictures={file: picture(file) for file in shown_pictures(text)})


def school(adoption: str = "", name: str = "Oak School") -> School:
    """A school that adopted the example; `adoption` is what stands under the policy in its YAML."""
    lines = [f"name: {name!r}", *OF_THE_SCHOOL.splitlines()]
    lines += ["policies:", "  example:", "    model: 2016-04"]
    lines += [f"    {line}" for line in adoption.splitlines()]
    made, problems = read_school("\n".join(lines).encode(), "school.yaml", "oak")
    assert made and not problems, problems
    return made


def adopted(
    text: str, adoption: str = "", *, front: str = FRONT, draft: bool = False
) -> tuple[Edition, list[Problem]]:
    """An adoption of a model with this text, assembled, and what stands against it."""
    made_for = model(text, front)
    adopter = adoption_of(school(adoption), made_for)
    made, problems = assemble(adopter, draft=draft)
    problems += shape_problems(made_for, made.shape)
    return made, problems + wording_problems(adopter, made)


def adoption_of(adopter: School, of: Model, **changes: object) -> Adoption:
    """A school's adoption of a model, its entry changed."""
    entry = adopter.policies[of.policy].model_copy(update=changes)
    return Adoption(adopter, of.policy, entry, of)


def edition(text: str, adoption: str = "", *, front: str = FRONT, draft: bool = False) -> Edition:
    """An adoption of a model with this text, nothing being wrong with it."""
    made, problems = adopted(text, adoption, front=front, draft=draft)
    assert [str(problem) for problem in problems if not problem.warning] == []
    return made


def filled(made: Edition) -> Document:
    """What a reader of the edition sees."""
    return fill(made.document, made.values)


def blocks(text: str) -> Blocks:
    """The numbered blocks of a text without slots, which must be faultless."""
    parsed = parse(Shape(text))
    assert parsed.faults == ()
    return number(parsed.blocks).blocks


def faults(text: str) -> list[str]:
    """What a model's text may not hold."""
    return [fault.message for fault in parse(Shape(text, ("value",))).faults]


def answers(
    choices: Mapping[str, str] = {}, values: Mapping[str, str | Mapping[str, str]] = {}
) -> Answers:
    """Answers to the example model."""
    return Answers(choices, values, {}, "Oak School")


@lru_cache(maxsize=1)
def everything() -> Edition:
    """The model edition that has one of every block."""
    made, _ = Library(Workspace(ROOT / "tests/validators/trial")).model("trial", "2026-01")
    assert made
    return model_edition(made)


@lru_cache(maxsize=1)
def workspace() -> Workspace:
    """The workspace that ships."""
    return Workspace(ROOT)


@lru_cache(maxsize=1)
def sample_model() -> Model:
    """The model policy that ships."""
    made, problems = workspace().model("social-media", "2016-04")
    assert made and not problems
    return made


@lru_cache(maxsize=1)
def samples() -> dict[str, Edition]:
    """Every edition of the workspace that ships, the drafts without an answer, and the model's."""
    found = {"the model edition": model_edition(sample_model())}
    for name in SCHOOLS:
        adopter, problems = workspace().school(name)
        assert adopter and not problems
        made, problems = assemble(adoption_of(adopter, sample_model()))
        assert not problems + shape_problems(sample_model(), made.shape)
        found[name] = made
        bare = adoption_of(adopter, sample_model(), choices={}, values={})
        found[f"a draft of {name}"], _ = assemble(bare, draft=True)
    return found


def combinations() -> Iterator[tuple[dict[str, str], Edition]]:
    """The sample model under every combination of choices, open ones included."""
    adopter, _ = workspace().school("holtsmere-end")
    assert adopter
    decisions = sample_model().front.decisions
    for picked in product(*((None, *decision.alternatives) for decision in decisions.values())):
        choices = {d: a for d, a in zip(decisions, picked, strict=True) if a}
        made, _ = assemble(adoption_of(adopter, sample_model(), choices=choices), draft=True)
        yield choices, made
