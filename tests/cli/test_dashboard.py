"""The dashboard as a publisher makes it: its figures are what the other commands say."""

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cli_fixtures import Run, edit
from dashboards import DashboardRead
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from workspaces import copy_newer_model, copy_samples

from policygen.actions.choices import choices_of
from policygen.actions.deviations import by_heading, wordings_of
from policygen.actions.overseeing import oversee
from policygen.actions.register import STATES, AnyKind, read_register
from policygen.errors import WrongWordError
from policygen.sites.dashboard import dashboard
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

DAY = "2026-11-23"
TODAY = date(2026, 11, 23)
GONE = "{on: 2026-01-01, reason: Closed}"
LOCAL = "\n    local:\n      {}: {{remove: yes, reason: Said elsewhere}}"


def made(run: Run, workspace: Path, *words: str) -> DashboardRead:
    said = run("site", "--dashboard", "--on", DAY, *words)
    assert said.exit_code == 0, said.stderr
    return DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())


def test_it_says_where_it_is(run: Run, workspace: Path) -> None:
    said = run("site", "--dashboard", "--on", DAY)
    assert said.stdout == ""
    path = workspace / "build/site/dashboard/index.html"
    assert said.stderr == f"The dashboard of 4 policies: {path}\n"
    text = " ".join(DashboardRead(path.read_bytes()).words.split())
    assert "On 23 November 2026: 4 policies of 4 schools." in text
    out = workspace / "elsewhere"
    run("site", "--dashboard", "--on", DAY, "--out", str(out))
    assert (out / "dashboard/index.html").read_bytes() == path.read_bytes()


def test_it_is_of_today_unless_a_day_is_named(run: Run, workspace: Path, later: None) -> None:
    del later
    run("site", "--dashboard")
    text = (workspace / "build/site/dashboard/index.html").read_text("utf-8")
    assert "On 1 January 2030: 4 policies of 4 schools." in text


def test_it_is_of_all_schools_and_a_day_must_be_one(run: Run, workspace: Path) -> None:
    for more in (("oakfield",), ("--preview",), ("--base-url", "https://e.example")):
        said = run("site", "--dashboard", *more)
        assert said.exit_code == 2
        assert "--dashboard is of all schools, and takes only --on and --out." in said.stderr
    said = run("site", "--dashboard", "--on", "soon")
    assert said.exit_code == 2
    assert "--on: 'soon'" in said.stderr
    assert not (workspace / "build/site").exists()


def test_a_school_that_cannot_be_read_is_told_of_and_the_rest_is_there(
    run: Run, workspace: Path
) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "business_use: never", "business_use: nevr")
    said = run("site", "--dashboard", "--on", DAY)
    assert said.exit_code == 0  # as for the register: it's an adoption that can't be built
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    (row,) = page.list("incomplete")
    assert row["School"] == "Oakfield Community School"
    edit(workspace / "schools/oakfield/school.yaml", "name: Oakfield", "nam: Oakfield")
    said = run("site", "--dashboard", "--on", DAY)
    assert said.exit_code == 1
    assert "did you mean name?" in said.stderr
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    said = run("site", "--dashboard", "--on", DAY)
    assert said.exit_code == 1
    assert "schools/oakfield/school.yaml:2:1: " in said.stderr
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    assert len(page.rows) == 3
    text = " ".join(page.words.split())
    assert "1 school has a mistake in its file and isn’t counted here: oakfield." in text


UNCOUNTED = "1 school has a mistake in its file and isn’t counted here: oakfield."
IN_PART = "1 school has a mistake in its file and may have more policies than are counted here: "


@pytest.mark.parametrize(
    "data",
    [
        b"", b"name: [", b"hello", b"- a", b"\xff\xfe\x00", b"name: Oakf\xeceld",
        b"a: &x 1\nb: *x",
        b"name: " + b"x" * 300_000, b"name: Oakfield\npolicies: [social-media]",
        b"name: Oakfield\npolicies: social-media",
        b"name: Oakfield\nsocial-media: {model: 2016-04}",
    ],
)  # fmt: skip
def test_however_a_school_cannot_be_read_it_is_named(
    run: Run, workspace: Path, data: bytes
) -> None:
    (workspace / "schools/oakfield/school.yaml").write_bytes(data)
    assert run("site", "--dashboard", "--on", DAY).exit_code == 1
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    assert UNCOUNTED in " ".join(page.words.split())
    assert len(page.rows) == 3
    assert "adopted no policy" not in page.words


