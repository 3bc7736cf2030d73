"""What versions of a model say in the same place, as one text: each wording with its versions."""

from collections.abc import Mapping


def wordings(said: Mapping[str, str]) -> dict[str, list[str]]:
    """Each wording with the versions that have it, in the order of the versions."""
    found: dict[str, list[str]] = {}
    for version, words in said.items():
        found.setdefault(words, []).append(version)
    return found


def with_versions(words: str, versions: list[str]) -> str:
    """A wording that not all versions have: Yes, with approval (2016-04)."""
    return f"{words} ({', '.join(versions)})"


def said_in_all(said: Mapping[str, str]) -> str:
    """The wording that all versions have; else each, with its versions."""
    found = wordings(said)
    if len(found) == 1:
        return next(iter(found))
    return " / ".join(with_versions(words, versions) for words, versions in found.items())
