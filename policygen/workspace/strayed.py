"""A school's file under another name, as editors and copies leave it: school.yaml.txt."""

from policygen.workspace.folder import names_in

_FILE = "school.yaml"


def strayed_file(folder: str) -> str:
    """What to do in a school's folder that has no school.yaml but its file under another name, or
    issues of it; empty where there is nothing of it.
    """
    names = sorted(names_in(folder))
    if found := [name for name in names if name.lower().startswith("school") and name != _FILE]:
        return f"rename {found[0]}, which stands there, to {_FILE}"
    if "issued" in names:
        return f"put {_FILE} back from a copy: what was issued stands there still"
    return ""
