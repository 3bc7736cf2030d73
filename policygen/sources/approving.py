"""Who may approve a policy, and with whom its text was agreed, as a model declares it."""

import re

from pydantic import Field

from policygen.sources.local_wording import ModelId
from policygen.sources.records import Record, Title

ROLE = re.compile(r"roles\.([a-z][a-z0-9_]{0,63})")


class ApprovalRules(Record):
    """Who may approve an issue, and who one of which only administrative details changed.

    Each is a body or a post by its name, or a post of the model's: `roles.headteacher`.
    """

    by: list[Title] = []
    administrative: list[Title] = []


class Agreed(Record):
    """With whom the text, or some clauses of it, was agreed: a school that words them otherwise
    consults these bodies.
    """

    bodies: list[Title] = Field(alias="with", min_length=1)
    clauses: list[ModelId] = []
