"""Issuing editions, recording reviews, and what was issued: the disk side of lifecycle/."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from policygen import __version__, recording
from policygen.assembly.answers import read_answers
from policygen.dates import PartialDate
from policygen.errors import PolicyError, SourceError
from policygen.library import Library
from policygen.lifecycle.cycles import next_review
from policygen.lifecycle.issues import Making, freeze, is_intact, text_digest
from policygen.sources.model import Model
from policygen.sources.school import AdoptionEntry, School, version_key
from policygen.sources.text import decode
from policygen.workspace import Target, Workspace, write_whole
from policygen.writers import plate


@dataclass(frozen=True, slots=True)
class Approval:
    """What the person who issues says. A version or next review of None follows by itself."""

    by: str
    on: PartialDate
    summary: str
    version: str | None = None
    minor: bool = False
    next_review: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One issue that was made, or is about to be."""

    school: str
    policy: str
    version: str
    file: str
    next_review: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A school's new files. Nothing is issued until its school.yaml, the last, is replaced."""

    school: str
    frozen: tuple[tuple[Path, bytes], ...]
    before: bytes
    after: bytes
    done: tuple[Done, ...]

    def write(self, workspace: Workspace) -> None:
        """Write the frozen files, then school.yaml, which makes them count.

        Raises PolicyError if that isn't possible; nothing is issued then.
        """
        for path, data in self.frozen:
            _set_aside(path, data)
            write_whole(path, data, durable=True)
        workspace.replace_school(self.school, self.before, self.after)


def _set_aside(path: Path, data: bytes) -> None:
    """Keep another text that was frozen here, though no history names it any more."""
    if path.is_file() and (old := path.read_bytes()) != data:
        digest = sha256(old).hexdigest()[:8]
        path.replace(path.with_name(f"{path.stem}.replaced-{digest}.md"))


def prepare(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval
) -> Prepared:
    """Everything that issuing some of a school's policies will write.

    Raises SourceError or PolicyError, with every reason, where one of them can't be issued.
    """
    workspace = library.workspace
    school, before = _sound(library, school_id, policies)
    source = before.decode("utf-8-sig")
    reasons: list[str] = []
    frozen, done = [], []
    for policy in policies:
        entry = school.policies[policy]
        reasons += _reasons(library, school, policy, approval)
        if reasons:
            continue
        version = approval.version or _next_version(entry, minor=approval.minor)
        model, _ = library.model(policy, entry.model)
        assert model  # it was assembled a moment ago
        due = approval.next_review or _due(library, model, approval.on, entry)
        record = {
            "version": version,
            "issued": str(approval.on),
            "by": approval.by,
            "summary": approval.summary,
        }
        source = recording.issued(source, policy, record, str(due) if due else None)
        done.append((policy, version, due))
    if reasons:
        raise PolicyError("\n".join(reasons))
    after, problems = workspace.parse_school(source.encode(), school_id)
    if after is None or problems:
        raise SourceError(problems)
    result = []
    for policy, version, due in done:
        path = workspace.issued_file(school_id, policy, version)
        frozen.append((path, frozen_issue(library, after, policy).encode()))
        due_text = str(due) if due else "none"
        result.append(Done(school_id, policy, version, workspace.name(path), due_text))
    return Prepared(school_id, tuple(frozen), before, source.encode(), tuple(result))


def _sound(library: Library, school_id: str, policies: Sequence[str]) -> tuple[School, bytes]:
    """A school whose policies can all be published, and its file. Raises SourceError."""
    problems = list(library.settings_problems)
    school = None
    for policy in policies:
        school, faults, checked = library.school(Target(school_id, policy))
        problems += [*faults, *(p for one in checked for p in one.problems)]
    if school is None or any(not problem.warning for problem in problems):
        raise SourceError(problem for problem in problems if not problem.warning)
    return school, library.workspace.read(library.workspace.school_file(school_id))


def _reasons(library: Library, school: School, policy: str, approval: Approval) -> Iterator[str]:
    """Why an edition can't be issued as the person says."""
    entry = school.policies[policy]
    name = f"{school.id}/{policy}"
    version = approval.version or _next_version(entry, minor=approval.minor)
    if version_key(version) is None:
        hint = "write numbers with dots between, such as 2.0"
        yield f"{name}: {version!r} is not a version\n  {hint}"
        return
    if approval.next_review and approval.next_review.last_day <= approval.on.last_day:
        yield f"{name}: the next review, {approval.next_review}, is not after {approval.on}"
    if not entry.history:
        return
    last = entry.history[-1]
    if version in {issue.version for issue in entry.history}:
        hint = "leave --version out for the next one"
        yield f"{name}: version {version} was issued already\n  {hint}"
    elif (version_key(version) or ()) < (version_key(last.version) or ()):
        yield f"{name}: version {version} comes before the last, {last.version}"
    if approval.on.last_day < last.issued.first_day:
        yield f"{name}: {approval.on} is before the last issue, {last.version} of {last.issued}"
    held = library.workspace.issued(school.id, policy, last.version) is not None
    text = library.adoption(school, policy).text
    if held and text and text.state == "issued":
        yield (
            f"{name}: its text is that of version {last.version}, so there is nothing to issue\n"
            "  if it was looked at and left as it is, record that: policygen reviewed"
        )


