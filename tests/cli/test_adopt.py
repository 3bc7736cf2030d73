"""How adopt asks decisions of each kind, on a terminal and by options."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from workspaces import make_workspace

from policygen.actions.adopt import Adopting
from policygen.cli import adopt, policygen
from policygen.sources.positions import load
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

MODEL = """\
---
title: Visits
publisher: The Oak Trust
issued: May 2026
review: annually
decisions:
  abroad: {ask: Do visits go abroad?, optional: yes}
  flights:
    ask: May they fly?
    only_if: {abroad: yes}
    alternatives: {free: At will, never: Never}
  means:
    ask: How do they travel?
    choose: any
    alternatives: {bus: By bus, train: By train, foot: On foot}
  extras:
    ask: What else is paid?
    choose: any
    optional: yes
    alternatives: {food: Food, rooms: Rooms}
  run:
    from: facts.kind
    alternatives: {board: [maintained], trust: [academy]}
---
## Scope

1. {% optional abroad %}Visits go abroad. {% endoptional %}It is decided by the
   {% either run: board %}board{% or trust %}trust{% endeither %}.

{% either means: bus %}
2. By bus.
{% or train %}
2. By train.
{% or foot %}
2. On foot.
{% endeither %}
{% either extras: food %}
3. Food.
{% or rooms %}
3. Rooms.
{% endeither %}
{% either flights: free %}
4. They may fly.
{% or never %}
4. They may not fly.
{% endeither %}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"templates/visits/2026-01.md": MODEL, "schools/oak/school.yaml": "name: Oak School\n"}
    return make_workspace(tmp_path, files).root


def run(root: Path, *options: str, typed: str = "") -> Result:
    command = ["-C", str(root), "adopt", "oak", "visits", *options]
    return CliRunner().invoke(policygen, command, input=typed, catch_exceptions=False)


def given(root: Path) -> dict[str, object]:
    data = load((root / "schools/oak/school.yaml").read_text(), "school.yaml").data
    return {**data["policies"]["visits"].get("choices", {}), **data.get("facts", {})}


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(adopt, "sys", SimpleNamespace(stdin=terminal, stderr=terminal))


def test_what_is_open_is_said_with_how_to_answer_it(root: Path) -> None:
    result = run(root)
    assert "  --choose abroad=yes   Yes\n" in result.stderr
    assert "  any of these, such as --choose means=bus,train,foot\n" in result.stderr
    assert "such as --choose extras=food,rooms, or --choose extras= for none\n" in result.stderr
    assert "flights" not in result.stderr
    assert "Still open: facts.kind: What kind of school is it?" in result.stderr
    text = (root / "schools/oak/school.yaml").read_text()
    assert "means: # any of: bus, train, foot\n" in text


def test_options_answer_each_kind(root: Path) -> None:
    run(root, "--choose", "abroad=No", "--choose", "means=foot, bus", "--choose", "extras=")
    assert given(root) == {"abroad": "no", "means": ["bus", "foot"], "extras": []}
    text = (root / "schools/oak/school.yaml").read_text()
    assert "means: [bus, foot]" in text


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("means=", "means: At least one of them must be picked.\n  choose bus, foot or train"),
        ("means=bus,tram", "means: 'tram' is none of these.\n  choose bus, foot or train"),
        ("abroad=perhaps", "abroad: 'perhaps' is neither yes nor no.\n  choose no or yes"),
        ("run=board", "run isn't chosen: it follows from facts.kind of the school."),
    ],
)
def test_a_wrong_option_is_refused(root: Path, option: str, said: str) -> None:
    result = run(root, "--choose", option)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_terminal_asks_each_kind_and_leaves_out_what_does_not_apply(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    result = run(root, typed="perhaps\nn\n2\n1, 4\n3 1\nnone\n")
    assert "Answer yes or no." in result.stderr
    assert "'4' is none of these.\n  Give a number from 1 to 3" in result.stderr
    assert "May they fly?" not in result.stderr
    assert given(root) == {
        "abroad": "no", "means": ["bus", "foot"], "extras": [], "kind": "academy",
    }  # fmt: skip
    assert "Nothing is open." in result.stderr


def test_a_terminal_asks_what_applies_after_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_terminal(monkeypatch)
    result = run(root, typed="yes\n1\nBy tr\n\nnever\n")
    found = given(root)
    assert "because the answer to “Do visits go abroad?” is “Yes”." in result.stderr
    assert (found["abroad"], found["flights"], found["means"]) == ("yes", "never", ["train"])
    assert (found["extras"], found["kind"]) == (None, "maintained")


def test_what_does_not_apply_is_not_shown_as_answered(root: Path) -> None:
    run(root, "--choose", "abroad=yes", "--choose", "flights=never")
    begun = Adopting.begin(Library(Workspace(root)), "oak", "visits", None, {"abroad": "no"})
    assert [one.question.name for one in begun.settled] == ["abroad"]


LAID_OUT = """\ufeff# yaml-language-server: $schema=../school.schema.json
name:   Oak School   # as on the letterhead
facts:   {kind:  'academy',}
policies:
    visits:
        model:   2026-01   # agreed in May
        choices:    # see the minutes
            abroad:  yes
            flights: 'never'  # too dear
            # the rest is for June

        values:
        history:

    # what comes next
"""


def test_adopting_changes_no_line_that_it_need_not(root: Path) -> None:
    path = root / "schools/oak/school.yaml"
    path.write_bytes(LAID_OUT.replace("\n", "\r\n").encode())
    result = run(root, "--choose", "abroad=no", "--choose", "means=bus")
    assert "Still open: extras" in result.stderr
    rest = "            # the rest"
    new = "            means: [bus]\n            extras: # any of: food, rooms\n"
    expected = LAID_OUT.replace("abroad:  yes", 'abroad:  "no"').replace(rest, new + rest)
    assert path.read_bytes() == expected.replace("\n", "\r\n").encode()


def test_what_a_school_chose_and_needs_no_more_is_kept_and_stops_nothing(root: Path) -> None:
    path = root / "schools/oak/school.yaml"
    path.write_bytes(LAID_OUT.replace("'never'", "sometimes").encode())
    result = run(root, "--choose", "abroad=no", "--choose", "means=bus", "--choose", "extras=food")
    assert "Nothing is open." in result.stderr
    assert "flights: sometimes  # too dear" in path.read_text("utf-8")
    words = ["-C", str(root), "build"]
    built = CliRunner().invoke(policygen, words, catch_exceptions=False)
    assert "warning: the choice flights has no effect" in built.stderr
    assert "warning: 'sometimes' is not an alternative of flights" in built.stderr
    assert (root / "build/oak/visits.md").is_file()


def test_a_layout_that_cannot_be_changed_is_told_with_its_place(root: Path) -> None:
    path = root / "schools/oak/school.yaml"
    text = "name: Oak School\npolicies:\n  visits:\n    model: 2026-01\n    ? choices\n    : \n"
    path.write_text(text)
    result = run(root, "--choose", "abroad=no")
    assert result.exit_code == 1
    assert (
        "schools/oak/school.yaml:5:7: this can't be changed in the layout that it" in result.stderr
    )
    assert path.read_text() == text
