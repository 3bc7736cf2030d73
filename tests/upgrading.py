"""Upgrades at random: a version after a model's, in which anything changed, and schools of that."""

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st


@dataclass(frozen=True)
class Text:
    """A model to be: its decisions with their alternatives, values, roles and clauses, by name."""

    decisions: dict[str, dict[str, str]]
    values: dict[str, str]
    roles: dict[str, str]
    clauses: dict[str, str]
    was: dict[str, dict[str, str]] = field(default_factory=dict)

    def write(self, since: str = "") -> str:
        """The model as a file, whose clauses print all that it declares."""
        lines = ["---", "title: Visitors", "publisher: Oak", "issued: May 2026", "review: annually"]
        if since and self.was:
            lines += ["since:", f"  version: {since}", "  was:"]
            lines += [f"    {group}: {{{self.pairs(group)}}}" for group in self.was]
        if self.decisions:
            lines += ["decisions:"]
        for name, offered in self.decisions.items():
            labels = ", ".join(f"{one}: Label {one}" for one in offered)
            lines += [f"  {name}: {{ask: Which of {name}?, alternatives: {{{labels}}}}}"]
        lines += ["values:"] * bool(self.values)
        lines += [f"  {name}: {{ask: What?}}" for name in self.values]
        lines += ["roles:"] * bool(self.roles)
        lines += [f"  {name}: The {name}" for name in self.roles]
        lines += ["---", "## Rules {#rules}", ""]
        for name, offered in self.decisions.items():
            either, *others = (f"{one} %}}{words}." for one, words in offered.items())
            passages = "".join(f"{{% or {one}" for one in others)
            lines += [f"1. {{% either {name}: {either}{passages}{{% endeither %}} {{#{_id(name)}}}"]
        lines += [f"1. {said} {{{{ values.{name} }}}}. {{#{_id(name)}}}"
                  for name, said in self.values.items()]  # fmt: skip
        lines += [f"1. The {{{{ roles.{name} }}}} acts. {{#{_id(name)}}}" for name in self.roles]
        lines += [f"1. {words}. {{#{name}}}" for name, words in self.clauses.items()]
        return "\n".join([*lines, ""])

    def pairs(self, group: str) -> str:
        return ", ".join(f"{new}: {old}" for new, old in self.was[group].items())


def _id(name: str) -> str:
    return f"of-{name.replace('_', '-')}"


OLD = Text(
    {"meals": {"hot": "Hot", "cold": "Cold", "none": "None"}, "doors": {"open": "O", "shut": "S"}},
    {"place": "They meet at", "colour": "It is"},
    {"head": "", "porter": ""},
    {"early": "Come early", "late": "Leave late", "quiet": "Be quiet"},
)  # fmt: skip
IDS = ["rules", "of-meals", "of-doors", "of-place", "of-colour", "of-porter", *OLD.clauses]


@st.composite
def later(draw: st.DrawFn) -> Text:
    """A version after it, in which anything was renamed, reworded, put in or left out."""
    was: dict[str, dict[str, str]] = {}

    def changed(group: str, names: dict[str, str]) -> dict[str, str]:
        found = {}
        for name, said in names.items():
            what = draw(st.sampled_from(["same", "same", "renamed", "reworded", "gone"]))
            if what == "gone":
                continue
            new = f"{name}{'-' if group == 'ids' else '_'}new" if what == "renamed" else name
            if new != name:
                was.setdefault(group, {})[new] = name
            found[new] = f"{said} now" if what == "reworded" else said
        return found

    names = changed("decisions", dict.fromkeys(OLD.decisions, ""))
    decisions = {}
    for new in names:
        offered = dict(OLD.decisions[was.get("decisions", {}).get(new, new)])
        if draw(st.booleans()):
            offered = {one: f"{said}!" if one == "hot" else said for one, said in offered.items()}
        if draw(st.booleans()):
            offered.pop("cold", None)
        decisions[new] = offered
    if draw(st.booleans()):
        decisions["games"] = {"ball": "Ball", "cards": "Cards"}
    found = Text(
        decisions, changed("values", OLD.values), changed("roles", OLD.roles),
        changed("ids", OLD.clauses), was,
    )  # fmt: skip
    for group in ("decisions", "values", "roles"):
        for new, old in was.get(group, {}).items():
            was.setdefault("ids", {})[_id(new)] = _id(old)
    return replace(found, clauses={"first": "Something new", **found.clauses})


class _Words:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, of: str = "word") -> str:
        self.count += 1
        return f"{of}{self.count}"


@st.composite
def schools(draw: st.DrawFn) -> str:
    """A school's file: each word of its own stands in it once."""
    word = _Words()

    def note() -> str:
        return f"  # {word('note')}" if draw(st.integers(0, 2)) == 2 else ""

    def group(name: str, pairs: dict[str, str], indent: str) -> list[str]:
        if not pairs:
            return []
        if draw(st.booleans()):
            inside = ", ".join(f"{key}: {said}" for key, said in pairs.items())
            return [f"{indent}{name}: {{{inside}}}{note()}"]
        lines = [f"{indent}{name}:{note()}"]
        for key, said in pairs.items():
            lines += [f"{indent}  {key}: {said}{note()}"]
            if draw(st.integers(0, 3)) == 3:
                lines += [f"{indent}  # {word('note')} {word('note')}"]
        return lines

    def some(names: object) -> list[str]:
        return draw(st.lists(st.sampled_from(list(names)), unique=True))  # type: ignore[call-overload]

    lines = [f"name: {word()} School"]
    lines += group("roles", {name: word() for name in some(OLD.roles)}, "")
    lines += ["policies:", "  visitors:", f"    model: 2026-01{note()}"]
    choices = {
        name: draw(st.sampled_from([*OLD.decisions[name], "", "~"])) for name in some(OLD.decisions)
    }
    lines += group("choices", choices, "    ")
    quote = draw(st.sampled_from(["", '"', "'"]))
    values = {name: f"{quote}{word()} {word()}é{quote}" for name in some(OLD.values)}
    lines += group("values", values, "    ")
    said = draw(st.sampled_from(["values.place", "roles.porter", word()]))
    lines += group("control", {"Desk": said, "Rule": word()} if draw(st.booleans()) else {}, "    ")
    local = []
    for name in some(IDS):
        how = draw(st.sampled_from(["replace", "add", "remove"]))
        printed = draw(
            st.sampled_from(["", " {{ values.place }}", " {{ roles.head }}", " [](#early)"])
        )
        local += [f"      {name}:{note()}"]
        if how == "remove":
            local += ["        remove: yes"]
        elif draw(st.booleans()):
            local += [f"        {how}: |", f"          {word()} {word()}{printed}.", ""]
            local += [f"          {word()}."] * draw(st.booleans())
        else:
            local += [f'        {how}: "{word()}{printed} {word()}."{note()}']
        local += [f"        reason: {word()}"]
    lines += ["    local:", *local] if local else []
    lines += [f"    next_review: May 2027{note()}"]
    return "\n".join(lines) + draw(st.sampled_from(["\n", ""]))
