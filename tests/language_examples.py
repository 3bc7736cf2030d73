"""The examples in docs/models.md, and workspaces made of them.

An example is a fenced `markdown` text: a whole model, or what stands in one, below a heading if it
has none itself. Fenced texts above it, in the same section, go with it: `yaml` is front matter, and
one with a file's name behind its kind, such as `csv prices.csv`, is that file. Files stand beside
the model, but for `school.yaml`, which has what a school answers, and those with a folder or in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from making import ROOT

REFERENCE = (ROOT / "docs/models.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$", re.M | re.S)
WHOLE = """\
title: Example policy
publisher: The Oak Trust
issued: September 2026
review: annually
"""


@dataclass(frozen=True)
class Example:
    """A model's text, its front matter where it is only a part, and the files that it needs."""

    text: str
    front: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether it says what the school answers: if not, there is only a draft."""
        return any(name.endswith("school.yaml") for name in self.files)

    @property
    def model(self) -> str:
        if self.text.startswith("---\n"):
            return self.text
        heading = "" if re.match("##? ", self.text) else "## Example\n\n"
        return f"---\n{WHOLE}{self.front}---\n{heading}{self.text}"


def sections() -> Iterator[tuple[str, str]]:
    """Each section by its heading; a heading inside a fence is none."""
    bare = FENCE.sub(lambda found: " " * len(found[0]), REFERENCE)
    starts = [*re.finditer(r"^## (.+)\n", bare, re.M)]
    ends = [*(found.start() for found in starts[1:]), len(REFERENCE)]
    for found, end in zip(starts, ends, strict=True):
        yield found[1], REFERENCE[found.end() : end]


def picture_name(title: str) -> str:
    """What a picture of a section's example is called."""
    return title.lower().replace(",", "").replace(" ", "-")


def examples() -> Iterator[tuple[str, Example]]:
    for title, section in sections():
        front, files, count = "", dict[str, str](), 0
        for _, kind, name, text in FENCE.findall(section):
            if name:
                files[name] = text
            elif kind == "yaml":
                front = text
            elif kind == "markdown":
                count += 1
                yield f"{title}, {count}" if count > 1 else title, Example(text, front, files)
                front, files = "", {}


EXAMPLES = dict(examples())


def files(example: Example) -> Iterator[tuple[str, str | bytes]]:
    """A workspace of an example and one school, which answers as shown, or nothing."""
    yield "templates/example/2026-09.md", example.model
    lines = example.files.get("school.yaml", "").splitlines(keepends=True)
    answers = "".join(f"    {line}" for line in lines)
    yield (
        "schools/oak/school.yaml",
        f"name: Oak School\npolicies:\n  example:\n    model: 2026-09\n{answers}",
    )
    for name, text in example.files.items():
        if name == "policygen.yaml" or "/" in name:
            yield name, text
        elif name != "school.yaml":
            yield f"templates/example/{name}", text
    for name in re.findall(r"!\[[^]]*\]\(([\w-]+)\.(?:png|svg)\)", example.text):
        for picture in (ROOT / "docs/pictures").glob(f"{name}.*"):
            yield f"templates/example/{picture.name}", picture.read_bytes()
    for name in re.findall(r"\bfile: ([\w-]+\.png)", answers):
        yield f"schools/oak/{name}", (ROOT / "docs/pictures" / name).read_bytes()
