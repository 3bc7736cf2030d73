"""The three formats say the same: number by number, word by word."""

from dataclasses import replace
from functools import lru_cache

import pytest
from agreement import READERS, Content, as_seen, tidy
from edition_reading import read
from hypothesis import given, settings
from making import combinations, edition, filled, samples
from strategies import values

from policygen.assembly.edition import Edition
from policygen.document.quotes import typographic
from policygen.writers import plate

EVERYTHING = """\
## Who may *borrow* {#who}

An introduction, see [the **rules**](#rules).

{% either loans: staff %}
1. Staff {% either approval: head %}ask {{ roles.headteacher }}{% or governors %}ask the
   governors{% or nobody %}need not ask{% endeither %} and agree on a day ({{ values.day }}).
2. They keep to [](#sub) and:
{% for rule in values.rules %}
   - {{ rule }}

     More of it.
{% endfor %}
3. They return it to {{ values.place }}:
   1. in order; {#sub}
   2. in time.

   So that all may use it.
{% or everyone %}
All may borrow.\\
Nobody *need*\\
ask.

> As was said at {{ values.address }}:
>
> - borrow,
> - return.

| What | Who |
| ---- | --- |
| Ball | **Pupils** of [us](https://example.org/?a=1&b=2) |

### Pupils

1. Pupils ask twice.
{% endeither %}

## Rules {#rules}

1. See [](#who).

   {% either approval: head %}
   1. The head approves.
   {% or governors, nobody %}
   Nobody approves.
   {% endeither %}
   2. There is no third, see [](#rules).

::: figure A plan {#plan}
![The way to {{ values.place }}](plan.png)
:::

- See:

  ::: figure
  ![A room](room.png)
  :::

[](#plan) is at the end.^[With **bold** words, [](#rules) and {{ values.place }}.]

::: form To borrow {#form}
For each thing, at {{ values.place }}:

- What? ____ {lines=3}
- Who are you?
  - [ ] a pupil
  - [ ] somebody else ____
- I, ____, bring it back.
- For {{ values.place }} ____ Date ____ {lines=2}
- Rules read
{% for rule in values.rules %}
  - [ ] {{ rule }}
{% endfor %}
- How?
  {% either loans: staff %}
  - [ ] by hand
  {% or everyone %}
  - [ ] by {{ values.day }} ____
  {% endeither %}
:::

::: form {.office}
- [ ] returned
- [ ] lost, ____

| What | Kept |
| --- | --- |
| Ball | [ ] yes [ ] no |
| Net | ____ {lines=2} |
:::
"""


# A value in every position that a model can give it.
POSITIONS = """\
## {{ values.place }} {#one}

{{ values.place }}

{{ values.place }}. {{ values.place }} and {{ values.place }}{{ values.day }} x{{ values.place }}y
{{ values.place }}) \\#{{ values.place }} &{{ values.place }}; !{{ values.place }}
\\<{{ values.place }}>

1. {{ values.place }} {#two}

   {{ values.place|capitalised }}
   - {{ values.place }}
     - {{ values.place }} {{ values.rules|listed }}
   1. {{ values.place }}
2. **{{ values.place }}** *a {{ values.place }}* ({{ values.place }})
3. [{{ values.place }}](https://example.org/), [{{ values.place }}](#two) and [](#three)

| {{ values.place }} | b |
| --- | --- |
| {{ values.place }} | **{{ values.place }}** {{ roles.headteacher }}^[{{ values.place }}] |

::: figure {{ values.place }} {{ values.day }} {#plan}
![{{ values.place }}: {{ values.day }}](plan.png)
:::

### {{ values.place }} {{ school.name }} {#three}
"""


setting = lru_cache(plate)


def contents(made: Edition) -> dict[str, Content]:
    return {
        kind: reader(setting(kind, made.document).fill(made.values, made.logo, made.pictures))
        for kind, reader in READERS.items()
    }


