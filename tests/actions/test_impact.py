"""What `impact` foresees is what `upgrade --all` does, whatever schools have said."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given, settings
from hypothesis import strategies as st
from upgrading import OLD, Text, later, schools
from workspaces import make_workspace

from policygen.actions.choosing import Chosen
from policygen.actions.going_over import as_it_is, roles_of_others
from policygen.actions.impact import Impact
from policygen.actions.impact_of_model import impact_of_model
from policygen.actions.upgrade import Upgraded, UpgradeOrder, upgrade_all
from policygen.assembly.carrying import carried
from policygen.document import Control, fill
from policygen.errors import SourceError
from policygen.sources.edited_data import DataEditor
from policygen.sources.editing import Editor
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.ways import way
from policygen.writers import outline

NAMES = ("ash", "elm", "oak")
POLICY = "visitors"


def workspace_of(root: Path, model: Text, files: list[str]) -> Library:
    """A workspace with two versions of a model, and schools that have the earlier one."""
    written = {
        "templates/visitors/2026-01.md": OLD.write(),
        "templates/visitors/2027-01.md": model.write("2026-01"),
    }
    for name, text in zip(NAMES, files, strict=False):
        written[f"schools/{name}/school.yaml"] = text
    return Library(make_workspace(root, dict(written)))


def texts(library: Library) -> dict[str, str]:
    """What the editions of all schools say, but for their record and the model's version."""
    found = {}
    for name in library.workspace.schools:
        _, _, checked = library.school(Target(name, POLICY), draft=True)
        edition = checked[0].edition
        assert edition
        document = fill(edition.document, edition.values)
        rows = tuple(row for row in document.control.model if row[0] != "Model policy")
        bare = replace(document, history=None, control=Control("", (), rows), notice=())
        found[name] = outline.write(bare)
    return found


def foreseen_and_done(root: Path) -> tuple[Impact, Upgraded, set[str]]:
    """What was foreseen, what was done, and the schools whose texts have changed by it."""
    library = Library(make_workspace(root, {}))
    before = texts(library)
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    (found,), unread = impact_of_model(library, POLICY)
    assert not unread
    assert {path: path.read_bytes() for path in files} == files, "nothing is written"
    chosen = Chosen(tuple(Target(name, POLICY) for name in library.workspace.schools))
    done = upgrade_all(library, chosen, UpgradeOrder())
    after = texts(Library(make_workspace(root, {})))
    return found, done, {name for name in before if after[name] != before[name]}


@settings(max_examples=settings().max_examples // 2)  # each upgrades schools
@given(later(), st.lists(schools(), min_size=1, max_size=3))
def test_it_foresees_whose_text_changes(model: Text, files: list[str]) -> None:
    with TemporaryDirectory() as folder:
        workspace_of(Path(folder), model, files)
        found, done, changed = foreseen_and_done(Path(folder))
    event(f"{len(changed)} of {len(files)} changed")
    assert set(found.changed) == changed
    assert {*found.refused, *found.conflicts} == {target.school for target in done.refused}
    assert {*found.changed, *found.unchanged} == {one.target.school for one in done.done}
    counts = {
        one.target.school: sum(c.unit.heading != "Model policy" for c in one.compared.changes)
        for one in done.done
    }
    listed = {
        name: sum(one.schools.count(name) for one in each(found))
        for name in found.names
        if name not in found.conflicts
    }
    assert {name: count for name, count in listed.items() if count} == {
        name: count for name, count in counts.items() if count
    }
    asked = {
        (one.target.school, question.name, question.confirms)
        for one in done.done
        for question in one.open
    }
    foreseen = {
        (name, q.name, q.confirms)
        for q in found.questions
        for name in q.schools
        if name not in found.conflicts
    }
    assert foreseen <= asked
    assert {one for one in asked - foreseen if one[2]} == set()
    assert sorted(found.names) == sorted(
        [*found.changed, *found.unchanged, *found.refused, *found.conflicts, *found.up_to_date]
    )


def each(found: Impact) -> list:  # type: ignore[type-arg]
    return [one for clause in found.clauses for one in clause.rewordings]


@given(later(), schools())
def test_data_is_changed_as_its_file_is(model: Text, text: str) -> None:
    with TemporaryDirectory() as folder:
        library = workspace_of(Path(folder), model, [text])
        try:
            edition = as_it_is(library.school(Target("ash", POLICY), draft=True))
        except SourceError:
            return
        over = way(library, POLICY, "2026-01", "2027-01")
        adoption = edition.adoption
        assert adoption
        given_ = (adoption, over.last, over.names, roles_of_others(library, adoption))
        whole = Editor.of(text)
        written = carried(whole, *given_)
        foreseen = carried(DataEditor(whole.data), *given_)
    assert foreseen.editor.data == written.editor.data
    assert _in_order(foreseen.editor.data) == _in_order(written.editor.data)
    assert (foreseen.notes, foreseen.wrong) == (written.notes, written.wrong)


def _in_order(data: object) -> str:
    """Data with its keys in their order; a group that is left empty may stand as nothing."""
    return re.sub(r"\{\}|\[\]", "None", repr(data))
