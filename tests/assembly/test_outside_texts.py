"""Texts from outside: what a reference prints in each format, where it stands, what is refused."""

from datetime import date
from pathlib import Path

import pytest
from workspaces import checked, make_workspace

from policygen.actions.build import build
from policygen.actions.check import check_workspace
from policygen.assembly.edition import model_edition
from policygen.assembly.mentioning import mentions
from policygen.document import Link, Slot, fill, query
from policygen.document.words import plain
from policygen.sources.model import Model
from policygen.sources.outside import OutsideText, names_of_editions, reliance
from policygen.sources.settings import read_settings
from policygen.workspace.layout import Target
from policygen.workspace.library import Library

FRONT = "---\ntitle: Visitors\npublisher: A\nissued: September 2026\nreview: annually\n"
TEXTS = """\
texts:
  kcsie:
    title: Keeping children safe
    address: https://safe.example.org
    editions:
      2026: {from: 1 September 2026, title: "*Safe* {{ school.name }} <b>", address: "https://new.example.org/?a=1&b"}
      2025: 1 September 2025
  act: {title: Education Act 2002}
"""
SCHOOL = "name: Oak\npolicies:\n  visitors: {model: 2026-09}\n"


def library(folder: Path, text: str, settings: str = TEXTS, front: str = "") -> Library:
    files = {
        "templates/visitors/2026-09.md": f"{FRONT}{front}---\n## Aim {{#aim}}\n\n{text}",
        "policygen.yaml": settings,
        "schools/oak/school.yaml": SCHOOL,
    }
    return Library(make_workspace(folder, files))


def model(folder: Path, text: str, front: str = "") -> Model:
    found, problems = library(folder, text, front=front).model("visitors", "2026-09")
    assert found
    assert not problems
    return found


def test_a_reference_prints_the_newest_edition_and_leads_there(tmp_path: Path) -> None:
    text = "1. See [](text:kcsie), [](text:act) and [its *page*](text:kcsie).\n"
    edition = model_edition(model(tmp_path, text))
    document = fill(edition.document, edition.values)
    first, second = query(document.children, Link)
    assert (first.address, second.address) == ("https://new.example.org/?a=1&b",) * 2
    assert plain(first.children) == "*Safe* {{ school.name }} <b>, 1 September 2026"
    assert plain(second.children) == "its page"
    assert {"text.kcsie", "text.act"} == {
        slot.name
        for slot in query(edition.document.children, Slot)
        if slot.name.startswith("text") and "|" not in slot.name
    }
    assert edition.values["text.act"] == "Education Act 2002"


def test_its_words_are_words_in_every_format(tmp_path: Path) -> None:
    made = library(tmp_path, "1. See [](text:kcsie).\n")
    (built,) = build(
        made.workspace, [Target("oak")], str(tmp_path / "out"), ("html", "md"), draft=True
    )
    files = [(tmp_path / "out" / name).read_text("utf-8") for name in built.files]
    (html,) = (one for one in files if "<html" in one)
    (md,) = (one for one in files if "<html" not in one)
    link = '<a href="https://new.example.org/?a=1&amp;b">'
    assert f"{link}*Safe* {{{{ school.name }}}} &lt;b&gt;, 1 September 2026</a>" in html
    words = r"\*Safe\* \{\{ school\.name \}\} &lt;b\>, 1 September 2026"
    assert f"See [{words}](<https://new.example.org/?a=1&b>)." in md


def test_another_edition_is_printed_once_it_is_declared(tmp_path: Path) -> None:
    made = library(tmp_path, "1. See [](text:kcsie).\n")
    targets, out = [Target("oak")], str(tmp_path / "out")

    def text() -> str:
        build(made.workspace, targets, out, ("md",), draft=True)
        (file,) = (tmp_path / "out").rglob("*.md")
        return file.read_text("utf-8")

    assert "1 September 2026" in text()
    newer = TEXTS.replace("2025: 1 September 2025", "2027: 2 September 2027")
    (tmp_path / "policygen.yaml").write_text(newer, "utf-8")
    assert "Keeping children safe, 2 September 2027](<https://safe.example.org>)" in text()


def test_each_reference_is_found_with_the_number_of_its_clause(tmp_path: Path) -> None:
    text = """\
Before [](text:act).

<!-- [](text:kcsie) -->

1. One.
2. Two:
   1. see [\\[x\\] y](text:kcsie);
   2. or not.

## Law [](text:act) {.appendix}

1. Words.^[See [](text:kcsie).]
"""
    found = mentions(model(tmp_path, text))
    assert [(one.text, one.number, one.place.line) for one in found] == [
        ("act", "1", 9), ("kcsie", "1.2(a)", 15), ("act", "Appendix A", 18), ("kcsie", "A.1", 20),
    ]  # fmt: skip


