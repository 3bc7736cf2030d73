"""What a model version says of the one before: what became of its names, and why it changed."""

from typing import TypeAlias

from policygen.sources.local_wording import ModelId
from policygen.sources.records import Known, Line, Name, Record

NewNames: TypeAlias = dict[Name, Name]  # by the name that it has now, what it was


class Successors(Record):
    """What things were called in the version before: by their names now."""

    decisions: NewNames = {}
    alternatives: dict[Name, NewNames] = {}  # by their decision
    values: NewNames = {}
    items: dict[Name, NewNames] = {}  # of lists that the model brings, by their value
    roles: NewNames = {}
    ids: dict[ModelId, ModelId] = {}


class Gone(Record):
    """What the version before had and this one hasn't, by the names of then."""

    decisions: list[Name] = []
    alternatives: dict[Name, list[Name]] = {}
    values: list[Name] = []
    items: dict[Name, list[Name]] = {}
    roles: list[Name] = []
    ids: list[ModelId] = []


class Since(Record):
    """What a model version says of the one before it: `notes` say of ids what changed and why."""

    version: Known
    was: Successors = Successors()
    gone: Gone = Gone()
    notes: dict[ModelId, Line] = {}

    def now_called(self, group: str, name: str) -> str:
        """What a decision or a value of the version before is called now, if it says so."""
        was: dict[str, str] = getattr(self.was, group)
        return next((now for now, before in was.items() if before == name), "")
