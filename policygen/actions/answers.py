"""What many schools answer to one policy, as tables in a file that people fill in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policygen.actions.table_files import write_tables
from policygen.assembly.answer_table import Answering, answer_sheets, open_in
from policygen.errors import PolicyError, Position, Problem, SourceError, placed
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.sources.sheets import as_csv_file
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file with answers: what its name ends in after the first file's, and what it holds."""

    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class AnswersWritten:
    """Files with the answers of so many schools, of which some are still open; and what is wrong
    with the files of schools."""

    files: tuple[AnswerFile, ...]
    schools: int
    open: int
    problems: tuple[Problem, ...]


def answers_of(
    library: Library, policy: str, kind: Literal["csv", "xlsx"], named: Sequence[str] = (), *,
    every: bool = False, progress: Callable[[int], object] = lambda _: None,
) -> AnswersWritten:  # fmt: skip
    """The answers of the schools that have adopted a policy, or of those that are named.

    With `every` they are those of all schools. What is retired is left out; a school that is named
    is told of.

    Raises WrongWordError where there is no such policy, and SourceError if its newest model can't
    be used.
    """
    workspace = library.workspace
    newest = model_of(library, policy, workspace.model_version(policy))
    models = {newest.version: newest}
    found: list[Answering] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(named or workspace.schools):
        progress(1)
        school, faults = school_or_why(library, name)
        problems += [one for one in faults if not one.warning]
        if school is None or not (named or policy in school.policies or every):
            continue
        if gone := school.is_retired(policy):
            problems += [gone] if named else []
            continue
        if policy not in school.policies:
            found.append(Answering(school, newest))
            continue
        adoption, unusable = library.adoption(school, policy)
        problems += unusable
        if adoption:
            models[adoption.model.version] = adoption.model
            found.append(Answering(adoption.school, adoption.model, open_in(adoption)))
    if not found and not problems:
        hint = f"name the schools, or take all of them: policygen answers {policy} --all"
        raise PolicyError(f"no school has adopted {policy} yet", hint)
    used = {one.model.version for one in found} or {newest.version}
    sheets = answer_sheets(found, [models[one] for one in sorted(used, reverse=True)])
    if kind == "csv":
        main, *others = sheets
        files = [AnswerFile("", as_csv_file(main))]
        files += [AnswerFile(sheet.title, as_csv_file(sheet)) for sheet in others]
    else:
        from policygen.sources.workbook import as_workbook  # slow to import

        files = [AnswerFile("", as_workbook(sheets))]
    still = sum(len(one.open or ()) for one in found)
    return AnswersWritten(tuple(files), len(found), still, tuple(problems))


def school_or_why(library: Library, name: str) -> tuple[School | None, list[Problem]]:
    """A school as far as it can be read, and what is wrong with its file; it stops no other."""
    workspace = library.workspace
    try:
        return workspace.school(name)
    except PolicyError as error:  # about its logo
        return None, placed(error, Position(workspace.name(workspace.school_file(name))))


def model_of(library: Library, policy: str, version: str) -> Model:
    """A model version that can be used. Raises SourceError."""
    model, faults = library.model(policy, version)
    if model is None or faults:
        raise SourceError(faults)
    return model


def write_answers(written: AnswersWritten, path: Path) -> list[Path]:
    """Write the files. Raises PolicyError where one is there: somebody may have filled it in."""
    files = {one.title: one.data for one in written.files}
    return write_tables(path, files, "--out")
