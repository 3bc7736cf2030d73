"""Local wording and the model's change to the same thing: whether both can stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from policygen.assembly.deviating import node_words
from policygen.assembly.edition import Edition, model_edition, numbered_text
from policygen.assembly.lineage import Lineage
from policygen.assembly.local_sites import Sites, sites
from policygen.assembly.quoting import set_quotes
from policygen.compare.saying import said
from policygen.document import (
    Clause,
    Grid,
    Inline,
    Inlines,
    Node,
    Reference,
    Section,
    Slot,
    Step,
    TableRow,
    Text,
    map_inlines,
)  # fmt: skip
from policygen.document.walking import map_nodes
from policygen.sources.local_wording import LocalWording

Meeting: TypeAlias = Literal["carried", "changed", "same", "removed", "both removed"]


@dataclass(frozen=True, slots=True)
class Met:
    """How local wording of an id meets the later version: there it is called `now`, if it is there.

    `where` is where a reader finds it in the earlier text; `before` and `after` are the model's
    words then and now, `local` those of the school. The `same` says what the model now says, too.
    """

    id: str
    now: str
    how: Meeting
    where: str
    before: str = ""
    after: str = ""
    local: str = ""
    reason: str = ""


def meet(
    local: Mapping[str, LocalWording], names: Lineage, before: Edition, after: Edition
) -> list[Met]:
    """How each local wording meets a later version; the editions are the school's, of either."""
    if not local:
        return []
    old, new = _Text(before), _Text(after)
    return [_met(name, wording, names, old, new) for name, wording in local.items()]


class _Text:
    """The text of an edition as far as it is printed, and the whole of its model."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.own = _sites(edition)
        whole = model_edition(edition.model)
        self.all = _sites(whole)
        self.values = {**whole.values, **edition.values}

    def holds(self, anchor: str) -> bool:
        return anchor in self.own.node

    def site(self, *, own: bool) -> Sites:
        return self.own if own else self.all

    def says_it_too(self, name: str) -> bool:
        """Whether a school's words in the place of the model's make no other text of it."""
        shape, numbering = self.edition.shape, self.edition.frame.numbering
        change = (one for one in self.edition.local if (one.id, one.kind) == (name, "replace"))
        texts = (numbered_text(shape, numbering, local).blocks for local in ((), tuple(change)))
        model, school = (
            [_bare(block, self.edition.values, {}) for block in blocks] for blocks in texts
        )
        return self.holds(name) and model == school


def _sites(edition: Edition) -> Sites:
    return sites(numbered_text(edition.shape, edition.frame.numbering).blocks)


def _met(name: str, wording: LocalWording, names: Lineage, old: _Text, new: _Text) -> Met:
    now = names.ids.get(name, "")
    own = old.holds(name) and (not now or new.holds(now))
    was, is_ = old.site(own=own), new.site(own=own)
    texts = "\n".join(text.strip() for _, text in wording.texts)
    node = was.node.get(name)
    words = node_words(node, old.values, was) if node else ""
    found = Met(
        name, now, "carried", was.name.get(name, name), words, "", texts, wording.reason
    )  # fmt: skip
    if not now:
        return replace(found, how="both removed" if wording.remove else "removed")
    after = is_.node.get(now)
    found = replace(found, after=node_words(after, new.values, is_) if after else "")
    if wording.replace is None and not wording.remove:  # what is added stands after it
        return found
    if node is None or after is None:
        return found if node is after else replace(found, how="changed")
    if _bare(node, old.values, names.ids) == _bare(after, new.values, {}):
        return found
    same = wording.replace is not None and new.says_it_too(now)
    return replace(found, how="same" if same else "changed")


def _bare(node: Node, values: Mapping[str, str], ids: Mapping[str, str]) -> str:
    """What a node says whatever its number, so that what was only renumbered is the same."""

    def one(inline: Inline) -> Inline:
        match inline:
            case Slot(name):
                return Text(values.get(name, f"[{name}]"))
            case Reference(anchor):
                return replace(inline, anchor=ids.get(anchor, anchor))
        return inline

    def run(inlines: Inlines) -> Inlines:
        return tuple(map(one, inlines))

    def unnumbered(inner: Any) -> Any:
        return replace(inner, number="") if isinstance(inner, Clause | Section | Step) else inner

    block: Any = Grid((), (node,)) if isinstance(node, TableRow) else node
    return said(map_inlines([set_quotes(map_nodes(block, unnumbered))], run))
