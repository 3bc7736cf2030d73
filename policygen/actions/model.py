"""The model edition: a model policy with every alternative, and blanks for the values."""

from collections.abc import Sequence
from pathlib import Path

from policygen.assembly.edition import model_edition
from policygen.errors import SourceError
from policygen.workspace.editions import house_style_for, write_edition
from policygen.workspace.library import Library


def write_model(
    library: Library, policy: str, version: str | None, formats: Sequence[str], folder: Path
) -> list[Path]:
    """Write the model edition of a policy's version, or of its newest; the files.

    Raises WrongWordError where there is no such policy or version, SourceError if it has mistakes,
    and PolicyError if a file can't be written.
    """
    found = library.workspace.model_version(policy, version)
    model, problems = library.model(policy, found)
    if model is None or problems:
        raise SourceError(problems)
    stem = folder / f"{policy}@{found}"
    style = house_style_for(library, formats)
    written = write_edition(
        model_edition(model, library.titles(model)), stem, tuple(formats), style
    )
    return [Path(file) for file in written]
