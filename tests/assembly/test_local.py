"""Local wording: what a school says in its own words where the model has others."""

from agreement import READERS
from making import FRONT, edition

from policygen.writers import plate

TEXT = """\
## Scope {#scope}

1. Every employee is covered. {#everyone}
2. Return it to {{ values.place }}. {#return}
3. Ask the {{ roles.headteacher }}. {#ask}

## Review {#review}

1. See [](#return).
"""


def units(local: str, text: str = TEXT, front: str = FRONT) -> list[tuple[str, str]]:
    """What a reader of each format finds, which is the same in all."""
    made = edition(text, f"values: {{place: the office}}\nlocal:\n{local}", front=front)
    filled = {kind: plate(kind, made.document).fill(made.values) for kind in READERS}
    found = [reader(filled[kind]).units for kind, reader in READERS.items()]
    assert found[0] == found[1] == found[2]
    return found[0][: [words for _, words in found[0]].index("Version history")]


def test_a_clause_is_replaced_in_all_formats_and_keeps_its_number_and_what_leads_to_it() -> None:
    local = "  return:\n    replace: Keep it at {{ values.place }}.\n    reason: We do.\n"
    assert units(local) == [
        ("1", "Scope"),
        ("1.1", "Every employee is covered."),
        ("1.2", "Keep it at the office."),
        ("1.3", "Ask the Headteacher."),
        ("2", "Review"),
        ("2.1", "See clause 1.2."),
    ]
