"""A school's file that is to change: whether it may, and its issues that are written with it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.own_examples import own_examples
from policygen.dates import PartialDate
from policygen.errors import PolicyError, Problem, SourceError
from policygen.lifecycle.chain import (
    NO_SEAL,
    OF_SCHOOL,
    breaks,
    fields_of,
    head_of,
    next_seal,
    records_of,
)
from policygen.sources import recording
from policygen.sources.adoption import Adoption
from policygen.sources.entries import ReviewEntry, Withdrawal
from policygen.sources.school import School
from policygen.sources.text import encode_like
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library


def sound(
    library: Library, school_id: str, policies: Sequence[str], *, whole: bool = False
) -> tuple[list[Adoption], bytes]:
    """A school's adoptions that can all be published, and its file. Raises SourceError.

    Where they must be `whole`, so it does where words are left out of the files that they are of,
    or an address in them is made up.
    """
    problems = list(library.settings_problems)
    found = []
    for policy in policies:
        school, faults, checked = library.school(Target(school_id, policy))
        problems += [*faults, *(p for one in checked for p in one.problems)]
        own = [one.edition.adoption for one in checked if one.edition and one.edition.adoption]
        files = [one.model.located for one in own] if whole else []
        files += [school.located] if whole and school else []
        problems += (slip._replace(warning=False) for file in files for slip in file.warnings)
        for one in own if whole else ():
            problems += (problem._replace(warning=False) for problem in _made_up(one))
        found += own
    if len(found) < len(policies) or any(not problem.warning for problem in problems):
        raise SourceError(problem for problem in problems if not problem.warning)
    return found, library.workspace.read(library.workspace.school_file(school_id))


def _made_up(adoption: Adoption) -> Iterator[Problem]:
    """The addresses and numbers that are the model's examples, and cannot be anybody's."""
    answers, _ = read_answers(adoption)
    found = own_examples(adoption, compose(adoption.model, answers))
    return (problem for problem, made_up in found if made_up)


@dataclass(frozen=True, slots=True)
class NewFiles:
    """What is new on a school's record: nothing is, until its school.yaml is replaced.

    `heads` are the seals that the records of its policies then end in.
    """

    school: str
    before: bytes
    after: bytes
    heads: Mapping[str, str]
    frozen: tuple[tuple[Path, bytes], ...] = ()
    parts: tuple[tuple[Path, bytes], ...] = ()

    def write(self, workspace: Workspace) -> None:
        """Write what issues share, the frozen files, then school.yaml, which makes them count.

        Raises PolicyError if that isn't possible; nothing is new then. Until school.yaml is
        replaced, the heads say that its records may end in the old seals or in the new ones: so a
        run that is killed leaves no broken record.
        """
        workspace.must_be(self.school, self.before)
        heads = workspace.heads(self.school)
        either = {
            policy: (*heads.get(policy, (NO_SEAL,)), seal) for policy, seal in self.heads.items()
        }
        aside: dict[Path, Path] = {}
        written = []
        try:
            _write_heads(workspace, self.school, {**heads, **either})
            for path, data in self.parts:
                workspace.must_hold(path)
                if not path.is_file():
                    written.append(path)
                write_whole(path, data, durable=True)
            for path, data in self.frozen:
                workspace.must_hold(path)
                aside |= _set_aside(path, data)
                written.append(path)
                write_whole(path, data, durable=True)
            workspace.replace_school(self.school, self.before, self.after)
        except BaseException:
            with suppress(PolicyError, OSError):  # what went wrong first is what is told
                if workspace.read(workspace.school_file(self.school)) != self.after:
                    for path in written:
                        path.unlink(missing_ok=True)
                    for path, kept in aside.items():
                        kept.replace(path)
                    _write_heads(workspace, self.school, heads)
            raise
        alone = {policy: (seal,) for policy, seal in self.heads.items()}
        with suppress(PolicyError):  # it is recorded, and `settle` does the rest
            _write_heads(workspace, self.school, {**heads, **alone})


def append(
    adoption: Adoption, before: bytes, group: Literal["reviews", "withdrawals"],
    record: Mapping[str, str], next_review: PartialDate | None,
) -> NewFiles:  # fmt: skip
    """A review or a withdrawal, sealed, at the end of an adoption's record."""
    kind = ReviewEntry if group == "reviews" else Withdrawal
    fields = fields_of(kind.model_validate(record))
    seal = str(next_seal(adoption.school.identity, adoption.policy, adoption.entry, group, fields))
    sealed = {**record, "seal": seal}
    due = str(next_review) if next_review else None
    source, path = before.decode("utf-8-sig"), adoption.school.path
    text = recording.recorded(source, adoption.policy, group, sealed, due, path)
    after = encode_like(text, before)
    return NewFiles(adoption.school.id, before, after, {adoption.policy: seal})


def must_hold_together(workspace: Workspace, school: School, target: Target) -> None:
    """Raises PolicyError where a record isn't as it was made: nothing is added to such a one.

    It is that of the target's policy, or the school's own where it names none.
    """
    policy = target.policy or OF_SCHOOL
    heads = workspace.heads(school.id).get(policy, ())
    if what := [one.what for one in breaks(school, policy, records_of(school)[policy], heads)]:
        hint = f"put back what was altered from a copy; policygen verify {school.id} says where"
        raise PolicyError("; ".join(what), hint, target=str(target))


def settle(workspace: Workspace, school: School) -> None:
    """Leave nothing open that a run left open which was stopped after it had recorded something."""
    heads = workspace.heads(school.id)
    known = records_of(school)
    settled = {
        policy: (seals[-1],) if policy in known and head_of(known[policy]) == seals[-1] else seals
        for policy, seals in heads.items()
    }
    if settled != heads:
        _write_heads(workspace, school.id, settled)


def _write_heads(workspace: Workspace, school: str, heads: Mapping[str, tuple[str, ...]]) -> None:
    path = workspace.heads_file(school)
    workspace.must_hold(path)
    heads = {policy: seals for policy, seals in heads.items() if seals != (NO_SEAL,)}
    if heads:
        text = json.dumps(heads, indent=1, sort_keys=True) + "\n"
        write_whole(path, text.encode(), durable=True)
    else:
        path.unlink(missing_ok=True)


def _set_aside(path: Path, data: bytes) -> dict[Path, Path]:
    """Keep another text that was frozen here, though no history names it any more; and where."""
    if not path.is_file() or (old := path.read_bytes()) == data:
        return {}
    kept = path.with_name(f"{path.name}.replaced-{sha256(old).hexdigest()[:8]}")
    path.replace(kept)
    return {path: kept}
