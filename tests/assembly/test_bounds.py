"""Whatever a model's file holds, it is checked in bounded work, and told where it is too much.

The texts are so long that work which grows with their square would take many minutes.
"""

import subprocess
import sys
from itertools import islice
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import model
from workspaces import make_workspace

from policygen.assembly.checking import MAX_LISTED, check_text
from policygen.assembly.combining import (
    MAX_COMBINATIONS,
    check_combinations,
    combinations,
    try_combinations,
)
from policygen.assembly.edition import model_edition
from policygen.sources.decision import Decision
from policygen.sources.model import MAX_MODEL_BYTES, read_model

FRONT = "title: A\npublisher: B\nissued: April 2016\nreview: annually\n"
LISTS = """\
values:
  v: {ask: Which?}
  bare: {ask: Which?, type: list}
  full: {ask: Which?, type: list, items: {a: b, c: d}}
"""
COUNT = 20_000


def decisions(count: int) -> str:
    declared = (f"  d{i}: {{ask: Which?, alternatives: {{a: A, b: B}}}}" for i in range(count))
    return "\n".join([f"{FRONT}decisions:", *declared, ""])


def said(text: str, front: str = FRONT) -> list[str]:
    """What is said about a text, when nothing is wrong, about its combinations too."""
    made = model(f"## A\n\n{text}\n", front)
    problems = check_text(made) or check_combinations(made)
    if not problems:
        assert model_edition(made).document
    assert len(problems) <= MAX_LISTED + 1
    return [
        str(problem).partition(": ")[2] for problem in problems if "never uses" not in str(problem)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 5 * COUNT, "{{\n" * COUNT, "{%" * COUNT, "}}" * COUNT, "{ a\n" * COUNT, "{#" * COUNT,
        "{# \n" * COUNT, "<!--" * COUNT, "--> \n" * COUNT, "{{ x }}\n" * 5_000, "a  \n" * COUNT,
        "{{ values.v }}\n" * 5_000, "[" * COUNT, "*a " * COUNT, "**a " * COUNT, ">" * COUNT + "a",
        "- " * 2_000 + "a", "a](" * COUNT, "[a](#b) " * 2_000, "|a" * COUNT, "||" * COUNT,
        "|a|b|\n|-|-|\n" + "|a|\n" * 5_000, "• a\n\n" * 5_000, "7. a\n" * 5_000, "&" * COUNT,
        "".join("`" * length + " " for length in range(400)), "<a " * COUNT, "<!a " * COUNT,
        "~a" * COUNT, "^a" * COUNT, "$a " * COUNT, ":a" * COUNT, "++a" * COUNT,
        "_a__b" * COUNT,
        "a" + " " * 100_000 + "b", " " * 100_000 + "a", "{%" + " " * 100_000, "1.1" * COUNT,
        "1." * COUNT, "i" * 100_000 + ".", "{% or x %}\n" * 4_000, "{% either" + " \t" * COUNT,
        "".join(f"[](#x{i})\n\n" for i in range(4_000)), "## B\n\nx\n\n" * 5_000,
        "{% if values.v %}" * 2_000 + "{% endif %}" * 2_000, "{{ " + "(" * COUNT + " }}",
        "{% if " + "not " * 2_000 + "values.v %}x{% endif %}", "{{ values" + ".a" * 5_000 + " }}",
        "{{ values.v" + "|listed" * 5_000 + " }}", "{{ values.v" + " or values.v" * 5_000 + " }}",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_a_text_that_goes_on_and_on_is_told_or_done(text: str) -> None:
    said(text, FRONT + LISTS)


@pytest.mark.parametrize("tag", ["{{ %s }}", "{{ %s", "{%% if %s %%}x{%% endif %%}"])
def test_a_number_however_long_is_told(tag: str) -> None:
    assert said(tag % ("9" * 5_000))


def test_an_author_cannot_write_the_note_that_we_make_of_an_indent() -> None:
    tags = "{% either d0: a | 9999999 %}x{% or b %}{% endeither %}"
    assert said(tags, decisions(1))[0].startswith("this tag can't be read")


def test_a_loop_over_a_list_without_items_is_no_mistake() -> None:
    assert (
        said("1. A:\n{% for x in values.bare %}\n   - {{ x }}\n{% endfor %}", FRONT + LISTS) == []
    )


def test_loops_do_not_multiply() -> None:
    loops = "{% for x in values.full %}" * 8 + "x" + "{% endfor %}" * 8
    told = said(loops, FRONT + LISTS)
    assert told[0].startswith("a for can't stand inside another")
    told = said("{% for x in values.full %}" + "word " * 6_000 + "{% endfor %}", FRONT + LISTS)
    assert told == [
        "loops go through more than 25,000 characters in all\n"
        "  let a loop stand only around what is printed for each item"
    ]


@pytest.mark.parametrize("key", ["key{}: x", "titl{}: x", "1{}: x", "Key {}: x"])
def test_ten_thousand_unknown_keys_are_too_many_to_list(key: str) -> None:
    front = FRONT + "".join(f"{key.format(i)}\n" for i in range(10_000))
    made, problems = read_model(f"---\n{front}---\n## A\n".encode(), "a.md", "a", "2016-04")
    assert made is None
    assert len(problems) == MAX_LISTED + 1
    assert problems[0].message == "too many problems in this file: the first 100 are listed"


def test_thousands_of_decisions_are_too_many() -> None:
    uses = "".join(f"{{% either d{i}: a %}}x{{% or b %}}{{% endeither %}}\n" for i in range(3_800))
    assert said(uses, decisions(3_800)) == [
        "this text has more than 5,000 tags\n  split it into several"
    ]
    told = said("x", decisions(3_800))
    assert told == ["too many problems in this text: 100 of them are listed\n"
                    "  mend these, and check again"]  # fmt: skip


def test_a_name_nearly_right_among_thousands_is_found() -> None:
    told = said("{% either d17: a %}x{% or b %}{% endeither %}{{ values.d18 }}", decisions(3_000))
    assert any("values.d18 is not declared" in line for line in told)


def test_of_many_combinations_the_telling_ones_are_tried_first() -> None:
    """With every alternative at least once: a target in the last of them is missed by none."""
    uses = "".join(
        f"{{% either d{i}: a %}}\nx [](#t{i})\n{{% or b %}}\n### B {{#t{i}}}\n{{% endeither %}}\n"
        for i in range(20)
    )
    told = said(uses, decisions(20))
    assert len([line for line in told if "leads nowhere with these choices" in line]) == 20
    assert not try_combinations(model(f"## A\n\n{uses}\n", decisions(20))).all
    assert MAX_COMBINATIONS == 1_000


def test_among_very_many_each_answer_is_tried_with_each_other() -> None:
    """A reference in one decision and its target in another, far from it."""
    block = "{{% either d{}: a %}}\nx\n{{% or b %}}\ny\n{{% endeither %}}\n"
    blocks = [*map(block.format, range(100))]
    for one, other in ((3, 90), (98, 4)):
        changed = [*blocks]
        changed[one] = changed[one].replace("\nx\n", "\nx [](#far)\n")
        changed[other] = changed[other].replace("\ny\n", "\n### Far {#far}\n")
        lines = said("".join(changed), decisions(100))
        assert sum("#far leads nowhere with these choices" in line for line in lines) == 1


@given(st.lists(st.integers(2, 4), max_size=12))
def test_few_combinations_have_every_pair_of_answers(sizes: list[int]) -> None:
    options = [[f"a{answer}" for answer in range(size)] for size in sizes]
    named = {
        f"d{index}": Decision(ask="x", alternatives=dict.fromkeys(option, "x"))
        for index, option in enumerate(options)
    }
    found = [choices for choices, _ in islice(combinations(named), 60)]
    have = {((i, p[i]), (j, p[j])) for p in found for i in p for j in p if i < j}
    need = {
        ((i, a), (j, b)) for i in named for j in named if i < j
        for a in named[i].alternatives for b in named[j].alternatives
    }  # fmt: skip
    assert need <= have
    assert len({tuple(p.items()) for p in found}) == len(found) == min(60, prod(sizes))


def test_a_file_may_hold_so_much_and_no_more() -> None:
    text = f"---\n{FRONT}---\n" + "word " * MAX_MODEL_BYTES
    made, problems = read_model(text.encode(), "a.md", "a", "2016-04")
    assert made is None
    assert [problem.message for problem in problems] == ["this file is larger than 512 KB"]


def test_the_command_tells_it_all_without_a_traceback(tmp_path: Path) -> None:
    texts = ["{{" * 50_000, "{{ " + "9" * 5_000 + " }}", "[" * 50_000, "> " * 9_000 + "x"]
    (tmp_path / "schools").mkdir()
    make_workspace(
        tmp_path,
        {f"templates/p{i}/2016-04.md": f"---\n{FRONT}---\n## A\n\n{text}\n"
         for i, text in enumerate(texts)},
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "policygen", "check"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(
        f"templates/p{i}/2016-04.md:" in done.stderr + done.stdout for i in range(len(texts))
    )
