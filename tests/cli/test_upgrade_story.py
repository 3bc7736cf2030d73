"""The publisher revises the model, and four schools that use it differently go over to it.

Each chose otherwise, two have worded clauses in their own way, and one of those the model has
changed as well. What each decides is the redline of its own text.
"""

import re
from pathlib import Path

from cli_fixtures import Run, edit
from workspaces import copy_newer_model

HOLTSMERE, OAKFIELD = "holtsmere-end/social-media", "oakfield/social-media"
BROOK_LANE, ST_MARYS = "brook-lane/social-media", "st-marys-st-johns/social-media"
OWN_REFERENCES = """\
    local:
      references:  # since 2015
        replace: |
          References are given by the {{ roles.headteacher }} alone, never from
          {{ values.designated_place }}; see [](#case-doubt-whether).
        reason: Agreed with our staff forum
"""
OWN_REPORTING = """\
    local:
      reporting:
        replace: |
          Any misuse is told to the {{ roles.headteacher }} at once.
        reason: Our safeguarding partners ask for it
"""


def file(workspace: Path, target: str) -> Path:
    return workspace / f"schools/{target.partition('/')[0]}/school.yaml"


def done(run: Run, *words: str, status: int = 0) -> str:
    result = run(*words)
    assert result.exit_code == status, result.output
    return result.stdout + result.stderr


def issue(run: Run, target: str, day: str, summary: str) -> None:
    done(run, "issue", target, "--by", "Governing board", "--summary", summary, "--on", day)


def built(workspace: Path, target: str, name: str) -> dict[str, bytes]:
    folder = workspace / "build" / target.partition("/")[0]
    return {path.name: path.read_bytes() for path in folder.glob(f"{name}.*")}


def test_four_schools_go_over_to_a_newer_model(run: Run, workspace: Path) -> None:
    history = "    next_review: May 2027\n"
    edit(file(workspace, OAKFIELD), history, f"{OWN_REFERENCES}{history}")
    edit(file(workspace, ST_MARYS), "    next_review", f"{OWN_REPORTING}    next_review")
    for target in (HOLTSMERE, OAKFIELD, BROOK_LANE, ST_MARYS):
        issue(run, target, "1 October 2026", "As it was.")
    done(run, "build", f"{ST_MARYS}@4.0")
    then = built(workspace, ST_MARYS, "social-media@4.0")

    # The publisher puts the new version beside the old one: every school is told.
    copy_newer_model(workspace)
    assert done(run, "status").count("behind") == 4
    assert done(run, "check").count("there is a newer model version of social-media: 2018-04") == 4

    # What would change is seen before anything does.
    before = {target: file(workspace, target).read_bytes() for target in (OAKFIELD, ST_MARYS)}
    seen = done(run, "upgrade", "--all", "--dry-run", status=1)
    assert "3 policies would be upgraded; 1 refused." in seen
    assert {target: file(workspace, target).read_bytes() for target in before} == before

    # Three go over; that of the conflict stays as it was, and hears what it must decide.
    said = done(run, "upgrade", "--all", status=1)
    assert "3 policies upgraded; 1 refused." in said
    assert (
        f"{ST_MARYS}: reporting (clause 4.5) is worded otherwise here, and 2018-04 has changed it\n"
        "    2016-04  Anyone who learns of a misuse of social media should tell the Executive "
        "Headteacher.\n"
        "    2018-04  Anyone who learns of a misuse of social media must tell the Executive "
        "Headteacher within two working days.\n"
        "    yours    Any misuse is told to the {{ roles.headteacher }} at once.\n"
        "  --keep-local reporting, or --take-model reporting; or edit your wording first\n"
    ) in said
    assert file(workspace, ST_MARYS).read_bytes() == before[ST_MARYS]
    assert "1 policy upgraded; 3 up to date." in done(
        run, "upgrade", "--all", "--keep-local", "reporting"
    )

    # What was said in a school's own words goes on, by the names that things have now.
    oakfield = file(workspace, OAKFIELD).read_text("utf-8")
    assert "{{ values.place }}; see [](#when-in-doubt)." in oakfield
    assert "references:  # since 2015" in oakfield
    assert "Any misuse is told to" in file(workspace, ST_MARYS).read_text("utf-8")

    # Each answers what is new, and confirms what the model has reworded.
    for target, answers in {
        HOLTSMERE: ("messaging=app", "business_use=with_approval"),
        OAKFIELD: ("messaging=never",),
        BROOK_LANE: ("messaging=never", "private_use=breaks"),
        ST_MARYS: ("messaging=app", "business_use=never"),
    }.items():
        options = [word for answer in answers for word in ("--choose", answer)]
        options += ["--set", "app=ParentPost"] * ("messaging=app" in answers)
        said = done(run, "adopt", *target.split("/"), *options)
        assert "Still open" not in said and "To be confirmed" not in said

    # Each sees its own redline: what stays in its text isn't marked.
    redline = {
        target: done(run, "diff", target) for target in (HOLTSMERE, OAKFIELD, BROOK_LANE, ST_MARYS)
    }
    assert "Parents are written to in ParentPost alone" in redline[HOLTSMERE]
    assert "References are given by the Principal alone" in redline[OAKFIELD]
    own = redline[OAKFIELD][redline[OAKFIELD].index("References are") :].partition("3. ")[0]
    assert "see [-clause 6.4-]{+clause 7.4+}." in own and own.count("[-") == 1
    in_breaks = redline[BROOK_LANE][redline[BROOK_LANE].index("3.    Personal") :]
    assert re.search(r"\{\+In breaks, and where no\s+pupil is present", in_breaks)
    assert "two working days" not in redline[ST_MARYS]
    assert all("{+must+}" in redline[target] for target in (HOLTSMERE, OAKFIELD, BROOK_LANE))

    # It is approved and issued; what was issued before is built again, the same to the byte.
    for target in redline:
        issue(run, target, "20 November 2026", "The model of 2018.")
    assert "behind" not in done(run, "status") and "changed" not in done(run, "status")
    for name in then:
        (workspace / "build/st-marys-st-johns" / name).unlink()
    done(run, "build", f"{ST_MARYS}@4.0")
    assert built(workspace, ST_MARYS, "social-media@4.0") == then
    assert done(run, "verify").startswith("8 issues intact, 0 altered")
