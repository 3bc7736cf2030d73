"""What is wrong with a school's file as it would be, told at the cells that it comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policygen.assembly.edition import assemble
from policygen.errors import Position, Problem
from policygen.sources.cells import FileCell
from policygen.sources.located import Keys
from policygen.workspace.library import Library


def faults_at_cells(
    library: Library, name: str, after: bytes, policies: Iterable[str],
    cells: Mapping[Keys, Sequence[FileCell]], otherwise: FileCell | None = None,
) -> Iterator[Problem]:  # fmt: skip
    """What is wrong with a school's file, and its policies as far as they are answered.

    `cells` are those that what stands under some keys comes from. What comes from none is told at
    the cell `otherwise`, if there is one, as the file itself isn't there yet.
    """
    school, problems = library.workspace.parse_school(after, name)
    for policy in policies:
        if school and policy in school.policies:
            adoption, faults = library.adoption(school, policy)
            problems += faults
            problems += assemble(adoption, draft=True)[1] if adoption else []
    places: dict[Position, FileCell] = {}
    if school:
        for keys, (first, *_) in cells.items():
            at = (school.at(*keys), school.at(*keys, key=True), *school.located.within(keys))
            places |= {place: first for place in at if place not in places}
    own = library.workspace.name(library.workspace.school_file(name))
    for one in problems:
        cell = places.get(one.position)
        if cell is None and one.position.path == own:
            cell = otherwise
        if not one.warning:
            yield cell.problem(one.message, one.hint) if cell else one
