"""Links from one policy of a school to another: its title, and where it is published."""

from datetime import date
from pathlib import Path

from workspaces import checked, make_workspace

from policygen.actions.build import Outcome, build
from policygen.actions.check import check_workspace
from policygen.actions.formats import ENDINGS
from policygen.actions.model import write_model
from policygen.document import Document, fill, plain, query
from policygen.document.blocks import Paragraph
from policygen.document.inlines import Link
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library

HEAD = "---\ntitle: {}\npublisher: The Oak Trust\nissued: May 2026\nreview: annually\n---\n"
TEXT = "## Scope\n\n1. See [](policy:e-safety) and [the **rules**](policy:e-safety).\n"
SAFETY = "templates/e-safety/2026-01.md"
VISITS = "templates/visits/2026-01.md"
SCHOOL = "schools/oak/school.yaml"
VISITING = "name: Oak School\npolicies:\n  visits: {model: 2026-01}\n"


def workspace(root: Path, school: str, text: str = TEXT, title: str = "Online safety") -> Workspace:
    return make_workspace(
        root,
        {
            VISITS: HEAD.format("Visits") + text,
            SAFETY: HEAD.format(title) + "## Scope\n\n1. One.\n",
            SCHOOL: school,
        },
    )


def assembled(made: Workspace) -> Document:
    problems, editions = checked(made, "oak")
    assert [problem for problem in problems if not problem.warning] == []
    edition = next(one.edition for one in editions if one.policy == "visits")
    assert edition
    return fill(edition.document, edition.values)


def words(document: Document) -> str:
    return plain(next(query(document.children, Paragraph)).children)


def test_a_link_prints_the_title_of_the_schools_own_policy(tmp_path: Path) -> None:
    document = assembled(workspace(tmp_path, VISITING + "  e-safety: {model: 2026-01}\n"))
    assert words(document) == "See Online safety and the rules."
    assert list(query(document.children, Link)) == []


def test_it_leads_to_where_the_policy_is_published(tmp_path: Path) -> None:
    entry = "  e-safety: {model: 2026-01, published: 'https://oak.example/a?b=1&c=2'}\n"
    made = workspace(tmp_path, VISITING + entry)
    document = assembled(made)
    assert words(document) == "See Online safety and the rules."
    links = list(query(document.children, Link))
    assert [link.address for link in links] == ["https://oak.example/a?b=1&c=2"] * 2
    (built,) = build(made, [Target("oak")], str(tmp_path / "out"), ENDINGS)
    page = (tmp_path / "out/oak/visits.html").read_text()
    assert '<a href="https://oak.example/a?b=1&amp;c=2">Online safety</a>' in page
    text = (tmp_path / "out/oak/visits.md").read_text()
    assert "[Online safety](<https://oak.example/a?b=1&c=2>)" in text
    assert built.refused == ()


def test_a_school_names_policies_that_no_model_is_of(tmp_path: Path) -> None:
    text = TEXT.replace("e-safety", "behaviour")
    for other in ("Our *behaviour*", "{title: Our *behaviour*, published: https://oak.example/b}"):
        made = workspace(tmp_path, VISITING + f"other_policies: {{behaviour: {other}}}\n", text)
        document = assembled(made)
        assert words(document) == "See Our *behaviour* and the rules."
        assert len(list(query(document.children, Link))) == 2 * ("published" in other)


def messages(made: Workspace) -> list[str]:
    return [str(one) for one in check_workspace(made, date(2026, 9, 1)) if "link" in one.message]


def test_a_policy_that_the_school_lacks_is_told(tmp_path: Path) -> None:
    made = workspace(tmp_path, VISITING)
    assert messages(made) == [
        "schools/oak/school.yaml:3:3: visits links to e-safety, a policy that this school doesn't"
        " have\n  policygen adopt oak e-safety, or give its title under other_policies"
    ]
    assert built(made).refused == ("oak/visits",)
    _, _, editions = Library(made).school(Target("oak"), draft=True)
    assert editions[0].edition
    draft = editions[0].edition
    shown = fill(draft.document, draft.values)
    assert words(shown) == "See [the policy e-safety] and the rules."


def test_a_policy_that_no_model_is_of_is_warned_of(tmp_path: Path) -> None:
    text = "## Scope\n\n1. See [](policy:e-safty).\n2. See [](policy:uniform).\n"
    made = workspace(tmp_path, "name: Oak School\n", text)
    assert messages(made) == [
        "templates/visits/2026-01.md:9:10: warning: there is no model policy 'e-safty' to link to\n"
        "  did you mean e-safety?",
        "templates/visits/2026-01.md:10:10: warning: there is no model policy 'uniform' to link to"
        "\n  schools give its title: other_policies",
    ]


def test_the_model_edition_prints_titles_or_names(tmp_path: Path) -> None:
    text = "## Scope\n\n1. See [](policy:e-safety) and [](policy:uniform).\n"
    made = workspace(tmp_path, "name: Oak School\n", text)
    write_model(Library(made), "visits", None, ["md"], tmp_path)
    assert "See Online safety and uniform." in (tmp_path / "visits@2026-01.md").read_text()


def built(made: Workspace) -> Outcome:
    (result,) = build(made, [Target("oak", "visits")], str(made.root / "build"), ENDINGS)
    return result


def test_an_edition_is_made_again_when_the_other_title_changes(tmp_path: Path) -> None:
    school = VISITING + "  e-safety: {model: 2026-01}\n"
    made = workspace(tmp_path, school)
    assert not built(made).unchanged
    assert built(Workspace(tmp_path)).unchanged
    workspace(tmp_path, school, title="Safety on the web")
    assert not built(Workspace(tmp_path)).unchanged
    assert "See Safety on the web and" in (tmp_path / "build/oak/visits.md").read_text()
    (tmp_path / SCHOOL).write_text(school.replace("01}\n", "01, published: https://a.example}\n"))
    assert not built(Workspace(tmp_path)).unchanged
    assert (
        "[Safety on the web](<https://a.example>)" in (tmp_path / "build/oak/visits.md").read_text()
    )