@pytest.mark.parametrize(
    "line", ["  Social Media: {model: 2016-04}", "  pay: 7", "trust: none-such", "nam: Again"]
)
def test_a_school_of_which_a_mistake_may_hide_some_is_named_too(
    run: Run, workspace: Path, line: str
) -> None:
    path = workspace / "schools/oakfield/school.yaml"
    path.write_bytes(path.read_bytes() + f"\n{line}\n".encode())
    assert run("site", "--dashboard", "--on", DAY).exit_code == 1
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    words = " ".join(page.words.split())
    assert f"{IN_PART}oakfield." in words
    assert len(page.rows) == 4


def test_who_has_adopted_nothing_is_named_and_counted(run: Run, workspace: Path) -> None:
    words = " ".join(made(run, workspace).words.split())
    assert "adopted no policy" not in words
    for name, more in (("elm", ""), ("ash", "policies:\n"), ("gone", f"retired: {GONE}\n")):
        (workspace / f"schools/{name}").mkdir()
        text = f"name: St {name.capitalize()}'s\n{more}"
        (workspace / f"schools/{name}/school.yaml").write_text(text, "utf-8")
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    run("site", "--dashboard", "--on", DAY)
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    words = " ".join(page.words.split())
    assert "3 policies of 3 schools." in words
    assert "2 of 6 schools have adopted no policy yet: St Ash’s, St Elm’s." in words
    assert UNCOUNTED in words


def test_many_that_have_adopted_nothing_are_folded_away(run: Run, workspace: Path) -> None:
    for number in range(13):
        (workspace / f"schools/elm-{number}").mkdir()
        text = f"name: Elm <{number}>\n"
        (workspace / f"schools/elm-{number}/school.yaml").write_text(text, "utf-8")
    page = made(run, workspace)
    (box,) = page.root.xpath("//main/details")
    said = box.find("summary").text_content()
    assert said == "13 of 17 schools have adopted no policy yet"
    assert sorted(one.text for one in box.iter("li")) == sorted(f"Elm <{n}>" for n in range(13))


def test_a_version_that_there_is_not_is_told_apart(run: Run, workspace: Path) -> None:
    for school, version in (("oakfield", "'2016 04'"), ("brook-lane", "2017-01")):
        edit(workspace / f"schools/{school}/school.yaml", "model: 2016-04", f"model: {version}")
    run("site", "--dashboard", "--on", DAY)
    page = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes())
    assert {name: said for name, said in page.figures.items() if name.startswith("model.")} == {
        "model.social-media.2016-04": "2016-04, the newest 2 (50%)",
        "model.social-media.2017-01": "2017-01 1 (25%)",
        "model.social-media.none": "none that there is 1 (25%)",
    }
    assert [len(page.list(f"model.social-media.{one}")) for one in ("2016-04", "none")] == [2, 1]


def test_a_workspace_without_schools_has_a_page_too(run: Run, workspace: Path) -> None:
    shutil.rmtree(workspace / "schools")
    (workspace / "schools").mkdir()
    assert "0 policies of 0 schools" in " ".join(made(run, workspace).words.split())


def test_a_second_time_it_is_the_same_to_the_byte(run: Run, workspace: Path) -> None:
    assert made(run, workspace).data == made(run, workspace).data
    shutil.rmtree(workspace / "build")
    first = made(run, workspace)
    copy_newer_model(workspace)
    second = made(run, workspace)
    assert len(second.list("behind")) == 4
    assert second.figures["model.social-media.2016-04"] == "2016-04 4 (100%)"
    assert "2018-04, the newest 0 (0%)" in " ".join(second.words.split())
    (workspace / "templates/social-media/2018-04.md").unlink()
    assert made(run, workspace).data == first.data


def test_a_question_reworded_in_the_model_is_asked_so_here(run: Run, workspace: Path) -> None:
    made(run, workspace)
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "Never, and never on school equipment", "Not at all")
    assert "Not at all" in made(run, workspace).words