def _due(
    library: Library, model: Model, done: PartialDate, entry: AdoptionEntry
) -> PartialDate | None:
    """When the next review is due. Raises PolicyError for a term that nobody has told us of."""
    cycle = model.front.review
    if cycle.term and cycle.term not in library.terms:
        raise PolicyError(
            f"{model.path}: nobody has said when the {cycle.term} term is\n"
            f"  add it to policygen.yaml: terms: {{{cycle.term}: {{begins: …, ends: …}}}}"
        )
    return next_review(cycle, done, entry.next_review, library.terms)


def _next_version(entry: AdoptionEntry, *, minor: bool) -> str:
    """The version after the last: 2.0 after 1.1, or 1.2 if it is a minor one."""
    parts = list(version_key(entry.history[-1].version) or (0,)) if entry.history else [0]
    if minor and entry.history:
        parts = [*parts, 0][:2] if len(parts) == 1 else parts
        return ".".join(map(str, [*parts[:-1], parts[-1] + 1]))
    return f"{parts[0] + 1}.0"


def frozen_issue(library: Library, school: School, policy: str) -> str:
    """The frozen file of the last issue in a policy's history, made of the school as it is now.

    Raises SourceError if the edition can't be published, PolicyError if its house style can't.
    """
    entry = school.policies[policy]
    issue = entry.history[-1]
    checked = library.adoption(school, policy, as_issued=True)
    edition = checked.edition
    model, _ = library.model(policy, entry.model)
    if edition is None or model is None or not checked.good:
        raise SourceError(checked.problems)
    answers, _ = read_answers(model, school, policy, entry)
    document = edition.document
    markdown = plate("md", document).fill(edition.values).decode()
    template = library.workspace.root / model.path
    text, _ = decode(library.workspace.read(template), model.path)
    making = Making(
        version=issue.version,
        issued=str(issue.issued),
        by=issue.by,
        summary=issue.summary,
        model=entry.model,
        model_digest=sha256(text.encode()).hexdigest(),
        choices=answers.choices,
        values=answers.values,
        roles={name: answers.roles.get(name, said) for name, said in model.front.roles.items()},
        policygen=__version__,
    )
    style = _usable(library.house_style)
    return freeze(markdown, making, text_digest(edition), school.logo, style)


@lru_cache(maxsize=1)
def _usable(house_style: bytes | None) -> bytes | None:
    if house_style:
        from policygen.writers.docx.base import open_base

        open_base(house_style)
    return house_style


@dataclass(frozen=True, slots=True)
class Holding:
    """What became of one issue: `intact`, `altered`, `not held here`, or `not in the history`."""

    school: str
    policy: str
    version: str
    file: str
    state: str


def verify(workspace: Workspace, school: School) -> Iterator[Holding]:
    """Recompute the digest of every issue that a school's history names; find what it doesn't."""
    named = set()
    for policy, entry in school.policies.items():
        for issue in entry.history:
            path = workspace.issued_file(school.id, policy, issue.version)
            named.add(path)
            frozen = workspace.issued(school.id, policy, issue.version)
            state = "not held here"
            if frozen is not None:
                state = "intact" if is_intact(frozen) else "altered"
            yield Holding(school.id, policy, issue.version, workspace.name(path), state)
    for path in workspace.issued_files(school.id):
        if path not in named:
            name = workspace.name(path)
            yield Holding(school.id, path.parent.name, path.stem, name, "not in the history")


def record_review(
    library: Library, target: Target, by: str, on: PartialDate, note: str | None
) -> PartialDate | None:
    """Record a review that changed nothing in a school's file; the next review.

    Raises PolicyError where there is nothing that could have been reviewed, or the text has
    changed since it was issued.
    """
    assert target.policy
    school, before = _sound(library, target.school, [target.policy])
    entry = school.policies[target.policy]
    if not entry.history:
        raise PolicyError(
            f"{target}: it has not been issued yet\n  issue it first: policygen issue {target}"
        )
    text = library.adoption(school, target.policy).text
    if text and text.state != "issued":
        raise PolicyError(
            f"{target}: its text is no longer that of version {entry.history[-1].version}\n"
            f"  issue the new text: policygen issue {target}"
        )
    last = entry.last_looked_at
    if last and on.last_day < last.first_day:
        raise PolicyError(f"{target}: {on} is before the last issue or review, of {last}")
    model, _ = library.model(target.policy, entry.model)
    assert model  # it was assembled a moment ago
    due = _due(library, model, on, entry)
    record = {"on": str(on), "by": by, **({"note": note} if note else {})}
    source = before.decode("utf-8-sig")
    after = recording.reviewed(source, target.policy, record, str(due) if due else None)
    library.workspace.replace_school(target.school, before, after.encode())
    return due
