"""Any set of local changes to the sample policies is refused with places, or prints every word."""

import re
from collections import Counter
from functools import lru_cache
from textwrap import indent

from agreement import READERS, Content
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROOT, workspace

from policygen.assembly.edition import Edition, assemble, numbered_text, shape_problems
from policygen.assembly.local_checks import wording_problems
from policygen.assembly.local_sites import sites
from policygen.assembly.places import ids_in
from policygen.document import Blank, fill, query
from policygen.errors import Problem
from policygen.sources.located import Keys
from policygen.workspace.library import Library
from policygen.writers import outline, plate

ADOPTIONS = (
    ("oakfield", "pay"), ("oakfield", "complaints"), ("brook-lane", "child-protection"),
    ("holtsmere-end", "social-media"), ("oakfield", "child-protection"),
)  # fmt: skip
# Each says a word that nothing else does, in place of the @.
TEXTS = (
    "Words @ of ours.", "1. A clause @.", "First @:\n\n1. one\n1. two", "1. One @.\n1. Two.",
    "## Heading @\n\n1. Words.", "### Heading @\n\nWords.", "## App @ {.appendix}\n\n1. Words.",
    "| @ | b |", "| @ | b | c |", "* - @\n  - b", "- a bullet @", "> quoted @",
    "@ {{ school.name }}",
    "| A @ | B |\n|---|---|\n| c | d |", "::: box Title @\nWords.\n:::", "Words^[a note @].",
    "::: steps\n1. Step @.\n:::", "**Bold** @ and *italic*", "<b>@</b>",
    "{{ values.@ }}", "{% @ %}",
)  # fmt: skip


@lru_cache(maxsize=1)
def library() -> Library:
    return Library(workspace())


def assembled(school: str, policy: str, local: str) -> tuple[Edition, list[Problem]]:
    """An adoption of the samples with local wording, and what stands against it."""
    text = (ROOT / "schools" / school / "school.yaml").read_text(encoding="utf-8")
    key = f"  {policy}:\n"
    assert text.count(key) == 1
    changed = text.replace(key, f"{key}    local:\n{indent(local, '      ')}")
    adopter, problems = workspace().parse_school(changed.encode(), school)
    assert adopter
    adoption, faults = library().adoption(adopter, policy)
    assert adoption and not faults
    made, more = assemble(adoption)
    problems = [*problems, *more, *shape_problems(adoption.model, made.shape)]
    return made, [*problems, *wording_problems(adoption, made)]


def read(made: Edition) -> list[Content]:
    return [
        reader(plate(kind, made.document).fill(made.values, made.logo, made.pictures))
        for kind, reader in READERS.items()
    ]


# What references print beside numbers: they may lead to what is called otherwise now.
LED = {"table", "figure", "section", "clause", "paragraph", "step", "the", "appendix"}


def words(text: str) -> Counter[str]:
    """The words of a text that no number is in, nor are the letter of an appendix."""
    found = re.findall(r"[^\W_]+", text)
    numbers = re.compile(r".*\d|[A-Z]$")
    return Counter(one for one in found if one.lower() not in LED and not numbers.match(one))


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str, dict[str, tuple[str, str]]]:
    """An adoption, and what is changed: by id how, and the text."""
    school, policy = draw(st.sampled_from(ADOPTIONS))
    plain, _ = assembled(school, policy, "{}\n")
    ids = draw(st.lists(st.sampled_from(sorted(ids_in(plain.shape.text))), min_size=1, max_size=4))
    kinds = st.sampled_from(["replace", "add", "remove"])
    return school, policy, {
        name: (draw(kinds), draw(st.sampled_from(TEXTS)).replace("@", f"Qz{letter}q"))
        for name, letter in zip(dict.fromkeys(ids), "abcd", strict=False)
    }  # fmt: skip


@settings(max_examples=settings().max_examples // 5)  # each sets a long policy
@given(changes())
def test_local_wording_is_refused_with_places_or_printed_word_for_word(
    drawn: tuple[str, str, dict[str, tuple[str, str]]],
) -> None:
    school, policy, wanted = drawn
    local = "".join(
        f"{name}: {{remove: yes, reason: r}}\n" if kind == "remove"
        else f"{name}:\n  {kind}: |\n{indent(text, '    ')}\n  reason: r\n"
        for name, (kind, text) in wanted.items()
    )  # fmt: skip
    made, problems = assembled(school, policy, local)
    wrong = [one for one in problems if not one.warning]
    if wrong:
        keys: Keys = ("policies", policy, "local")
        located = made.adoption.school.located if made.adoption else None
        assert located
        begin = located.at(keys, key=True).line
        for one in wrong:
            assert one.position.path == f"schools/{school}/school.yaml"
            assert begin < one.position.line <= begin + local.count("\n")
            assert one.hint
        return
    assert not [*query([made.document], Blank)]
    plain, _ = assembled(school, policy, "{}\n")
    for found in read(made):
        said = Counter(words(" ".join([*(unit[1] for unit in found.units), *found.notes])))
        for kind, text in wanted.values():
            if kind != "remove":
                assert said[next(iter(re.findall("Qz.q", text)))] >= 1
    before = sites(numbered_text(plain.shape, plain.frame.numbering).blocks)
    kept = words(outline.write(fill(plain.document, plain.values)))
    for name, (kind, _) in wanted.items():
        if kind != "add" and not {*before.around[name]} & {
            other for other, (how, _) in wanted.items() if how != "add"
        }:
            gone = fill(plain.document, plain.values)
            held = sites(gone.children).node[name]
            kept -= words(outline.text((held,), 80))  # type: ignore[arg-type]
    assert not kept - words(outline.write(fill(made.document, made.values)))
