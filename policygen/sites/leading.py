"""Links from one policy of a school to another, on the site that has both.

A text keeps which policy it names: in the names of its slots, or where its words would lead. So it
is led there whether or not the school had said, on the day of the issue, where that policy is
published.
"""

from collections.abc import Collection, Iterator

from policygen.assembly.uses import Use, Wording
from policygen.document import Block, Document, Inline, Inlines, Link, Slot, query
from policygen.document.links import policy_at
from policygen.document.memory import once
from policygen.document.walking import map_inlines

_TITLE = Wording(Use("policy", "x")).slot.removesuffix("x")


def address_slot(policy: str) -> str:
    """The slot that is the address of another policy."""
    return Wording(Use("policy", policy), address=True).slot


@once
def policies_named(document: Document) -> frozenset[str]:
    """The other policies that a text names."""
    return frozenset(name for block in document.children for name in _named_in(block))


@once
def _named_in(block: Block) -> frozenset[str]:
    slots = (one.name for one in _slots(block) if one.name.startswith(_TITLE))
    led = (policy_at(link.address) for link in query((block,), Link))
    named = (name.removeprefix(_TITLE).partition("|")[0] for name in slots)
    return frozenset(filter(None, (*named, *led)))


def _slots(block: Block) -> Iterator[Slot]:
    yield from query((block,), Slot)
    yield from (one.address for one in query((block,), Link) if isinstance(one.address, Slot))


@once
def leading(document: Document, policies: Collection[str]) -> Document:
    """The document with each title of some other policies, and words for it, linked there."""
    titles = {Wording(Use("policy", name)).slot: name for name in policies}

    def change(run: Inlines) -> Inlines:
        return tuple(one for inline in run for one in led(inline))

    def led(inline: Inline) -> Inlines:
        match inline:
            case Slot(name) if name in titles:
                return (Link(Slot(address_slot(titles[name])), (inline,)),)
            case Link(address, children):  # what is led already isn't led again
                flat = (c.children if isinstance(c, Link) else (c,) for c in children)
                policy = policy_at(address)
                leads = Slot(address_slot(policy)) if policy in policies else address
                return (Link(leads, tuple(one for some in flat for one in some)),)
        return (inline,)

    return map_inlines((document,), change)[0]
