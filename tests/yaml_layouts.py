"""YAML as people lay it out: odd indents, comments, brackets, quotes, line ends."""

from typing import Any

from hypothesis import strategies as st

from policygen.sources.text import refused_character

Draw = st.DrawFn
ENDS = ["\n", "\r\n", "\r"]
NAMES = ["name", "model", "choices", "values", "history", "place", "team", "on", "b-c", "d_e"]
PLAIN = [
    "the hall", "2016-04", "1.0", "no", "é 😀", "St Mary's", "a: b", "# not", "x # y", "- z", "~",
    "", " ", "tab\there", "a, b", "[c]", "{d}", '"q"', "'r'", "yes:", "https://oak.example/#a",
    "two\nlines", "three\n\nlines\n", "\nfour", "  five\nsix", "seven  \neight", "a\n\n", "\\", "é",
    "null", "0x1F", "12:30", "1e5", "%", "@", "`", "!t", "&a", "*b", "|", ">", "?", "? q", "...",
    "---", "--- a", "=", "<<", "long " * 40, "\u00a0", "\ufeff", "1_000", "y",
]  # fmt: skip
shown = st.characters(exclude_categories=["C", "Zl", "Zp"])
letters = shown.filter(lambda one: not refused_character(one)) | st.sampled_from("\n\t:#- ,'\"[]{}")
texts = st.sampled_from(PLAIN) | st.text(letters, max_size=12)
data = st.recursive(
    st.none() | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
    max_leaves=6,
)


