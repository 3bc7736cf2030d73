"""Local wording in a school's file: as it was typed, whatever else is written into the file."""

import json
from collections.abc import Callable
from textwrap import indent

from hypothesis import given
from hypothesis import strategies as st

from policygen.sources.adopting import adopted, answered
from policygen.sources.positions import load
from policygen.sources.recording import recorded
from policygen.sources.renaming import renamed
from policygen.sources.retiring import brought_back, retired
from policygen.sources.school import read_school

LINES = [
    "Words of ours, with {{ values.place }} & more: so # it is.", "1. A clause", "   - a bullet",
    "", "## A heading {#ours}", "| a | b |", "* - cell", "'quoted' \"twice\"", "é 😀 \\ end",
    "choices: {a: b}", "- {version: x}", "next_review: May 2018", "    local:",
]  # fmt: skip
texts = st.lists(st.sampled_from(LINES), min_size=1, max_size=5).map("\n".join)
IDS = ["scope", "the-aim", "a-1"]
ENTRY = ["model: 2016-04", "choices: {a: b}", "values:\n  place: the hall", "next_review: May 2018"]


@st.composite
def written(draw: st.DrawFn, text: str) -> str:
    """A text behind its key, in some style; what stands below is indented by two at least."""
    style = draw(st.sampled_from(["|", "|-", ">", ">+", '"', "'"]))
    if style == '"':
        in_pairs = max(text, default="") > "\uffff"  # which JSON escapes by two, and YAML can't
        return json.dumps(text, ensure_ascii=not in_pairs and draw(st.booleans()))
    if style == "'":
        lines = [line.strip() for line in text.replace("'", "''").split("\n")]
        return "'" + "\n  ".join(filter(None, lines)) + "'"
    step = draw(st.integers(1, 4))
    first = next((line for line in text.split("\n") if line), "")
    header = style[0] + (str(step) if first[:1] in ("", " ") else "") + style[1:]
    comment = draw(st.sampled_from(["", "  # why"]))
    return f"{header}{comment}\n{indent(text, ' ' * step)}"


@st.composite
def local_blocks(draw: st.DrawFn) -> str:
    """What stands under local:, in some layout."""
    step = " " * draw(st.integers(1, 4))
    lines = ["local:" + draw(st.sampled_from(["", "   # ours"]))]
    for name in draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)):
        keys = [draw(st.sampled_from(["remove: yes", ""]))]
        if not keys[0]:
            keys = [f"{kind}: {draw(written(draw(texts)))}" for kind in ("replace", "add")]
        keys.append("reason:   'Agreed, it''s so'")
        keys = draw(st.permutations(keys))
        gap = draw(st.sampled_from(["", "\n", "# note\n"]))
        lines += [f"{step}{name}:", indent(gap + "\n".join(keys), step * 2)]
    return "\n".join(lines)


@given(local_blocks(), st.permutations(ENTRY), st.integers(0, 4), st.sampled_from(["\n", "\r\n"]))
def test_no_command_changes_a_letter_of_it(
    block: str, entry: list[str], at: int, ends: str
) -> None:
    own = indent(block, "    ")
    parts = [*(indent(one, "    ") for one in entry[:at]), own]
    parts += [indent(one, "    ") for one in entry[at:]]
    source = "name: Oak\npolicies:\n  aims:\n" + "\n".join(parts) + "\n"
    located = load(source, "school.yaml")
    assert located.problems == []
    before = located.raw("policies", "aims", "local")
    source, own = source.replace("\n", ends), own.replace("\n", ends)
    issue = {"version": "2.0", "issued": "May 2019", "by": "Board", "summary": "All: new"}
    reviewed = {"on": "June 2019", "by": "Head"}
    texts = [source]
    changes: list[Callable[[str], str]] = [
        lambda text: recorded(text, "aims", "history", issue, "June 2021"),
        lambda text: recorded(text, "aims", "reviews", reviewed, None),
        lambda text: adopted(text, "aims", "2018-04", {"a": None, "c": "d"}, {"day": None}, {}),
        lambda text: answered(
            text, "aims", "2018-04", ("policies", "aims", "values", "day"), "May", "school.yaml"
        ),
        lambda text: adopted(text, "other", "2018-04", {"a": "b"}, {}, {}),
        lambda text: retired(text, "aims", {"on": "May 2020", "reason": "Gone"}),
        lambda text: brought_back(text, "aims"),
        lambda text: renamed(text, "oak", ["elm"], "Oak School"),
    ]
    for change in changes:
        texts.append(change(texts[-1]))
        assert own in texts[-1]
        after = load(texts[-1].replace("\r\n", "\n"), "school.yaml")
        assert after.raw("policies", "aims", "local") == before
    assert len({*texts}) == len(texts) - (texts[5] == texts[7])


def test_what_its_keys_say() -> None:
    text = (
        "name: Oak\npolicies:\n  aims:\n    model: a\n    local:\n"
        "      scope: {replace: ' x ', add: y, reason: ' so '}\n"
    )
    found, problems = read_school(text.encode(), "school.yaml", "oak")
    assert found and problems == []
    wording = found.policies["aims"].local["scope"]
    assert [*wording.texts] == [("replace", " x "), ("add", "y")]
    assert wording.reason == "so"
    assert wording.as_data == {"replace": " x ", "add": "y", "reason": "so"}