def agrees(workspace: Workspace) -> None:
    """Hold the page to what `register`, `choices` and `deviations` say."""
    overview, _ = oversee(workspace, TODAY)
    page = DashboardRead(dashboard(overview))
    rows = read_register(workspace, workspace.targets(()), TODAY).rows
    assert len(page.rows) == len(rows)
    lists: dict[str, AnyKind] = {"due-90": "due", **{one: one for one in STATES}}
    for name, state in lists.items():
        if name in ("due", "issued", "none", "fine", "unconfirmed"):
            continue
        found = [(row.name, row.title) for row in rows if row.has(state)]
        listed = [(one["School"], one["Policy"]) for one in page.list(name)]
        assert sorted(listed) == sorted((a.replace("'", "’"), b) for a, b in found), name
    library = Library(workspace)
    clauses = {one.name: one.clauses for one in overview.policies}
    for policy in {row.policy for row in rows}:
        try:
            told = choices_of(library, policy).decisions
            wordings = wordings_of(library, policy)
        except WrongWordError:  # all have retired it
            continue
        asked = next(one for one in overview.policies if one.name == policy).asked
        assert [one.name for one in asked] == [one.name for one in told]
        for decision in told:
            for one in decision.chosen:
                word = one.alternative
                address = {"(open)": "-open-", "(none)": "-none-", "(not asked)": "-not-asked-"}
                name = f"choice.{policy}.{decision.name}.{address.get(word, word)}"
                assert len(page.list(name)) == len(one.schools), name
        assert [(one.where, len(one.wordings)) for one in clauses[policy]] == [
            (heading, len(some)) for heading, some in by_heading(wordings)
        ]


def jumbled(root: Path, random: Random) -> None:
    """Change the files of the schools as people do, at random, mistakes among it."""
    for path in sorted(root.glob("schools/*/school.yaml")):
        lines, chooses = [], False
        for line in path.read_text("utf-8").split("\n"):
            key, _, said = line.strip().partition(": ")
            chooses = line == "    choices:" or (chooses and line.startswith("      "))
            if chooses and said and random.random() < 0.15:
                line = f"      {key}: {random.choice(('', 'nonsense', '[]', 'never', 'yes'))}"
            elif key == "next_review" and random.random() < 0.7:
                day = f"{random.randint(2025, 2028)}-{random.randint(1, 12):02}"
                line = line.replace(said, day)
            elif key == "model" and random.random() < 0.5:
                name = random.choice(("references", "aim-keep-risks", "personal-use", "nothing"))
                line += LOCAL.format(name) if "2016-04" in line else ""
            elif key == "model" and random.random() < 0.2:
                line += "\n    retired: {on: 2026-01-01, reason: No longer used}"
            lines.append(line)
        path.write_text("\n".join(lines), "utf-8")


@settings(
    max_examples=2, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.integers(0, 10**9))
def test_its_figures_are_those_of_the_other_commands(tmp_path: Path, seed: int) -> None:
    root = tmp_path / str(seed)
    copy_samples(root)
    jumbled(root, Random(seed))
    agrees(Workspace(root))
    remembered = oversee(Workspace(root), TODAY)
    shutil.rmtree(root / "build")
    assert remembered == oversee(Workspace(root), TODAY)
    shutil.rmtree(root)


def test_what_schools_must_have_is_what_the_register_says(run: Run, workspace: Path) -> None:
    asked = ("register", "--required", "--format", "json", "--on", DAY)
    for school, kind in (("oakfield", "academy"), ("holtsmere-end", "voluntary aided")):
        facts = f"\nfacts: {{kind: {kind}, phase: primary}}\npolicies:"
        edit(workspace / f"schools/{school}/school.yaml", "\npolicies:", facts)
    lacks = json.loads(run(*asked).stdout)
    assert {"missing", "unclear"} <= {state for one in lacks for state in one["states"]}
    made(run, workspace)
    data = (workspace / "build/site/dashboard/index.html").read_bytes()
    section = html.fromstring(data).xpath("//section[h2='What schools must have']")[0]
    found = list[tuple[str, str, str]]()
    for heading in section.findall("h3"):
        state, _, count = heading.text.rpartition(": ")
        lines = heading.getnext().xpath("./details[not(@class)]/ul/li")
        assert int(count) == len(lines)
        titles = [one.getparent().getparent().find("summary").text for one in lines]
        words = [one.text.partition(":")[0] for one in lines]
        found += zip([state.lower()] * len(lines), titles, words, strict=True)
    expected = [
        (state, _typeset(one["title"]) or "What must be there", _typeset(one["name"]))
        for one in lacks
        for state in one["states"]
    ]
    cut = [(state, title.rpartition(": ")[0], name) for state, title, name in found]
    assert sorted(cut) == sorted(expected)
    (missing,) = section.xpath("./h3[starts-with(., 'Missing')]")
    assert [
        line.text_content() for line in missing.getnext().xpath("./details[@class]/ul/li")
    ] == _school_by_school(lacks)