def assert_agreed(made: Edition) -> Content:
    found = contents(made)
    assert found["docx"] == found["html"] == found["md"]
    assert as_seen(found["pdf"], found["pdf"]) == as_seen(found["md"], found["pdf"])
    return found["md"]


@pytest.mark.parametrize("name", samples())
def test_every_sample_says_the_same_in_all_formats(name: str) -> None:
    content = assert_agreed(samples()[name])
    assert content.title == "Social media policy"
    numbers = [number for number, _ in content.units]
    assert [n for n in numbers if n.isdigit()] == list("12345678")
    assert numbers[:5] == ["1", "1.1", "1.2", "1.3", "1.4"]


def test_every_combination_of_choices_says_the_same_in_all_formats() -> None:
    for choices, made in combinations():
        numbers = [number for number, _ in assert_agreed(made).units]
        assert ("5.1" in numbers) == (choices.get("business_use") != "never")
        assert {"6.1", "7.2", "8.2"} <= set(numbers)


def test_the_facts_and_the_version_history_agree_and_are_complete() -> None:
    content = assert_agreed(samples()["st-marys-st-johns"])
    facts = dict(content.facts)
    assert facts["School"] == "St Mary’s & St John’s C of E Primary School"
    assert facts["Version"] == "3.0"
    assert facts["Date of issue"] == "10 March 2026"
    assert facts["Next review"] == "10 March 2028"
    at = content.units.index(("", "Version history"))
    assert [words.split(" | ")[0] for _, words in content.units[at + 2 :]] == [
        "Version", "1.0", "1.1", "2.0", "2.1", "2.2", "3.0",
    ]  # fmt: skip
    assert content.units[-1] == (
        "",
        "3.0 | 10 March 2026 | Full governing board | Adopted anew after consultation with staff.",
    )


@pytest.mark.parametrize("loans", ["staff", "everyone", ""])
@pytest.mark.parametrize("approval", ["head", "governors", "nobody", ""])
def test_a_text_with_everything_in_it_says_the_same_in_all_formats(
    loans: str, approval: str
) -> None:
    adoption = f"choices: {{loans: {loans}, approval: {approval}}}\nvalues:\n"
    if loans != "everyone":
        adoption += "  place: the office\n"
    if loans != "staff":
        adoption += "  address: |\n    1. Street\n    # Town\n    > County"
    assert_agreed(edition(EVERYTHING, adoption, draft=True))


@pytest.fixture(scope="module")
def positions() -> Edition:
    return edition(POSITIONS, "values: {place: x, day: y}")


def assert_only_words(made: Edition, value: str, other: str) -> None:
    """The value is printed in each position of each format, its marks set, and nothing else
    changes."""
    given = {"values.place": value, "values.day": other, "school.name": value}
    given |= {"values.place|capitalised": value, "roles.headteacher": other}
    given |= {"values.rules|listed": other}
    made = replace(made, words={**made.words, **given})
    content = assert_agreed(made)
    words = [said for _, said in content.units]
    v, o = tidy(typographic(value)), tidy(typographic(other))
    assert words[: words.index("Version history")] == [
        v, v, f"{v}. {v} and {v}{o} x{v}y {v}) #{v} &{v}; !{v} <{v}>",
        v, v, v, f"{v} {o}", v, f"{v} a {v} ({v})", f"{v}, {v} and {v} {v}",
        f"{v} | b", f"{v} | {v} {o}[^1]", f"{v}: {o}", f"Figure 1: {v} {o}", f"{v} {v}",
    ]  # fmt: skip
    assert content.notes == [v]
    assert dict(content.facts)["School"] == v
    assert read(setting("md", made.document).fill(made.values).decode()) == filled(made)


@settings(max_examples=30, deadline=None)  # each is set in every format, PDF among them
@given(values(), values())
def test_a_value_is_only_words_in_every_position(
    positions: Edition, value: str, other: str
) -> None:
    assert_only_words(positions, value, other)
