"""Time one large policy: over 25,000 words, 200 decisions, 60 tables, 20 pictures.

    .venv/bin/python benchmarks/large_policy.py
    .venv/bin/python benchmarks/large_policy.py --keep DIR

Prints the processor time of `policygen check` and of `policygen build`, in processes of their own,
and that of an edition from warm plates, without the pictures being read. With --keep it only writes
the workspace, the same on every run, and leaves it there to be looked at.
"""

import argparse
import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.writers import FORMATS, PARTS, plate

SECTIONS, DECISIONS, TABLES, PICTURES, NOTES, VALUES = 40, 5, (1, 2), 2, 2, 30
_PASSAGES = (("", 35, ""), ("> ", 20, ""), ("::: box\n", 20, "\n:::"))
PATH = "templates/staff-handbook/2026-01"
_WORDS = """
    the school governors headteacher staff pupils parents office records visits meetings premises
    equipment training safety work cover leave pay contract notice duty care support review time
    keeps gives asks tells agrees plans names finds writes holds makes takes brings sends shares
    in for with from before after within about under during without against and or where when
    written yearly early fair clear open first second whole other every each any own new
""".split()  # noqa: SIM905 -- a list of words reads better so


def main() -> None:
    """Make the workspace, time what is done with it, print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the workspace here")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="3 if not given")
    arguments = parser.parse_args()
    if arguments.keep:
        generate_large(arguments.keep)
        return
    with TemporaryDirectory() as folder:
        root = Path(folder)
        counted = generate_large(root)
        print(", ".join(f"{count:,} {what}" for what, count in counted.items()))
        rounds = range(arguments.rounds)
        check = median(_seconds(root, "check", str(root / f"{PATH}.md")) for _ in rounds)
        build = median(_seconds(root, "build", "--out", str(root / f"b{n}")) for n in rounds)
        print(f"check {check:.2f} s, build in {len(FORMATS)} formats {build:.2f} s")
        for kind, took in warm(root).items():
            print(f"an edition from warm plates, {kind}: {took:.2f} ms")


def _seconds(root: Path, *arguments: str) -> float:
    """Processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "policygen", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def warm(root: Path) -> dict[str, float]:
    """Milliseconds of processor time for an edition whose plate is set, in each format."""
    _, problems, (checked,) = Library(Workspace(root)).school(Target("oak"))
    edition = checked.edition
    assert edition and not problems and checked.good
    values = {**edition.values, PARTS: "parts/"}
    times = {}
    for kind in FORMATS:
        warm = plate(kind, edition.document)
        found = []
        for _ in range(20):
            began = time.process_time()
            warm.fill(values, edition.logo, edition.pictures)
            found.append((time.process_time() - began) * 1000)
        times[kind] = median(found)
    return times


