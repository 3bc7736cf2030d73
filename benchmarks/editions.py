"""Compare our Word edition with docxtpl's, and time the three formats with warm plates.

    ENV/bin/python benchmarks/editions.py

All in one run, on the same schools, in processor time; README.md says how to make ENV. What is
timed neither touches the disk nor reads YAML.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from docxtpl_peer import Peer, context_of, texts
from generate import POLICY, VERSION, generate

from policygen.actions.formats import BY_DEFAULT
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.edition import Edition, assemble, document, shape_problems
from policygen.assembly.frame import Frame, frame_of
from policygen.readers.markdown.shape import Shape
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.workspace.layout import Workspace
from policygen.writers import FORMATS, plate
from policygen.writers.plate import Plate

Item = TypeVar("Item")


def main() -> None:
    """Prepare, see that both programs write the same text, time them, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=120, metavar="N", help="120 if not given")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="7 if not given")
    arguments = parser.parse_args()
    model, schools = read(arguments.schools)
    # Not in the docxtpl template, and it would be dearer there: a logo, an empty history.
    common = [s for s in schools if s.policies[POLICY].history and not s.logo]
    editions = [assembled(model, school) for school in common]
    shapes = {(e.shape, e.frame): e for e in (assembled(model, school) for school in schools)}
    for edition in shapes.values():
        assert edition.document  # numbered, but not yet set
    cold = {kind: per_item(partial(set_plate, kind), [*shapes.values()]) for kind in FORMATS}
    contexts = [context_of(edition) for edition in editions]
    peer = Peer(model)
    for edition, context in zip(editions, contexts, strict=True):
        assert texts(fill("docx", edition)) == texts(peer.render(context)), context

    runs: dict[str, Callable[[], float]] = {
        "Word by docxtpl": lambda: per_item(peer.render, contexts),
        "Word by docxtpl, not warm": lambda: per_item(
            lambda c: peer.render(c, warm=False), contexts
        ),
        "Word": lambda: per_item(lambda e: fill("docx", e), editions),
        "Word, from the answers": lambda: per_item(lambda s: write(model, s, ["docx"]), common),
        "three formats, from the answers": lambda: per_item(
            lambda s: write(model, s, BY_DEFAULT), schools
        ),
        "assembling with all checks": lambda: per_item(lambda s: checked(model, s), schools),
    }
    for run in runs.values():
        run()  # so that all plates are set and all templates compiled
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(arguments.rounds):
        for name, run in runs.items():
            times[name].append(run())
    medians = {name: statistics.median(found) for name, found in times.items()}
    print(f"{'ms an edition':34}{'median':>8}{'least':>8}{'most':>8}")
    for name, found in times.items():
        print(f"{name:34}{medians[name]:8.2f}{min(found):8.2f}{max(found):8.2f}")
    for name in ("Word", "Word, from the answers"):
        ratio = medians["Word by docxtpl"] / medians[name]
        print(f"{name}: docxtpl takes {ratio:.0f} times as long")
    setting = {kind: per_item(partial(set_plate, kind), editions) for kind in FORMATS}
    print("Setting a plate:", ", ".join(f"{kind} {ms:.2f} ms" for kind, ms in setting.items()))
    told = ", ".join(f"{kind} {ms * len(shapes):.0f} ms" for kind, ms in cold.items())
    print(f"Setting {len(shapes)} shapes, nothing set before:", told)


def read(count: int) -> tuple[Model, list[School]]:
    """The model and the schools of a generated workspace."""
    with TemporaryDirectory() as folder:
        generate(Path(folder), count)
        workspace = Workspace(Path(folder))
        model, _ = workspace.model(POLICY, VERSION)
        schools = [workspace.school(name)[0] for name in workspace.schools]
    assert model
    return model, [school for school in schools if school]


def checked(model: Model, school: School) -> Edition:
    """A school's edition, with all that a build checks."""
    edition, problems = assemble(adoption_of(model, school))
    problems += shape_problems(model, edition.shape)
    assert not problems, problems
    return edition


def assembled(model: Model, school: School) -> Edition:
    """A school's edition, straight from its answers."""
    adoption = adoption_of(model, school)
    answers, _ = read_answers(adoption)
    composed = compose(model, answers)
    frame = frame_of(model, "edition", adoption)
    return Edition(composed.shape, composed.values, frame, model, adoption)


def adoption_of(model: Model, school: School) -> Adoption:
    """A school's adoption of the generated policy."""
    return Adoption(school, POLICY, school.policies[POLICY], model)


def write(model: Model, school: School, kinds: Iterable[str]) -> None:
    """All of an edition's files, in memory."""
    edition = assembled(model, school)
    for kind in kinds:
        fill(kind, edition)


def fill(kind: str, edition: Edition) -> bytes:
    """One file of an edition."""
    return warm_plate(kind, edition.shape, edition.frame).fill(edition.values, edition.logo)


@cache
def warm_plate(kind: str, shape: Shape, frame: Frame) -> Plate:
    """The plate of a shape, set once."""
    return plate(kind, document(shape, frame))


def set_plate(kind: str, edition: Edition) -> None:
    """Set an edition's plate anew."""
    plate(kind, edition.document)


def per_item(work: Callable[[Item], object], items: list[Item]) -> float:
    """Milliseconds of processor time that the work takes for one of the items, on average."""
    began = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - began) / len(items) * 1000


if __name__ == "__main__":
    main()
