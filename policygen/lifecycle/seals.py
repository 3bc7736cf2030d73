"""Whether the file of an issue is as it was frozen, told from its bytes alone.

A register looks at thousands of such files, so nothing here reads what they hold: `frozen` does.
The digest of a file covers all of it but the line that holds the digest.
"""

import json
import re
from hashlib import sha256

from policygen.lifecycle.chain import file_seal
from policygen.sources.entries import HistoryEntry
from policygen.sources.school import School

OPENING = "\n<!-- What policygen needs to make this issue again: leave it as it is.\n"
CLOSING = "-->\n"

_SEAL = b'\n"sha256": "'
_TEXT = b'\n"text": "'
_MODEL_WORDS = b'\n"model_words": "'
_MODEL = '\n"model": "{}",\n"model_digest": "'
_SAID = re.compile(rb'^"(\w+)": ("(?:[^"\\\n]|\\.)*"),$', re.M)


def sealed(file: str) -> str:
    """The file of an issue with its digest in it."""
    line = f'"sha256": "{sha256(file.encode()).hexdigest()}",\n'
    return file.replace(f"{OPENING}{{\n", f"{OPENING}{{\n{line}", 1)


def is_intact(file: bytes) -> bool:
    """Whether the file of an issue is as it was frozen."""
    seal, rest = _unsealed(file)
    return sha256(rest).hexdigest().encode() == seal


def digest_in(file: bytes) -> str:
    """The digest that an issue's file holds."""
    return _unsealed(file)[0].decode("ascii", "replace")


def said_of(file: bytes) -> dict[str, str]:
    """What an issue's file says of itself: the fields of its `Making` that are texts."""
    record = file.rpartition(OPENING.encode())[2]
    return {name.decode(): json.loads(text) for name, text in _SAID.findall(record)}


def is_issue(file: bytes, school: str, policy: str, version: str) -> bool:
    """Whether a file says that it is a certain issue, and is as it was frozen."""
    said = f'\n"school": "{school}",\n"policy": "{policy}",\n"version": "{version}",\n'
    record = file.rpartition(OPENING.encode())[2]
    return said.encode() in record and is_intact(file)  # they are the first fields of a `Making`


def is_held(file: bytes, school: School, policy: str, issue: HistoryEntry) -> bool:
    """Whether a file is that of an issue in a school's history, as it was frozen."""
    is_its = is_issue(file, school.identity, policy, issue.version)
    return is_its and issue.seal is not None and issue.seal.file == file_seal(digest_in(file))


def text_digest_of(file: bytes) -> str:
    """The digest of an issue's text, as its file says; empty where it says none."""
    record = file.rpartition(OPENING.encode())[2]
    return record.partition(_TEXT)[2][:64].decode("ascii", "replace")


def model_digest_of(file: bytes, model: str) -> str:
    """The digest of a model version that an issue was made from; empty where it was another."""
    record = file.rpartition(OPENING.encode())[2]
    return record.partition(_MODEL.format(model).encode())[2][:64].decode("ascii", "replace")


def model_words_of(file: bytes) -> str:
    """The digest of that model version without its ids; empty where the issue doesn't keep it."""
    record = file.rpartition(OPENING.encode())[2]
    return record.partition(_MODEL_WORDS)[2][:64].decode("ascii", "replace")


def _unsealed(file: bytes) -> tuple[bytes, bytes]:
    """The digest that an issue's file holds, and the file without the line that holds it."""
    begin = file.find(_SEAL, file.rfind(OPENING.encode())) + 1
    end = file.find(b"\n", begin) + 1
    if not begin or not end:
        return b"", file
    return file[begin + len(_SEAL) - 1 : end - 3], file[:begin] + file[end:]
