"""A school of a trust has the edition of one that says all of it itself, byte for byte."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from making import model

from policygen.assembly.edition import assemble
from policygen.errors import Position
from policygen.sources.adoption import Adoption
from policygen.sources.located import Keys
from policygen.sources.school import School, read_school
from policygen.sources.trust import PolicyAnswers, TrustAnswers, TrustRead, read_trust
from policygen.writers import FORMATS, plate

TEXT = """\
## Loans {#loans}

1. {% either loans: staff %}Staff borrow.{% or everyone %}All borrow.{% endeither %} {#who}
2. Things go to {{ values.place }}, by {{ values.day }}, or to the {{ roles.headteacher }},
   {{ roles.headteacher.holder }}. {#back}
{% for rule in values.rules %}
   - {{ rule }}
{% endfor %}

## Others {#others}

1. {% either approval: head %}One.{% or governors %}Two.{% or nobody %}None.{% endeither %} {#whose}
2. {% for one in values.team %}{{ one.name }}, {{ one.phone }}; {% endfor %}and
   {{ facts.telephone }}. {#team}
"""
IN_POLICY = ("policies", "example")
LOCAL = st.sampled_from(
    [
        {"remove": "yes", "reason": "Not here"},
        {"replace": "Ask at {{ values.place }}.", "reason": "Ours"},
        {"add": "More of {{ values.day }}.", "reason": "Ours"},
    ]
)
WORDS = st.sampled_from(["the hall", "a * b", "Friday", "O'Neil's", "{{ x }}"])
TEAMS = st.lists(
    st.fixed_dictionaries({"name": WORDS, "phone": st.just("01632 960000")}), min_size=1, max_size=2
)
RULES = st.sampled_from([{"drop": ["safety"]}, {"rename": {"conduct": "ours"}, "add": ["more"]}])
ASKED: dict[Keys, st.SearchStrategy[Any]] = {
    (*IN_POLICY, "choices", "loans"): st.sampled_from(["staff", "everyone"]),
    (*IN_POLICY, "choices", "approval"): st.sampled_from(["head", "governors", "nobody"]),
    (*IN_POLICY, "values", "place"): WORDS,
    (*IN_POLICY, "values", "day"): WORDS,
    (*IN_POLICY, "values", "team"): TEAMS,
    (*IN_POLICY, "values", "rules"): RULES,
    (*IN_POLICY, "control", "Audience"): WORDS.filter(lambda said: "{" not in said),
    (*IN_POLICY, "local", "who"): LOCAL,
    (*IN_POLICY, "local", "whose"): LOCAL,
    ("roles", "headteacher", "title"): WORDS,
    ("roles", "headteacher", "holder"): WORDS,
    ("facts", "telephone"): st.sampled_from(["01632 960001", "01632 960002"]),
}
NEEDED = {keys for keys in ASKED if keys[-1] not in ("rules", "Audience", "who", "whose", "title")}
# Who says it, the last of them first: where two say it, this is who wins.
WINS = ("region fixed", "trust fixed", "school", "trust default", "region default")


def test_each_kind_of_answer_that_a_trust_may_give_is_tried() -> None:
    assert {keys[2] for keys in ASKED if keys[0] == "policies"} == {*PolicyAnswers.model_fields}
    groups = {keys[0] for keys in ASKED}
    assert groups == {*TrustAnswers.model_fields}


@st.composite
def said(draw: st.DrawFn) -> dict[str, dict[Keys, Any]]:
    """What each of them says, none of it against what is fixed there or above."""
    found: dict[str, dict[Keys, Any]] = {who: {} for who in WINS}
    for keys, answers in ASKED.items():
        some = draw(st.sets(st.sampled_from(WINS), min_size=int(keys in NEEDED), max_size=3))
        fixed = draw(answers)
        for who in WINS:
            if who not in some:
                continue
            over = {"region fixed"} if who == "region default" else {"region fixed", "trust fixed"}
            found[who][keys] = fixed if over & some else draw(answers)
    return found


def as_data(answers: dict[Keys, Any]) -> dict[str, Any]:
    """Answers as a file has them; a post by its title alone where nothing else is said of it."""
    data: dict[str, Any] = {}
    for keys, answer in answers.items():
        held = data
        for name in keys[:-1]:
            held = held.setdefault(str(name), {})
        held[str(keys[-1])] = answer
    post = data.get("roles", {}).get("headteacher", {})
    if [*post] == ["title"]:
        data["roles"]["headteacher"] = post["title"]
    return data


def school_of(data: dict[str, Any], trusts: dict[str, dict[str, Any]]) -> School:
    """A school with these answers; JSON is YAML, too."""

    def named(name: str, place: Position) -> TrustRead:
        del place
        return read_trust(json.dumps(trusts[name]).encode(), f"trusts/{name}.yaml", name, named)

    policies = {"policies": {"example": {"model": "2016-04"}}}
    data = {"name": "Oak School", **policies, **data}
    data["policies"]["example"] |= policies["policies"]["example"]
    found, problems = read_school(
        json.dumps(data).encode(), "schools/oak/school.yaml", "oak", trusts=named
    )
    assert found and not problems, problems
    return found


def edition_files(adopter: School) -> list[bytes]:
    """The edition in every format."""
    made_for = model(TEXT)
    entry = adopter.policies["example"]
    made, problems = assemble(Adoption(adopter, "example", entry, made_for))
    assert not [one for one in problems if not one.warning], problems
    return [plate(form, made.document).fill(made.values) for form in FORMATS]


@given(said())
def test_a_school_of_a_trust_is_like_one_that_says_it_all_itself(
    answers: dict[str, dict[Keys, Any]],
) -> None:
    wins = {keys: a for who in reversed(WINS) for keys, a in answers[who].items()}
    region = {
        "name": "The Region",
        "fixed": as_data(answers["region fixed"]),
        "default": as_data(answers["region default"]),
    }
    trust = {
        "name": "The Trust",
        "trust": "region",
        "fixed": as_data(answers["trust fixed"]),
        "default": as_data(answers["trust default"]),
    }
    of_trust = {**as_data(answers["school"]), "trust": "oaks"}
    ours = edition_files(school_of(of_trust, {"oaks": trust, "region": region}))
    assert ours == edition_files(school_of(as_data(wins), {}))


def test_a_post_is_called_by_its_school_and_held_by_whom_the_trust_names() -> None:
    trust = {"name": "T", "default": {"roles": {"headteacher": {"title": "Head", "holder": "Jo"}}}}
    found = school_of({"roles": {"headteacher": "Boss"}, "trust": "oaks"}, {"oaks": trust})
    assert found.roles["headteacher"].title == "Boss"
    assert found.roles["headteacher"].holder == "Jo"
    assert found.at("roles", "headteacher", "title").path == "schools/oak/school.yaml"
    assert found.at("roles", "headteacher", "holder").path == "trusts/oaks.yaml"
