"""From one version of a model to another, by those between: what became of its names."""

from dataclasses import dataclass

from policygen.assembly.lineage import Lineage, backwards, before_of, lineage
from policygen.errors import SourceError
from policygen.sources.model import Model
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class Way:
    """The versions from one to a later one, these two too, and what became of the first's names."""

    models: tuple[Model, ...]
    names: Lineage

    @property
    def last(self) -> Model:
        """The version that it leads to."""
        return self.models[-1]


def way(library: Library, policy: str, first: str, last: str) -> Way:
    """The way from a version to a later one, as each version says which was before it.

    Raises SourceError where one of them can't be used.
    """
    found: list[Model] = []
    version = last
    while version > first:
        found.insert(0, _model(library, policy, version))
        version = before_of(found[0], library.workspace.policies[policy])
    models = (_model(library, policy, first), *found)
    return Way(models, lineage(models))


def _model(library: Library, policy: str, version: str) -> Model:
    model, faults = library.model(policy, version)
    if model is None or faults:
        raise SourceError(faults)
    return model


def names_from(library: Library, policy: str, first: str, last: str) -> Lineage | None:
    """What the names of a version are called in another, later or earlier; None of the same one.

    Raises SourceError where a version on the way can't be used.
    """
    if first == last:
        return None
    names = way(library, policy, min(first, last), max(first, last)).names
    return names if first < last else backwards(names)
