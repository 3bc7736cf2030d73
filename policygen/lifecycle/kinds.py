"""How a text, a review and so an adoption can stand: the words for it, which mypy checks."""

from typing import Literal, TypeAlias, get_args

TextKind: TypeAlias = Literal["draft", "issued", "changed", "altered", "withdrawn"]
ReviewKind: TypeAlias = Literal["none", "fine", "due", "overdue"]
# `behind` a newer model version; `unconfirmed` where the model has reworded what was chosen;
# `incomplete` where nothing can be built; `retired` for good.
AdoptionKind: TypeAlias = TextKind | Literal["behind", "unconfirmed", "incomplete", "retired"]
AnyKind: TypeAlias = AdoptionKind | ReviewKind

# How an adoption stands on a day: one issue is in force, or none; or one whose text isn't frozen
# here. `altered`: its record or that text isn't as it was made. `not known`: its file has mistakes.
ForceKind: TypeAlias = Literal["in force", "not held here", "none in force", "altered", "not known"]

STATES: tuple[AnyKind, ...] = (
    *get_args(TextKind), "behind", "unconfirmed", "incomplete", "retired", *get_args(ReviewKind)
)  # fmt: skip

# How a policy stands that a school must have or publish; `unclear` where nobody can say.
LackKind: TypeAlias = Literal["missing", "overdue", "wrong body", "unpublished", "unclear"]
LACKS: tuple[LackKind, ...] = get_args(LackKind)
