"""No word of a model is lost: it is printed, or understood, or refused with its place."""

import re
from collections.abc import Iterator

import pytest
from case_files import Case, read_cases, titled
from flavours import texts
from hypothesis import given, settings
from making import model
from test_mistakes import unmasked

from policygen.assembly.checking import check_text
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import document, shape_problems
from policygen.assembly.frame import frame_of, frame_values
from policygen.document import (
    Box,
    Definition,
    Document,
    Grid,
    Letter,
    Paragraph,
    Section,
    Steps,
    Table,
    fill,
    plain,
    walk,
)

_, WORD_CASES = read_cases("mistakes-words.md")


def said_about(text: str) -> str:
    """What is said about a text, each problem with its line and column in the text."""
    made = model(text)
    problems = [one for one in check_text(made) if "the text never uses it" not in one.message]
    return "".join(
        f"{one.position.line - made.first_line + 1}:{one.position.column}: {one.message}\n"
        f"  {one.hint}\n"
        for one in sorted(problems)
    )


@pytest.mark.parametrize("title", titled(WORD_CASES))
def test_words_that_would_go_astray_are_told(title: str) -> None:
    case: Case = titled(WORD_CASES)[title]
    assert said_about(unmasked(case.given).decode()) == case.expected


_TAG = re.compile(r"\{%-?\s*(.*?)\s*-?%\}", re.S)
_NO_WORDS = re.compile(r"<!--.*?-->|\]\([^)]*\)|\{#[^}]*\}|\{\{.*?\}\}", re.S)


def resolved(text: str, answers: Answers | None) -> str:
    """What of a text is to be printed, found by other means; without answers, what is open too."""
    kept: list[bool] = [True]
    parts = _TAG.split(re.sub(r"<!--.*?-->", "", text, flags=re.S))
    printed = parts[:1]
    for tag, words in zip(parts[1::2], parts[2::2], strict=True):
        kind, _, rest = tag.partition(" ")
        if kind in ("endeither", "endif", "endfor"):
            kept.pop()
        elif kind in ("either", "or"):
            names = re.split(r"[\s,]+", rest.removeprefix("loans:").strip())
            shown = answers is None or answers.choices["loans"] in names
            kept[len(kept) if kind == "either" else -1 :] = [shown]
        elif kind == "if":
            kept.append(answers is None or "day" in answers.values)
        elif kind == "else":
            kept[-1] = not kept[-1]
        else:
            kept.append(True)  # a loop
        printed.append(words if all(kept) else "")
    return _NO_WORDS.sub(" ", "".join(printed))


_LOOKS_LIKE_MARKUP = re.compile(
    r"~~|\[\^|\^\[|\[[ xX]?\]|\]\[|\]\(|\[\[|__|`|\*\S|\S\*|[{}\\|]|::|<[\w!/]|&\w+;|\$\$|=="
    r"|\+\+|[•▪]"
    r"|^\s*(?:\#|>|[-+·–—](?:\s|$)|o\s|\d+[.)](?:\s|$)|\d+\.\d+\s|\(?[a-z]\)\s|[ivx]+\.\s|:\s)",
    re.M,
)


def runs(whole: Document) -> Iterator[str]:
    """The text of every run of words in a document: a paragraph, a title, a cell."""
    for node in walk(whole.children):
        match node:
            case Section(title=title) | Box(title=title) | Letter(title=title) | Steps(title=title):
                yield plain(title)
            case Definition(terms=terms):
                yield from map(plain, terms)
            case Paragraph(children=children):
                yield plain(children, line_break="\n")
            case Grid(caption=caption):
                yield plain(caption)
            case Table(header=header, rows=rows):
                yield from (plain(cell) for row in (header, *rows) for cell in row)


def assert_no_word_is_lost(text: str) -> None:
    """A text's words are printed in their order, with no stray marks, or it is refused."""
    made = model(text)
    lines = text.count("\n") + made.first_line
    problems = [one for one in check_text(made) if "the text never uses it" not in one.message]
    for problem in problems:
        assert 1 <= problem.position.line <= lines
        assert problem.hint
    if problems:
        return
    rules = {"conduct": "the code", "safety": "the rules"}
    some = Answers({"loans": "staff"}, {"rules": rules}, {}, "Oak")
    more = Answers({"loans": "everyone"}, {"rules": rules, "day": "May", "place": "x"}, {}, "Oak")
    for answers in (None, some, more):
        every = Answers({}, {"rules": rules}, {}, None)
        composed = compose(made, answers or every, every_alternative=answers is None)
        if [problem for problem in shape_problems(made, composed.shape) if answers]:
            continue  # told for these choices
        made_of = document(composed.shape, frame_of(made, "model"))
        printed = list(runs(fill(made_of, {**frame_values(made, None), **composed.values})))
        found = dict.fromkeys(re.findall(r"w\d+x", " ".join(printed)))
        wanted = dict.fromkeys(re.findall(r"w\d+x", resolved(text, answers)))
        assert list(found) == list(wanted)
        if "\\" not in text and "&" not in text:
            assert [run for run in printed if _LOOKS_LIKE_MARKUP.search(run)] == []


@settings(max_examples=400)
@given(texts())
def test_every_word_is_printed_in_its_place_or_the_text_is_refused(text: str) -> None:
    assert_no_word_is_lost(text)