def generate_large(root: Path) -> dict[str, int]:
    """Write a workspace with the policy and a school; how much there is of what."""
    model = root / f"{PATH}.md"
    model.parent.mkdir(parents=True)
    text = "\n".join(_sections())
    model.write_text(f"{_front()}{text}", encoding="utf-8")
    for index in range(SECTIONS // PICTURES):
        (model.parent / f"picture-{index}.png").write_bytes(_png(index))
    school = root / "schools/oak/school.yaml"
    school.parent.mkdir(parents=True)
    school.write_text(_school(), encoding="utf-8")
    return {
        "words": len(text.split()),
        "decisions": SECTIONS * DECISIONS,
        "tables": text.count("| --- |\n") + text.count("::: table"),
        "pictures": text.count("::: figure"),
        "footnotes": text.count("^["),
    }


def _front() -> str:
    lines = ["---", "title: Staff handbook", "publisher: The Oak Trust", "issued: January 2026"]
    lines += ["review: annually", "decisions:"]
    for index in range(SECTIONS * DECISIONS):
        named = "{first: The first way, second: The second way, third: The third way}"
        if index % 3:
            named = "{first: The first way, second: The second way}"
        lines.append(
            f"  choice_{index}: {{ask: Which way is it in case {index}?, alternatives: {named}}}"
        )
    lines.append("values:")
    lines += [f"  value_{index}: {{ask: What is it in case {index}?}}" for index in range(VALUES)]
    return "\n".join([*lines, "roles: {headteacher: Headteacher}", "---", ""])


def _school() -> str:
    chosen = ", ".join(f"choice_{index}: second" for index in range(SECTIONS * DECISIONS))
    values = ", ".join(f"value_{index}: the {_WORDS[index]} & more" for index in range(VALUES))
    lines = ["name: Oak School", "policies:", "  staff-handbook:", "    model: 2026-01"]
    return "\n".join([*lines, f"    choices: {{{chosen}}}", f"    values: {{{values}}}", ""])


def _sections() -> Iterator[str]:
    """The sections of the text; what each holds depends on its number alone."""
    for section in range(SECTIONS):
        random = Random(section)
        choice = section * DECISIONS
        yield f"## {_phrase(random, 4)} {{#section-{section}}}\n"
        yield f"1. {_words(random, 40)} {{#clause-{section}}}"
        yield f"2. {_words(random, 60)}\n   1. {_words(random, 15)}\n   2. {_words(random, 15)}"
        noted = f"^[{_phrase(random, 8)}.]" * (section % NOTES == 0)
        led = (section * 7 + 3) % SECTIONS
        yield f"3. {_words(random, 30)}{noted} See [](#clause-{led})."
        yield _either(choice, *(f"4. {_words(random, 30)}" for _ in range(2)))
        inline = "{% either choice_" + str(choice + 1) + ": first %}"
        yield (
            f"5. {_words(random, 20)} They {inline}{_phrase(random, 6)}"
            f"{{% or {_others(choice + 1)} %}}{_phrase(random, 6)}{{% endeither %}}.\n"
            f"6. The {{{{ roles.headteacher }}}} keeps {{{{ values.value_{section % VALUES} }}}}."
        )
        yield f"   - {_phrase(random, 8)}\n   - {_phrase(random, 8)}\n"
        yield f"### {_phrase(random, 3)}\n\n{_words(random, 50)}\n"
        for place, (before, count, after) in enumerate(_PASSAGES, choice + 2):
            yield _either(place, *(f"{before}{_words(random, count)}{after}" for _ in range(2)))
        for table in range(TABLES[section % len(TABLES)]):
            rows = [(_phrase(random, 3), _phrase(random, 5)) for _ in range(5)]
            yield _listed_table(random, rows) if table else _simple_table(rows)
        if section % PICTURES == 0:
            picture = f"![{_phrase(random, 9)}](picture-{section // PICTURES}.png)"
            yield f"::: figure {_phrase(random, 4)} {{width=50}}\n{picture}\n:::\n"


def _simple_table(rows: list[tuple[str, str]]) -> str:
    lines = (f"| {what} | {how} |" for what, how in rows)
    return "\n".join(["| What | How |", "| --- | --- |", *lines, ""])


def _listed_table(random: Random, rows: list[tuple[str, str]]) -> str:
    """A table with a caption, bullets in its cells and a row that is a band."""
    lines = [f"::: table {_phrase(random, 4)}", "* - What", "  - How"]
    lines.append(f"* - {_phrase(random, 3)} {{.band}}")
    for what, how in rows:
        lines += [f"* - {what}", f"  - {how}:", "", f"    - {_phrase(random, 2)}"]
    return "\n".join([*lines, ":::", ""])


def _either(choice: int, one: str, other: str) -> str:
    begun = f"{{% either choice_{choice}: first %}}\n{one}"
    return f"{begun}\n{{% or {_others(choice)} %}}\n{other}\n{{% endeither %}}\n"


def _others(choice: int) -> str:
    return "second" if choice % 3 else "second, third"


def _words(random: Random, count: int) -> str:
    """Sentences of so many words."""
    parts = [_phrase(random, 10) for _ in range(count // 10)]
    return ". ".join([*parts, _phrase(random, count % 10 or 10)]) + "."


def _phrase(random: Random, count: int) -> str:
    return " ".join(random.choices(_WORDS, k=count)).capitalize()


def _png(shade: int) -> bytes:
    """A grey picture of 600 by 200."""
    rows = bytes([0, *[100 + shade] * 600]) * 200

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)

    header = struct.pack(">IIBBBBB", 600, 200, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


if __name__ == "__main__":
    main()
