"""The policies that a school has, as they are kept: all that what is required is held against."""

import json
from typing import TYPE_CHECKING, Any

from policygen.dates import PartialDate
from policygen.register.lacking import Holdings, PolicyHeld
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target

if TYPE_CHECKING:  # slow to import, and not needed where nothing has changed
    from policygen.sources.school import School


def make_holdings(root: str, run: bytes, target: Target) -> Result:
    """The policies of a school, and what is wrong with its file and may hide one."""
    from policygen.workspace.library import shared_library

    library = shared_library(root, run)
    workspace = library.workspace
    workspace.notes.begin()
    school, problems = workspace.school(target.school)
    stopping = (*workspace.mistakes, *(one for one in problems if not one.warning))
    told = json.dumps(_told(school) if school and not school.retired else None)
    return Result(target, (), (), stopping, told, basis=library.basis, read=workspace.notes.lines())


def holdings_in(told: str) -> Holdings | None:
    """The same again; none for a school that has left, or whose file can't be read."""
    if not (said := json.loads(told)):
        return None
    held = tuple(
        PolicyHeld(
            **one
            | {
                name: one[name] and PartialDate.parse(one[name])
                for name in ("looked_at", "next_review")
            }
        )
        for one in said.pop("held")
    )
    return Holdings(**said | {"held": held, "trusts": tuple(said["trusts"])})


def _told(school: "School") -> dict[str, Any]:
    return {
        "school": school.id,
        "name": school.name,
        "facts": {
            name: list(said) if isinstance(said, tuple | list) else str(said)
            for name, said in school.facts.items()
        },
        "held": [*_adopted(school), *_others(school)],
        "trust": school.trust.name if school.trust else school.trust_id,
        "trusts": school.trusts,
    }


def _adopted(school: "School") -> list[dict[str, Any]]:
    found = []
    for policy, entry in school.policies.items():
        if entry.retired:
            continue
        last, looked_at = entry.last_issue, entry.last_looked_at
        one = PolicyHeld(
            policy,
            last.version if last else "",
            last.by if last else "",
            published=entry.published or "",
            publish=entry.publish,
            was_issued=bool(entry.history),
        )
        dates = {
            "looked_at": looked_at.iso if looked_at else None,
            "next_review": entry.next_review.iso if entry.next_review else None,
        }
        found.append({**one._asdict(), **dates})
    return found


def _others(school: "School") -> list[dict[str, Any]]:
    return [
        PolicyHeld(policy, published=one.published or "", is_other=True)._asdict()
        for policy, one in school.other_policies.items()
    ]
