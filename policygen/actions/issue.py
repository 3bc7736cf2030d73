"""Issuing editions: what is frozen, and what goes into a school's file."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from policygen.dates import PartialDate
from policygen.errors import PolicyError, Reason, RefusedError, SourceError
from policygen.lifecycle.cycles import next_review
from policygen.lifecycle.seals import seal_of
from policygen.sources import recording
from policygen.sources.adoption import Adoption
from policygen.sources.school import AdoptionEntry, version_key
from policygen.workspace.freezing import frozen_issue
from policygen.workspace.layout import Target, Workspace, write_whole
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


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

    @property
    def target(self) -> Target:
        """The adoption."""
        return Target(self.school, self.policy)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A school's new files. Nothing is issued until its school.yaml, the last, is replaced."""

    school: str
    frozen: tuple[tuple[Path, bytes], ...]
    parts: tuple[tuple[Path, bytes], ...]
    before: bytes
    after: bytes
    done: tuple[Done, ...]

    def write(self, workspace: Workspace) -> None:
        """Write what issues share, the frozen files, then school.yaml, which makes them count.

        Raises PolicyError if that isn't possible; nothing is issued then.
        """
        workspace.must_be(self.school, self.before)
        aside: dict[Path, Path] = {}
        written = []
        try:
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
            if workspace.read(workspace.school_file(self.school)) != self.after:
                for path in written:
                    path.unlink(missing_ok=True)
                for path, kept in aside.items():
                    kept.replace(path)
            raise


def issue(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval
) -> tuple[Done, ...]:
    """Issue some of a school's policies, or none of them.

    Raises SourceError or PolicyError, with every reason, where one of them can't be issued.
    """
    with alone(library.workspace, "issues", wait=30):
        prepared = prepare(library, school_id, policies, approval)
        prepared.write(library.workspace)
    return prepared.done


def _set_aside(path: Path, data: bytes) -> dict[Path, Path]:
    """Keep another text that was frozen here, though no history names it any more; and where."""
    if not path.is_file() or (old := path.read_bytes()) == data:
        return {}
    kept = path.with_name(f"{path.stem}.replaced-{sha256(old).hexdigest()[:8]}.md")
    path.replace(kept)
    return {path: kept}


def prepare(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval
) -> Prepared:
    """Everything that issuing some of a school's policies will write.

    Raises SourceError or PolicyError, with every reason, where one of them can't be issued.
    """
    workspace = library.workspace
    adoptions, before = sound(library, school_id, policies)
    reasons = [r for adoption in adoptions for r in _reasons(library, adoption, approval)]
    if reasons:
        raise RefusedError(reasons)
    entries = {one.policy: _entry(library, one, approval) for one in adoptions}
    after, problems = workspace.parse_school(_with(before, entries), school_id)
    if after is None or problems:
        raise SourceError(problems)
    files, done = [], []
    parts: dict[Path, bytes] = {}
    for policy, (record, due) in entries.items():
        version = record["version"]
        frozen = frozen_issue(library, after, policy)
        record["seal"] = seal_of(frozen.file)
        path = workspace.issued_file(school_id, policy, version)
        files.append((path, frozen.file))
        parts |= {workspace.part_file(school_id, name): data for name, data in frozen.parts}
        done.append(Done(school_id, policy, version, workspace.name(path), due or "none"))
    shared = tuple(parts.items())
    return Prepared(school_id, tuple(files), shared, before, _with(before, entries), tuple(done))


def _entry(
    library: Library, adoption: Adoption, approval: Approval
) -> tuple[dict[str, str], str | None]:
    """The entry in a policy's history, and its next review."""
    due = approval.next_review or due_after(library, adoption, approval.on)
    record = {
        "version": _version(adoption.entry, approval),
        "issued": str(approval.on),
        "by": approval.by,
        "summary": approval.summary,
    }
    return record, str(due) if due else None


def _with(before: bytes, entries: Mapping[str, tuple[dict[str, str], str | None]]) -> bytes:
    """A school's file with new entries in its histories."""
    source = before.decode("utf-8-sig")
    for policy, (record, due) in entries.items():
        source = recording.issued(source, policy, record, due)
    return encoded(source, before)


def encoded(source: str, before: bytes) -> bytes:
    """A file's new text, with the mark before it that the file had."""
    return source.encode("utf-8-sig" if before.startswith(BOM_UTF8) else "utf-8")


def sound(
    library: Library, school_id: str, policies: Sequence[str]
) -> tuple[list[Adoption], bytes]:
    """A school's adoptions that can all be published, and its file. Raises SourceError."""
    problems = list(library.settings_problems)
    found = []
    for policy in policies:
        _, faults, checked = library.school(Target(school_id, policy))
        problems += [*faults, *(p for one in checked for p in one.problems)]
        found += [one.edition.adoption for one in checked if one.edition and one.edition.adoption]
    if len(found) < len(policies) or any(not problem.warning for problem in problems):
        raise SourceError(problem for problem in problems if not problem.warning)
    return found, library.workspace.read(library.workspace.school_file(school_id))


def _reasons(library: Library, adoption: Adoption, approval: Approval) -> Iterator[Reason]:
    """Why an edition can't be issued as the person says."""
    entry = adoption.entry
    name = str(adoption)
    version = _version(entry, approval)
    if version_key(version) is None:
        hint = "write numbers with dots between, such as 2.0"
        yield Reason(f"{version!r} is not a version", hint, target=name)
        return
    if approval.next_review and approval.next_review.last_day <= approval.on.last_day:
        message = f"the next review, {approval.next_review}, is not after {approval.on}"
        yield Reason(message, target=name)
    if not entry.history:
        return
    last = entry.history[-1]
    if version_key(version) in {version_key(issue.version) for issue in entry.history}:
        hint = "leave --version out for the next one"
        yield Reason(f"version {version} was issued already", hint, target=name)
    elif (version_key(version) or ()) < (version_key(last.version) or ()):
        message = f"version {version} comes before the last, {last.version}"
        yield Reason(message, target=name)
    if approval.on.last_day < last.issued.first_day:
        message = f"{approval.on} is before the last issue, {last.version} of {last.issued}"
        yield Reason(message, target=name)
    held = library.workspace.issued(adoption.school.id, adoption.policy, last.version) is not None
    text = library.edition(adoption).text
    if held and text and text.state == "issued":
        yield Reason(
            f"its text is that of version {last.version}, so there is nothing to issue",
            "if it was looked at and left as it is, record that: policygen reviewed",
            target=name,
        )


def due_after(library: Library, adoption: Adoption, done: PartialDate) -> PartialDate | None:
    """When the next review is due. Raises PolicyError for a term that nobody has told us of."""
    model = adoption.model
    cycle = model.front.review
    if cycle.term and cycle.term not in library.terms:
        raise PolicyError(
            f"nobody has said when the {cycle.term} term is",
            f"add it to policygen.yaml: terms: {{{cycle.term}: {{begins: …, ends: …}}}}",
            target=model.path,
        )
    return next_review(cycle, done, adoption.entry.next_review, library.terms)


def _version(entry: AdoptionEntry, approval: Approval) -> str:
    """The version given, or the one after the last: 2.0 after 1.1, or 1.2 if it is a minor one."""
    if approval.version is not None:
        return approval.version
    minor = approval.minor
    parts = list(version_key(entry.history[-1].version) or (0,)) if entry.history else [0]
    if minor and entry.history:
        parts = [*parts, 0][:2] if len(parts) == 1 else parts
        return ".".join(map(str, [*parts[:-1], parts[-1] + 1]))
    return f"{parts[0] + 1}.0"
