"""The formats that editions can be had in, by their files' endings.

They are those of the writers' registry, said again because every build, even one that finds
nothing to do, needs them: the registry takes long to import. A test compares the two.
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec

from policygen.errors import Reason

ENDINGS = ("docx", "html", "md", "pdf")
BY_DEFAULT = ("docx", "html", "md")  # those that are written where none is named: none by an extra
_NEEDED = {"pdf": "typst"}  # a package that comes with an extra of ours


def is_at_hand(ending: str) -> bool:
    """Whether all that a format needs is installed."""
    return ending not in _NEEDED or find_spec(_NEEDED[ending]) is not None


def missing_extras(formats: Iterable[str]) -> Iterator[Reason]:
    """What is to be installed for some formats, and how."""
    for ending in formats:
        if not is_at_hand(ending):
            message = f"{ending.upper()} needs {_NEEDED[ending]}, which isn't installed"
            yield Reason(message, f"install it with: pip install 'policygen[{ending}]'")
