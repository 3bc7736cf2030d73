"""What the tools say of Word files, of many at once: most take longer to start than to look."""

import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from typing import Any

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity

from validators.editions import node_tool, python_tool, run, system_tool

Said = dict[str, Any]  # by the file's name


def open_xml_sdk(files: Sequence[Path]) -> Said:
    """What is wrong with each; it takes one file at a time."""
    tool = node_tool(".bin/ooxml-validator")

    def asked(file: Path) -> Any:
        status, said = run(tool, str(file))
        found = json.loads(said)
        assert (status == 0) is found["ok"], said
        return found["errors"]

    with ThreadPoolExecutor(cpu_count()) as pool:
        return {file.name: said for file, said in zip(files, pool.map(asked, files), strict=True)}


def openxml_audit(files: Sequence[Path]) -> Said:
    """The errors in each. One validator for all would mix up the footnotes of its files."""

    def asked(file: Path) -> list[str]:
        validator = OpenXmlValidator(
            file_format=FileFormat.MICROSOFT_365, max_errors=0, security_validation=True
        )
        found = validator.validate(file).errors
        return [str(one) for one in found if one.severity is ValidationSeverity.ERROR]

    return {file.name: asked(file) for file in files}


def ooxml_integrity(files: Sequence[Path], severities: Sequence[str] = ("error", "warn")) -> Said:
    """Findings that are so grave or graver, by each file."""
    words = "check", "--no-config", "--fail-on", severities[-1], "--json"
    status, said = run(python_tool("ooxml-integrity"), *words, *map(str, files))
    found = {
        Path(one["path"]).name: one["findings"] if any(map(one["summary"].get, severities)) else []
        for one in json.loads(said)["files"]
    }
    assert (status == 0) is not any(found.values()), said
    return found


def libreoffice(files: Sequence[Path], kind: str, folder: Path) -> None:
    """Put into a folder what LibreOffice makes of each."""
    status, said = run(
        system_tool("soffice"), "--headless",
        f"-env:UserInstallation={folder.as_uri()}/user-{kind[:3]}",
        "--convert-to", kind, "--outdir", str(folder), *map(str, files),
    )  # fmt: skip
    assert status == 0, said


_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Settle"/>
</library:library>
"""


def settled_by_libreoffice(
    tasks: Sequence[tuple[Path, str]], folder: Path
) -> dict[tuple[str, str], str]:
    """The text of Word files once LibreOffice has done to all changes what each task says.

    That is to Accept or to Reject them.
    """
    soffice = system_tool("soffice")
    profile = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    status, said = run(soffice, "--headless", "--terminate_after_init", profile)
    assert status == 0, said
    macros = folder / "user" / "user" / "basic" / "Standard"
    shutil.copy(Path(__file__).with_name("Settle.xba"), macros)
    (macros / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    texts = {(file.name, how): folder / f"{file.stem}-{how}.txt" for file, how in tasks}
    told = " ".join(
        f"{file.as_uri()}|{texts[file.name, how].as_uri()}|{how}" for file, how in tasks
    )
    status, said = run(soffice, "--headless", profile, f'macro:///Standard.Settle.Settle("{told}")')
    assert status == 0, said
    return {task: text.read_text(encoding="utf-8-sig") for task, text in texts.items()}
