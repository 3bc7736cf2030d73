"""A paper for the meeting that approves a policy: what is asked, and all that changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policygen.actions.permitting import already_consulted, consultation_of, is_last_issue
from policygen.assembly.answers import read_answers
from policygen.assembly.approvers import approvers
from policygen.assembly.compose import compose
from policygen.assembly.consulting import Consultation
from policygen.assembly.deviating import deviations
from policygen.assembly.paper import Decided, Matter, paper
from policygen.compare.changes import Change, changes
from policygen.compare.redline import redline
from policygen.document import Document
from policygen.errors import PolicyError, Problem, SourceError
from policygen.lifecycle.approvals import next_version
from policygen.sources.adoption import Adoption
from policygen.sources.decision import Choice, Decision, picked_of
from policygen.sources.entries import AdoptionEntry
from policygen.workspace.editions import house_style_for
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.rebuilding import read_issue
from policygen.workspace.texts import CURRENT, text_named
from policygen.workspace.ways import names_from
from policygen.writers import FORMATS, outline, plate

PAPER = ".approval"  # what stands in a file's name before its ending


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for a meeting; what is wrong with the text that it is about."""

    document: Document
    problems: tuple[Problem, ...]

    def text(self, width: int) -> str:
        """The paper as plain text."""
        return outline.write(self.document, width)


def approval_paper(
    library: Library, target: Target, before: str | None, after: str | None
) -> Paper:
    """The paper for a version of a policy: the current text beside the last issue, unless named.

    Raises WrongWordError where there is no text of that name, SourceError where one can't be made,
    and PolicyError where the current text is that of the last issue: it has been approved.
    """
    policy = str(target.policy)
    new = text_named(library, target, after or CURRENT)
    school, _ = library.workspace.school(target.school)
    assert school
    entry = school.policies[policy]
    adoption, faults = library.adoption(school, policy)
    if adoption is None:
        raise SourceError(faults)
    if after in (None, CURRENT) and is_last_issue(library, adoption):
        last = entry.issues[-1].version
        message = f"the text of {adoption} is that of version {last}: there is nothing to approve"
        hint = f"for the paper that version {last} had: policygen approval {adoption} --to {last}"
        raise PolicyError(message, hint)
    issued = [one.version for one in entry.history]
    earlier = before or _before(entry, after)
    held = before or (earlier and library.workspace.issued(target.school, policy, earlier))
    old = text_named(library, target, earlier) if earlier and held else None
    found: tuple[Change, ...] = ()
    if old:
        found = changes(redline(old.document, new.document), old.document)
    _, _, checked = library.school(target, draft=True)
    edition = checked[0].edition if checked else None
    front = adoption.model.front
    roles = [post.title for post in school.roles.values() if post.title]
    is_current = after in (None, CURRENT) and edition is not None
    stands, asked = _consultation(library, adoption) if is_current else (None, {})
    decided = _decided(library, target, adoption, after, issued)
    was = _decided(library, target, adoption, earlier, issued) if old else {}
    matter = Matter(
        school=school.name,
        title=front.title,
        version=after if after in issued else next_version(entry),
        model=f"{front.publisher}, {front.issued}",
        before=old.called if old else _called(entry, earlier),
        is_compared=old is not None,
        text=new.document,
        changes=found,
        decisions=tuple(_compared(decided, was)),
        wordings=tuple(deviations(edition)) if is_current and edition else (),
        approvers=approvers(adoption),
        due=str(entry.next_review or "") if after not in issued else "",
        consultation=str(stands or ""),
        consulted=asked,
        posts=frozenset((*roles, *front.roles.values())),
        incomplete=bool(new.problems),
    )
    problems = (*new.problems, *(old.problems if old else ()))
    return Paper(paper(matter), tuple(dict.fromkeys(problems)))


def write_paper(
    library: Library, target: Target, made: Paper, formats: Sequence[str], folder: Path
) -> list[Path]:
    """Write a paper in some formats, and name the files. Raises PolicyError."""
    style = house_style_for(library, formats)
    written = []
    for kind in formats:
        own = style if FORMATS[kind].takes_house_style else None
        path = folder / target.school / f"{target.policy}{PAPER}.{kind}"
        write_whole(path, plate(kind, made.document, own).fill({}))
        written.append(path)
    return written


def _before(entry: AdoptionEntry, after: str | None) -> str | None:
    """The version that a text takes the place of: the last that stands, or the one before it."""
    versions = [one.version for one in entry.issues]
    if after in (every := [one.version for one in entry.history]):
        later = every[every.index(after) :]
        versions = [one for one in versions if one not in later]
    return versions[-1] if versions else None


def _called(entry: AdoptionEntry, version: str | None) -> str:
    """An issue whose text isn't held here; empty for none."""
    return next(
        (f"version {version} of {e.issued}" for e in entry.history if e.version == version), ""
    )


def _consultation(
    library: Library, adoption: Adoption
) -> tuple[Consultation | None, Mapping[str, str]]:
    """How an adoption stands to what was agreed; whom it must consult, and when it did."""
    stands = consultation_of(library, adoption)
    if stands is None or not stands.reworded:
        return stands, {}
    asked = already_consulted(library, adoption, stands)
    return stands, {body: asked[body].when if body in asked else "" for body in stands.bodies}


def _decided(
    library: Library, target: Target, adoption: Adoption, name: str | None, issued: Sequence[str]
) -> Mapping[str, tuple[str, str]]:
    """The decisions of a text by its name: each question with what was answered, in words."""
    if name not in issued:
        return dict(_of_adoption(adoption))
    making = read_issue(library, target._replace(version=name))[0].making
    known: Mapping[str, Decision] = {}
    if making.model in library.workspace.policies.get(str(target.policy), ()):
        model, _ = library.model(str(target.policy), making.model)
        known = model.front.decisions if model else {}
    names = names_from(library, str(target.policy), making.model, adoption.model.version)
    now = names.decisions if names and known else {}
    return {
        now.get(one, one): _in_words(one, choice, known.get(one))
        for one, choice in making.choices.items()
        if one not in known or not known[one].fact
    }


def _of_adoption(adoption: Adoption) -> Iterator[tuple[str, tuple[str, str]]]:
    answers, _ = read_answers(adoption)
    composed = compose(adoption.model, answers)
    for name, decision in adoption.model.front.decisions.items():
        if decision.fact:
            continue  # nobody decides it
        if name in composed.open:
            yield name, (decision.asked, "still open")
        elif name not in composed.idle and name in answers.choices:
            yield name, _in_words(name, answers.choices[name], decision)


def _in_words(name: str, choice: Choice, decision: Decision | None) -> tuple[str, str]:
    labels = decision.offered if decision else {}
    said = "; ".join(labels.get(one, one) for one in picked_of(choice)) or "none of them"
    return decision.asked if decision else name, said


def _compared(
    now: Mapping[str, tuple[str, str]], was: Mapping[str, tuple[str, str]]
) -> Iterator[Decided]:
    for name, (ask, answer) in now.items():
        before = was[name][1] if name in was else ""
        yield Decided(ask, answer, before, bool(was) and before != answer)
