"""A post as a school has it: what it is called there, who holds it, how to reach them."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator

from policygen.sources.records import TITLE, LinkedEmail, Record, Telephone, Title


class PostHolder(Record):
    """A post as a school has it: what it is called there, who holds it, how to reach them.

    Without a title it is called what the model calls it.
    """

    title: Title | None = None
    holder: Title | None = None
    email: LinkedEmail | None = None
    telephone: Telephone | None = None

    @property
    def details(self) -> Mapping[str, str]:
        """All but the title, as far as it is given."""
        known = {"holder": self.holder, "email": self.email, "telephone": self.telephone}
        return {name: said for name, said in known.items() if said is not None}


def _post(value: object) -> object:
    """A post as it is written: its title alone, or a group of keys."""
    return value if isinstance(value, dict) else {"title": TITLE.func(value)}  # type: ignore[call-arg]


PostAsWritten = Annotated[
    PostHolder, BeforeValidator(_post, json_schema_input_type=PostHolder | str)
]