class _Layout:
    """The layout of one file, drawn as it goes."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.step = draw(st.sampled_from([1, 2, 3, 4]))
        self.dash = draw(st.sampled_from([0, 0, 1, 2, 4]))
        self.lead = draw(st.sampled_from(["- ", "- ", "-   "]))
        self.count = 0

    def one_of(self, *words: str) -> str:
        return self.draw(st.sampled_from(words))

    def comment(self) -> str:
        self.count += 1
        return self.one_of("#c{}", "# note {}: a, b", "# '{} - x\t#", "#\té{}😀").format(self.count)

    def behind(self) -> str:
        return f"{self.one_of('  ', ' ', chr(9))}{self.comment()}" if self.rarely() else ""

    def rarely(self) -> bool:
        return self.draw(st.integers(0, 3)) == 3

    def above(self, column: int) -> list[str]:
        """Blank lines and comments."""
        lines = []
        while self.rarely():
            shift = self.draw(st.sampled_from([0, 0, 2, -column]))
            blank = self.one_of("", " " * column)
            lines.append(blank if self.rarely() else " " * (column + shift) + self.comment())
        return lines

    def word(self) -> str:
        self.count += 1
        return self.one_of(
            "w{}",
            "'w{}'",
            '"w{} é"',
            "two w{}",
            "'it''s {}: # x'",
            '"a\\n{}"',
            "2016-{}",
            "~",
            "x#{}",
        ).format(self.count)

    def inside(self, depth: int) -> str:
        """What stands in brackets, perhaps over lines."""
        kind = self.draw(st.integers(0, 3 if depth < 2 else 0))
        if kind < 2:
            return self.word()
        parts = []
        for _ in range(self.draw(st.integers(0, 3))):
            self.count += 1
            key = self.one_of("k{}", '"k{}"', "'k {}'").format(self.count)
            value = self.inside(depth + 1)
            value = self.one_of(f"{key}: {value}", f"{key}:  {value}", f"{key}:", key)
            parts.append(value if kind == 2 else self.inside(depth + 1))
        return self.bracketed(parts, *("{}" if kind == 2 else "[]"))

    def bracketed(self, parts: list[str], opening: str, closing: str) -> str:
        if not parts or not self.rarely():
            last = self.one_of("", "", ",", " ") if parts else ""
            space = " " if parts and parts[-1].endswith(":") else ""
            return f"{opening}{self.one_of(', ', ' , ', ',  ').join(parts)}{space}{last}{closing}"
        lines = [f"{opening}{self.behind()}"]
        for number, part in enumerate(parts, 1):
            comma = "," if number < len(parts) or self.rarely() else ""
            space = " " if part.endswith(":") else ""
            lines.append(f"        {part}{space}{comma}{self.behind()}")
        return "\n".join([*lines, f"        {closing}"])

    def value(self, column: int, depth: int) -> tuple[str, list[str]]:
        """What stands behind a colon or dash, and below."""
        kind = self.draw(st.integers(0, 9 if depth < 3 else 6))
        if kind == 0:
            return self.one_of("", "", "{}", "[]", "~", "null"), []
        if kind == 1:
            self.count += 1
            header = self.one_of("|", ">", "|-", ">", "|", "|2-") + self.behind()
            pad = " " * (column + self.step)
            header = header.replace("2", str(self.step))
            lines = [f"{pad}t{self.count}", self.one_of("", pad + "  more", pad + "# none")]
            return header, [*lines, pad + "end", *[""] * self.draw(st.integers(0, 2))]
        if kind == 2:
            first, *rest = self.one_of("a\nb", "'a\n\n b'", '"a\\\n  b"', "a # c").split("\n")
            return first, [" " * (column + self.step) + line if line else "" for line in rest]
        if kind == 3:
            first, *rest = self.inside(0).split("\n")
            return first, rest
        if kind < 7:
            return self.word(), []
        if kind < 9:
            return "", self.group(column + self.step, depth + 1)
        return "", self.items(column + self.dash, depth + 1)

    def group(self, column: int, depth: int) -> list[str]:
        lines = []
        for _ in range(self.draw(st.integers(1, 3))):
            self.count += 1
            name = self.one_of("k{}", "'k{}'", '"k: {}"', "k {}", "é{}").format(self.count)
            lines += self.above(column)
            head, below = self.value(column, depth)
            spaces = self.one_of(" ", " ", "   ") if head else ""
            tail = self.behind() if not below or not head else ""
            lines += [f"{' ' * column}{name}:{spaces}{head}{tail}", *below]
        return [*lines, *self.above(column)]

    def items(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.above(column)
            inner = column + len(self.lead)
            if depth < 3 and self.rarely():
                first, *rest = self.group(inner, depth + 1)
                if not first.strip() or first.strip()[0] == "#":
                    lines += [f"{' ' * column}-", first, *rest]
                else:
                    lines += [f"{' ' * column}{self.lead}{first[inner:]}", *rest]
                continue
            head, below = self.value(inner - self.step, 3)
            tail = self.behind() if not below else ""
            dash = self.lead if head else "-"
            lines += [f"{' ' * column}{dash}{head}{tail}", *below]
        return lines


@st.composite
def yaml_files(draw: Draw) -> str:
    """A text in YAML, in some layout, most often one that can be read."""
    layout = _Layout(draw)
    lines = [*layout.above(0), *layout.group(0, 0)]
    if layout.rarely():
        lines = ["# first", "---", *lines]
    if layout.rarely():
        lines += ["...", "# after"] if layout.rarely() else ["..."]
    ends = [draw(st.sampled_from(ENDS[:2]))] if not layout.rarely() else ENDS
    if len(ends) > 1:
        lined = [line + draw(st.sampled_from(ends)) for line in "\n".join(lines).split("\n")]
    else:
        lined = [line + ends[0] for line in "\n".join(lines).split("\n")]
    text = "".join(lined)
    text = text.rstrip("\r\n") if layout.rarely() else text
    return "\ufeff" + text if layout.rarely() else text


def paths(value: Any, keys: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where everything stands in data, by its keys."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = [*value.items()]
    elif isinstance(value, list):
        inner = [*enumerate(value)]
    return [keys, *(path for key, one in inner for path in paths(one, (*keys, key)))]
