"""policygen check --fix."""

from pathlib import Path

from cli_fixtures import Run

MODEL = "templates/social-media/2016-04.md"


def test_fix_shows_each_change_and_touches_nothing_else(run: Run, workspace: Path) -> None:
    path = workspace / MODEL
    before = path.read_bytes()
    schools = {file: file.read_bytes() for file in (workspace / "schools").rglob("*.yaml")}
    pasted = before.replace(b"1. What another", "1.\u00a0What another".encode())
    path.write_bytes(b"\xef\xbb\xbf" + pasted.replace(b"\n", b"\r\n"))
    assert run("check").exit_code == 1
    assert path.read_bytes() == b"\xef\xbb\xbf" + pasted.replace(b"\n", b"\r\n")
    done = run("check", "--fix")
    assert f"{MODEL}:6" in done.stderr or f"{MODEL}:" in done.stderr
    assert "  - 1.\u00a0What another" in done.stderr
    assert "  + 1. What another" in done.stderr
    assert "1 line changed." in done.stderr
    assert path.read_bytes() == b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n")
    assert {file: file.read_bytes() for file in schools} == schools
    assert "0 lines changed." in run("check", "--fix").stderr


def test_fix_tells_what_it_cannot_mend(run: Run, workspace: Path) -> None:
    path = workspace / MODEL
    path.write_text(path.read_text("utf-8") + "\nIt began in\n1998. That was it.\n", "utf-8")
    done = run("check", "--fix", str(path))
    assert done.exit_code == 1
    assert "0 lines changed." in done.stderr
    assert "begins with '1998.'" in done.stdout + done.stderr


def test_fix_mends_shared_passages(run: Run, workspace: Path) -> None:
    shared = workspace / "templates/shared/loans.md"
    shared.parent.mkdir(exist_ok=True)
    shared.write_bytes("•\tballs\r\n•\tbats\r\n".encode())
    other = shared.with_name("other.md")
    other.write_text("• left alone\n", "utf-8")
    done = run("check", "--fix", str(shared))
    assert "templates/shared/loans.md:2:\n  - •\tbats\n  + - bats" in done.stderr
    assert "2 lines changed." in done.stderr
    assert shared.read_bytes() == b"- balls\r\n- bats\r\n"
    assert other.read_text("utf-8") == "• left alone\n"
    run("check", "--fix")
    assert other.read_text("utf-8") == "- left alone\n"
