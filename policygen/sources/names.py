"""What can name things; quick to import, for every command needs to know."""

import re
from hashlib import sha256

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_WINDOWS_DEVICE = re.compile(r"con|nul|aux|prn|(com|lpt)[0-9]")  # can't be folders there


def is_id(text: str) -> bool:
    """Whether text can name a school or a policy, and so a folder on every system."""
    return bool(_ID.fullmatch(text)) and not _WINDOWS_DEVICE.fullmatch(text)


def is_device(text: str) -> bool:
    """Whether Windows takes text for one of its devices."""
    return bool(_WINDOWS_DEVICE.fullmatch(text.lower()))


def is_name(text: str) -> bool:
    """Whether text can name a decision, an alternative, a value, an item or a role."""
    return bool(_NAME.fullmatch(text))


def part_name(data: bytes, ending: str) -> str:
    """What a file that issues share is called, such as a picture: by what is in it."""
    return f"{sha256(data).hexdigest()}.{ending}"