def test_what_is_relied_on_and_referred_to_must_be_declared(tmp_path: Path) -> None:
    front = "relies_on: [kcsie-2025, act, kcsie-2025, kcsie-2024, kcsie]\n"
    _, problems = library(
        tmp_path, "1. See [](text:kcsi) [](text:kcsie-2025).\n", front=front
    ).model("visitors", "2026-09")
    path = "templates/visitors/2026-09.md"
    assert [str(one) for one in problems] == [
        f"{path}:6:30: kcsie-2025 is named twice\n  remove one of the two",
        f"{path}:6:42: 'kcsie-2024' is no edition of a text that is declared"
        "\n  did you mean kcsie-2026?",
        f"{path}:6:54: 'kcsie' is no edition of a text that is declared"
        "\n  did you mean kcsie-2026?",
        f"{path}:10:11: no text 'kcsi' is declared\n  did you mean kcsie?",
        f"{path}:10:25: no text 'kcsie-2025' is declared\n  did you mean kcsie?",
    ]


def test_local_wording_may_refer_to_a_text_that_is_declared(tmp_path: Path) -> None:
    made = library(tmp_path, "1. Words. {#words}\n")
    local = "name: Oak\npolicies:\n  visitors:\n    model: 2026-09\n    local:\n"
    file = tmp_path / "schools/oak/school.yaml"
    file.write_text(f"{local}      words: {{replace: 'See [](text:kcsi).', reason: x}}\n", "utf-8")
    problems, _ = checked(made.workspace, "oak")
    assert [str(one) for one in problems] == [
        "schools/oak/school.yaml:6:32: no text 'kcsi' is declared\n  did you mean kcsie?"
    ]
    file.write_text(f"{local}      words: {{replace: 'See [](text:act).', reason: x}}\n", "utf-8")
    problems, (one,) = checked(made.workspace, "oak")
    assert not problems
    assert one.edition
    assert "Education Act 2002" in one.edition.values.values()


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ("{a: {title: A, editions: {x: May 2025, y: 1 May 2025}}}",
         "1:47: the editions x and y hold from the same day"),
        ("{a: {title: A, editions: {b-c: May 2025}}, a-b: {title: B, editions: {c: May 2024}}}",
         "1:78: a-b-c is an edition of a, too"),
        ("{a: {title: A, editions: {x: 01/09/2025}}}", "1:34: '01/09/2025' is not a date"),
        ("{a: {title: A, editions: {x: {form: May 2025}}}}", "1:38: unknown key 'form'"),
        ("{a: {title: A, address: javascript:1}}", "1:32: 'javascript:1' is not an address"),
    ],
)  # fmt: skip
def test_a_mistake_in_how_texts_are_declared_is_said(texts: str, said: str) -> None:
    _, problems = read_settings(f"texts: {texts}\n".encode(), "policygen.yaml")
    assert [str(one).startswith(f"policygen.yaml:{said}") for one in problems] == [True], problems


def test_a_name_stands_for_one_edition() -> None:
    settings, problems = read_settings(TEXTS.encode(), "policygen.yaml")
    assert not problems
    texts = settings.texts
    assert names_of_editions(texts) == ("kcsie-2026", "kcsie-2025", "act")
    for name in names_of_editions(texts):
        found = reliance(name, texts)
        assert found
        assert "-".join(filter(None, (found.text, found.edition))) == name
    assert reliance("kcsie", texts) is reliance("act-2002", texts) is None
    assert OutsideText(title="A").current(None) is None
    assert texts["kcsie"].later("2025") == ["2026"]
    assert texts["kcsie"].later("2026") == []


def test_check_says_which_clauses_a_new_edition_concerns(tmp_path: Path) -> None:
    made = library(tmp_path, "1. See [](text:kcsie).\n", front="relies_on: [kcsie-2025]\n")

    def warned(on: date) -> list[str]:
        return [str(p) for p in check_workspace(made.workspace, on) if "templates" in str(p)]

    said = "relies on Keeping children safe 2025, and there is a 2026 edition"
    hint = "see 1.1 (line 10); write a version of the model that relies on the newer one"
    place = "templates/visitors/2026-09.md:6:13: warning: this"
    assert warned(date(2026, 9, 1)) == [f"{place} {said} since 1 September 2026\n  {hint}"]
    assert warned(date(2026, 8, 31)) == [f"{place} {said} from 1 September 2026\n  {hint}"]
    other = library(tmp_path, "1. See [](text:kcsie).\n", front="relies_on: [kcsie-2026, act]\n")
    assert not [p for p in check_workspace(other.workspace, date(2026, 9, 1)) if "relies" in str(p)]
