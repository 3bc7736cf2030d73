"""No word of a school is lost in an upgrade, whatever changed in the model, whatever is wanted.

Models, answers, local wording, layouts and options are generated; a file that can't be upgraded
stays as it was, byte for byte.
"""

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import event, given
from hypothesis import strategies as st
from upgrading import IDS, OLD, Text, later, schools
from workspaces import make_workspace

from policygen.actions.choosing import Chosen
from policygen.actions.upgrade import Upgraded, UpgradeOrder, upgrade_all
from policygen.errors import Problem, WrongWordError
from policygen.sources.positions import load
from policygen.workspace.layout import Target
from policygen.workspace.library import Library

FILE = "schools/elm/school.yaml"


wanted = st.builds(
    lambda keep, take, games: UpgradeOrder(
        None, {"games": games} if games else {}, {}, keep - take, take
    ),
    st.frozensets(st.sampled_from(IDS)),
    st.frozensets(st.sampled_from(IDS)),
    st.sampled_from(["", "", "ball"]),
)  # fmt: skip


def words_of(text: str) -> Counter[str]:
    """The words of a school's own, however they stand in its file."""
    return Counter(re.findall(r"(?:word|note)[0-9]+", text))


def upgrade(
    root: Path, model: Text, school: str, want: UpgradeOrder
) -> tuple[Upgraded | None, str]:
    """What becomes of a school's file."""
    files = {
        "templates/visitors/2026-01.md": OLD.write(),
        "templates/visitors/2027-01.md": model.write("2026-01"),
        FILE: school,
    }
    library = Library(make_workspace(root, files))
    for version in ("2026-01", "2027-01"):
        assert library.model("visitors", version)[1] == ()
    chosen = Chosen((Target("elm", "visitors"),))
    try:
        done = upgrade_all(library, chosen, want)
    except WrongWordError:
        done = None
    return done, (root / FILE).read_text("utf-8")


@given(later(), schools(), wanted)
def test_every_word_is_in_the_new_file_as_data_or_as_a_comment(
    model: Text, school: str, want: UpgradeOrder
) -> None:
    with TemporaryDirectory() as folder:
        done, after = upgrade(Path(folder), model, school, want)
    if done is None or not done.done:
        event("refused")
        assert after == school
        return
    event("upgraded")
    before = words_of(school)
    assert words_of(after) & before == before
    located = load(after, FILE)
    assert not located.problems
    entry = located.data["policies"]["visitors"]
    assert entry["model"] == "2027-01"
    old = load(school, FILE).data["policies"]["visitors"]
    for group in ("choices", "values", "local"):
        for name in old.get(group) or {}:
            assert re.search(rf"\b{name}\b|\b{name}[-_]new\b", after), f"{name} is lost"
    assert not any(isinstance(one, Problem) for one in done.reasons)
