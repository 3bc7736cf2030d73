"""Ids for all in a model that has none, so that it can be led to whatever becomes of its place."""

from dataclasses import dataclass

from policygen.assembly.checking import check_text
from policygen.assembly.combining import check_combinations, printed_in_many_ways
from policygen.assembly.identifying import new_ids, with_ids, with_text
from policygen.compare.saying import said
from policygen.errors import PolicyError, SourceError
from policygen.readers.markdown.blocks import parse
from policygen.sources.model import Model
from policygen.sources.text import decode, encode_like
from policygen.workspace.files import write_whole
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class GivenId:
    """An id that was given: in which file, on which line of it, and that line as it is now."""

    path: str
    line: int
    id: str
    words: str


def give_ids(
    library: Library, policy: str, version: str | None, *, dry_run: bool = False
) -> list[GivenId]:
    """Give ids in a policy's version, or in its newest; nothing else in the file is changed.

    With `dry_run` it isn't written. Raises WrongWordError where there is no such policy or version,
    SourceError if it has mistakes, and PolicyError if the file can't be written.
    """
    workspace = library.workspace
    found = workspace.model_version(policy, version)
    model, faults = library.model(policy, found)
    problems = [*faults, *(check_combinations(model) if model and not faults else ())]
    if model is None or any(not problem.warning for problem in problems):
        raise SourceError([problem for problem in problems if not problem.warning])
    if model.included:
        hint = "write {#id} by hand where you need one, in the model and in the passages"
        raise PolicyError("ids can't be given in a text with shared passages", hint)
    ids = new_ids(model)
    file = workspace.place(model.at())
    before = workspace.read(file)
    after = with_ids(before.decode("utf-8-sig"), ids, model.first_line)
    text = decode(after.encode(), model.path)[0].split("\n", model.first_line - 1)[-1]
    if not _says_the_same(model, with_text(model, text)):
        raise PolicyError("ids can't be given in this text without changing it")
    if ids and not dry_run:
        write_whole(file, encode_like(after, before), durable=True)
    lines = text.split("\n")
    given, added = [], 0
    for one in ids:
        added += one.typed.count("\n")
        line = one.line + added
        where = line + model.first_line - 1
        given.append(GivenId(model.path, where, one.id, lines[line - 1].strip()))
    return given


def _says_the_same(before: Model, after: Model) -> bool:
    """Whether two texts are sound, and say the same in all ways in which they are printed."""
    if check_text(after) or any(not problem.warning for problem in check_combinations(after)):
        return False
    both = zip(printed_in_many_ways(before), printed_in_many_ways(after), strict=True)
    return all(said(parse(one).blocks) == said(parse(other).blocks) for one, other in both)
