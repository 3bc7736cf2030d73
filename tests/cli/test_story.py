"""The life of one policy, with fixed dates: the story that the README tells."""

from email import message_from_bytes, policy
from pathlib import Path

from cli_fixtures import Run, edit
from workspaces import as_on_its_day

NAME = "elm-park/social-media"


def test_the_life_of_one_policy(run: Run, workspace: Path) -> None:
    school = workspace / "schools/elm-park/school.yaml"
    page = workspace / "build/elm-park/social-media.md"

    # Adopted April 2016
    run("new", "elm-park", "--name", "Elm Park Primary School")
    run(
        "adopt", "elm-park", "social-media", "--choose", "personal_use=occasional",
        "--choose", "business_use=never", "--set", "designated_place=the staff room",
    )  # fmt: skip
    edit(school, "\nname:", "\nemail: office@elm-park.example\nname:")
    first = run("issue", NAME, "--by", "Governing board", "--summary", "First.", "--on", "2016-04")
    assert first.stdout == f"{NAME}: version 1.0, next review April 2018\n"
    run("build", "elm-park")
    on_its_day = {p.suffix: p.read_bytes() for p in (workspace / "build/elm-park").iterdir()}
    assert set(on_its_day) == {".docx", ".html", ".md"}

    # Reviewed unchanged, within the month before it was due
    review = ("reviewed", NAME, "--by", "Staffing committee", "--on", "20 March 2018")
    assert run(*review).stdout == f"{NAME}: reviewed 20 March 2018, next review April 2020\n"

    # Changed
    edit(school, "the staff room", "the library")
    run("build", "elm-park")
    assert r"Draft: changed since version 1\.0" in page.read_text("utf-8")
    assert run("status", "elm-park", "--on", "1 June 2019").stdout == (
        f"{NAME}: changed; version 1.0; review April 2020, in 334 days\n"
        "  the text of section 3 changed\n"
    )

    # Issued as 2.0
    second = run(
        "issue", NAME, "--by", "Governing board", "--summary", "The library.", "--on", "2019-06-10"
    )
    assert second.stdout == f"{NAME}: version 2.0, next review 10 June 2021\n"
    run("build", "elm-park")
    assert r"| Version | 2\.0 |" in page.read_text("utf-8")

    # Overdue, and reminded
    late = ("--on", "1 September 2021")
    assert run("register", "--fail-on", "overdue", "--policy", "social-media", *late).exit_code == 1
    assert "83 days overdue" in run("register", *late).stdout
    run("remind", *late)
    letter = message_from_bytes(
        (workspace / "build/reminders/elm-park.eml").read_bytes(), policy=policy.default
    )
    assert letter["To"] == "office@elm-park.example"
    assert letter["Subject"] == "Policies of Elm Park Primary School: 1 review overdue"

    # Verified; the first issue rebuilt as it was
    assert "2 issues intact, 0 altered" in run("verify", "elm-park").stderr
    assert run("build", f"{NAME}@1.0").exit_code == 0
    for kind, data in on_its_day.items():
        again = (workspace / f"build/elm-park/social-media@1.0{kind}").read_bytes()
        assert as_on_its_day(again) == data

    # Tampered with
    frozen = workspace / "schools/elm-park/issued/social-media/1.0.md"
    edit(frozen, "the staff room", "the boiler room")
    found = run("verify", "elm-park")
    assert found.exit_code == 1
    assert found.stdout == (
        "schools/elm-park/issued/social-media/1.0.md: altered since it was issued\n"
    )
