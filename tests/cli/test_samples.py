"""The larger sample policies, frozen and built again."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import as_on_its_day, copy_samples

from policygen.cli import policygen


@pytest.mark.parametrize("policy", ["complaints", "child-protection", "pay"])
def test_an_issue_with_every_block_is_rebuilt_byte_for_byte(tmp_path: Path, policy: str) -> None:
    copy_samples(tmp_path)

    def run(*words: str) -> None:
        result = CliRunner().invoke(policygen, ["-C", str(tmp_path), *words])
        assert result.exit_code == 0, result.output

    adoption = f"brook-lane/{policy}"
    approval = ("--by", "Board", "--summary", "First adopted.", "--on", "20 November 2026")
    run("issue", adoption, *approval)
    run("build", adoption)
    run("build", f"{adoption}@1.0", "--out", str(tmp_path / "again"))
    for kind in ("docx", "html", "md"):
        again = (tmp_path / f"again/{adoption}@1.0.{kind}").read_bytes()
        assert as_on_its_day(again) == (tmp_path / f"build/{adoption}.{kind}").read_bytes(), kind
