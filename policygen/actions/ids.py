"""Ids for all in a model that has none, so that it can be led to whatever becomes of its place.

What stands in a shared passage gets its id there, and so in every model that includes it: each of
those is read with the passage's new file before that is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policygen.assembly.combining import check_combinations, printed_in_many_ways
from policygen.assembly.identifying import NewId, in_files, new_ids, with_ids
from policygen.assembly.places import ids_in
from policygen.compare.saying import said
from policygen.errors import PolicyError, Position, Problem, SourceError
from policygen.readers.markdown.blocks import parse
from policygen.sources.model import Model
from policygen.sources.text import decode, encode_like
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class GivenId:
    """An id that was given: in which file, on which line of it, and that line as it is now."""

    path: str
    line: int
    id: str
    words: str


class _Rewritten(Workspace):
    """The workspace as it would be with other words in some of its files."""

    def __init__(self, root: Path, files: Mapping[str, bytes]) -> None:
        super().__init__(root)
        self.files = files

    def read(self, path: Path | str) -> bytes:
        name = self.name(path)
        return self.files[name] if name in self.files else super().read(path)


def give_ids(
    library: Library, policy: str, version: str | None, *, dry_run: bool = False
) -> tuple[list[GivenId], list[Problem]]:
    """Give ids in a policy's version, or in its newest; nothing else in its files is changed.

    The problems say which shared passages get none, and why. With `dry_run` nothing is written.
    Raises WrongWordError where there is no such policy or version, SourceError if it has mistakes,
    and PolicyError if a file can't be written.
    """
    workspace = library.workspace
    model, problems = _read(library, policy, workspace.model_version(policy, version))
    if model is None or problems:
        raise SourceError(problems)
    users = _users(library, {one.path for one in model.included})
    elsewhere = {name for using in users.values() for one in using for name in ids_in(one.text)}
    ids = in_files(model, new_ids(model, elsewhere))
    old = {path: workspace.read(workspace.place(Position(path))) for path in ids}
    new = {path: _with_ids(old[path], ids[path]) for path in ids}
    left = []
    for path in [path for path in ids if path in users]:
        reasons = (_why_not(library, using, {path: new[path]}) for using in users[path])
        if reason := next(filter(None, reasons), ""):
            message = "no ids are given in this passage"
            left.append(Problem(Position(path), message, reason, warning=True))
            del new[path]
    if reason := _why_not(library, model, new):
        raise PolicyError("ids can't be given in this text without changing it", reason)
    for path in new if not dry_run else ():  # whichever of them are written, each model is sound
        write_whole(workspace.place(Position(path)), new[path], durable=True)
    return [one for path in new for one in _given(path, new[path], ids[path])], left


def _read(library: Library, policy: str, version: str) -> tuple[Model | None, list[Problem]]:
    """A model version, and what is wrong with it or with some combination of its choices."""
    model, problems = library.model(policy, version)
    if model and not problems:
        problems = tuple(check_combinations(model))
    return model, [problem for problem in problems if not problem.warning]


def _users(library: Library, passages: Iterable[str]) -> dict[str, list[Model]]:
    """The models that include some shared passages, by the files of those."""
    users: dict[str, list[Model]] = {path: [] for path in passages}
    for policy, versions in library.workspace.policies.items() if users else ():
        for version in versions:
            if model := library.model(policy, version)[0]:
                for path in {one.path for one in model.included} & users.keys():
                    users[path].append(model)
    return users


def _why_not(library: Library, model: Model, files: Mapping[str, bytes]) -> str:
    """Why a model can't have its files rewritten so; empty where it is sound and says the same."""
    if _read(library, model.policy, model.version)[1]:
        return f"first mend {model.path}, which includes it"
    rewritten = Library(_Rewritten(library.workspace.root, files))
    after, problems = _read(rewritten, model.policy, model.version)
    if after is None or problems:
        return f"with them, in {model.path}, {problems[0].message}"
    both = zip(printed_in_many_ways(model), printed_in_many_ways(after), strict=True)
    same = all(said(parse(one).blocks) == said(parse(other).blocks) for one, other in both)
    return "" if same else f"{model.path} would come to say something else"


def _with_ids(data: bytes, ids: Sequence[NewId]) -> bytes:
    return encode_like(with_ids(data.decode("utf-8-sig"), ids), data)


def _given(path: str, data: bytes, ids: Sequence[NewId]) -> Iterator[GivenId]:
    """The ids in a file that has them now."""
    lines = decode(data, path)[0].split("\n")
    added = 0
    for one in ids:
        added += one.typed.count("\n")
        line = one.line + added
        yield GivenId(path, line, one.id, lines[line - 1].strip())