def test_with_a_mistake_in_required_yaml_nobody_can_tell_what_is_missing(
    run: Run, workspace: Path
) -> None:
    """Else the page would say that nothing is."""
    nothing, unknown = "Nothing that is asked for is missing", "It can’t be told what is missing"
    source = "{title: A, looked_up: May 2026, policies: {social-media: }}"
    path = workspace / "required.yaml"
    for text in ("sources: [", f"sources: [{source}, {source.replace('May', 'Mey')}]\n"):
        path.write_text(text, "utf-8")
        said = run("site", "--dashboard", "--on", DAY)
        assert (said.exit_code, said.stderr.count("required.yaml:")) == (1, 1)
        words = DashboardRead((workspace / "build/site/dashboard/index.html").read_bytes()).words
        assert unknown in words
        assert nothing not in words
    path.write_text(f"sources: [{source}]\n", "utf-8")
    words = made(run, workspace).words
    assert unknown not in words
    assert "Missing: 1" in words
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    path.write_text("sources: [", "utf-8")
    assert "required.yaml:" in run("site", "--dashboard", "--on", DAY).stderr


def _typeset(words: str) -> str:
    return words.replace("'", "’")


def _school_by_school(lacks: list[dict[str, Any]]) -> list[str]:
    """What is missing, as the register has it: who lacks most comes first."""
    missing = dict[str, list[str]]()
    for one in lacks:
        if "missing" in one["states"]:
            missing.setdefault(_typeset(one["name"]), []).append(_typeset(one["title"]))
    assert len({len(some) for some in missing.values()}) == len(missing) == 2
    return [
        f"{name}, {len(some)}: {'; '.join(some)}"
        for name, some in sorted(missing.items(), key=lambda pair: -len(pair[1]))
    ]


def test_retired_adoptions_count_in_no_choice(run: Run, workspace: Path) -> None:
    copy_newer_model(workspace)
    retired = "\n    retired: {on: 2026-01-01, reason: No longer used}"
    edit(
        workspace / "schools/oakfield/school.yaml", "    model: 2016-04",
        "    model: 2016-04" + retired + LOCAL.format("references"),
    )  # fmt: skip
    page = made(run, workspace)
    assert page.figures["retired"].startswith("1 Retired")
    assert page.figures["model.social-media.2016-04"] == "2016-04 3 (100%)"
    told = json.loads(run("choices", "social-media", "--format", "json").stdout)
    schools = Counter(one for word in told[0]["chosen"] for one in word["schools"])
    assert "oakfield" not in schools
    assert len(schools) == 3
    assert page.figures["choice.social-media.personal_use.never"].endswith(" 2 (67%)")
    assert "2 decisions, 3 schools" in page.words
    assert run("deviations", "social-media").exit_code == 0
    assert run("deviations", "social-media").stderr == "0 local wordings, of 0 of 3 schools.\n"


def test_open_decisions_are_found_and_named(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "business_use: never", "business_use:")
    page = made(run, workspace)
    assert [one["School"] for one in page.list("open")] == ["Oakfield Community School"]
    assert page.figures["open"].startswith("1 Open decisions")
    name = "choice.social-media.business_use.-open-"
    assert page.figures[name] == "Still open 1 (25%)"
    assert page.heading(name) == (
        "Social media policy: May employees use social media on the school’s business? Still open: "
        "1 policy of 1 school"
    )


def test_the_soonest_review_comes_first_and_what_has_no_date_last(
    run: Run, workspace: Path
) -> None:
    found = [(one["Next review"], one["Time left"]) for one in made(run, workspace).rows]
    assert found == [
        ("April 2018", "3,129 days overdue"), ("May 2027", "in 189 days"),
        ("10 March 2028", "in 473 days"), ("", "no date"),
    ]  # fmt: skip


def test_clauses_come_as_in_the_text_each_with_its_schools(run: Run, workspace: Path) -> None:
    for school, names in (("brook-lane", ("references",)), ("oakfield", ("aim-keep-risks",))):
        path = workspace / f"schools/{school}/school.yaml"
        edit(path, "    model: 2016-04", "    model: 2016-04" + LOCAL.format(*names))
    section = "//section[starts-with(h2, 'Local wording')]//details[ul]/summary"
    found = [words.text for words in made(run, workspace).root.xpath(section)]
    assert found == ["aim-keep-risks, clause 1.2: 1 school", "references, clause 2.2: 1 school"]
