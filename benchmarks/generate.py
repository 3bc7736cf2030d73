"""Write a workspace with many schools that adopted the sample model, the same on every run.

    .venv/bin/python benchmarks/generate.py DIR --schools 600
    .venv/bin/python benchmarks/generate.py DIR --schools 600 --policies 20 --issued

The schools differ as real ones do: in what they chose, their values, the names of their posts, the
policies that they added to the model's list or dropped from it, and how long they have had it.
Each further policy is the sample model with another subject. With --issued, the last version in
each history is held: its text is frozen as `policygen issue` would.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from policygen.lifecycle.chain import fields_of, next_seal
from policygen.lifecycle.seals import digest_in
from policygen.sources.entries import Seal
from policygen.sources.school import School
from policygen.workspace.freezing import frozen_issue
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

ROOT = Path(__file__).resolve().parents[1]
POLICY, VERSION = "social-media", "2016-04"
LOGO_EVERY = 10

_OTHERS = (
    "Acceptable use", "Admissions", "Anti-bullying", "Attendance", "Behaviour", "Charging",
    "Child protection", "Complaints", "Curriculum", "Data protection", "Educational visits",
    "Equality", "First aid", "Health and safety", "Homework", "Lone working", "Online safety",
    "Supporting pupils", "Whistleblowing",
)  # fmt: skip
_PLACES = (
    "Holtsmere", "Ashcombe", "Brook Lane", "Birchwood", "Castle Hill", "Downfield", "Elm Grove",
    "Fairlands", "Greenway", "Hazeldene", "Kingsmead", "Larkrise", "Marshgate", "Northfield",
    "Oakley", "Priory", "Queen's Park", "Ridgeway", "St Mary's & St John's", "Thornbury",
)  # fmt: skip
_KINDS = (
    "Infant and Nursery School", "Junior School", "Primary School", "C of E Primary School",
    "Catholic Primary School", "Community School", "High School", "Academy",
)  # fmt: skip
_POSTS = ("Principal", "Executive Headteacher", "Head of School", "Head & Chief Executive")
_ROOMS = ("the staff room", "the lodge", "the staff lounge in the lodge", "room 4 (ground floor)")
_BOARDS = ("Governing board", "Full governing board", "Trust board", "Staffing committee")
_SUMMARIES = (
    "Review without changes to the rules; contact details renewed.",
    "Personal use is now settled after a consultation with staff.",
    "The names of the related policies were brought up to date.",
    "Adopted anew.",
)
_RENAMED = {
    "bullying": ("the dignity at work policy", "the anti-bullying policy"),
    "e_safety": ("the online safety policy", "the acceptable use & online safety policy"),
    "disciplinary": ("the staff discipline procedure",),
}
_ADDED = ("the safeguarding policy", "the school's statement of values", "the privacy notice")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def generate(folder: Path, schools: int, policies: int = 1, *, issued: bool = False) -> None:
    """Write a workspace into a new or an empty folder."""
    sample = (ROOT / f"templates/{POLICY}/{VERSION}.md").read_text(encoding="utf-8")
    adopted = {POLICY: "Social media policy"}
    adopted |= {name.lower().replace(" ", "-"): f"{name} policy" for name in _OTHERS}
    adopted = dict(list(adopted.items())[:policies])
    for policy, title in adopted.items():
        text = sample.replace("title: Social media policy\n", f"title: {title}\n")
        if policy != POLICY:
            text = text.replace("social media", title.removesuffix(" policy").lower())
        _write(folder / "templates" / policy / f"{VERSION}.md", text)
    for index in range(schools):
        school = folder / "schools" / f"school-{index:05}"
        _write(school / "school.yaml", "\n".join([*_school(index, [*adopted]), ""]))
        if index % LOGO_EVERY == 0:
            shutil.copyfile(ROOT / "schools/oakfield/logo.png", school / "logo.png")
    if issued:
        _freeze(Workspace(folder))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _freeze(workspace: Workspace) -> None:
    library = Library(workspace)
    for name in workspace.schools:
        school, problems = workspace.school(name)
        assert school and not problems, problems
        path = workspace.school_file(name)
        lines = path.read_text(encoding="utf-8").split("\n")
        seals = dict(_frozen(library, school))
        for line in sorted(seals, reverse=True):  # from below, so that the counts stay right
            lines.insert(line, f"        seal: {seals[line]}")
        _write(path, "\n".join(lines))


def _frozen(library: Library, school: School) -> Iterator[tuple[int, Seal]]:
    """Freeze the last version of each policy; its seal, and the line that it belongs below."""
    workspace = library.workspace
    heads = {}
    for policy, entry in school.policies.items():
        if not entry.history:
            continue
        frozen = frozen_issue(library, school, policy)
        last = entry.history[-1]
        _write(workspace.issued_file(school.id, policy, last.version), frozen.file.decode())
        for part, data in frozen.parts:
            file = workspace.part_file(school.id, part)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(data)
        fields, digest = fields_of(last), digest_in(frozen.file)
        before = entry.model_copy(update={"history": entry.history[:-1]})  # typed by hand
        seal = next_seal(school.identity, policy, before, "history", fields, digest)
        heads[policy] = [str(seal)]
        keys = ("policies", policy, "history", len(entry.history) - 1, "summary")
        yield school.at(*keys).line, seal
    if heads:
        _write(workspace.heads_file(school.id), json.dumps(heads, indent=1) + "\n")


def _school(index: int, policies: list[str]) -> Iterator[str]:
    random = Random(index)
    personal_use = random.choice(("never", "occasional"))
    yield f'name: "{random.choice(_PLACES)} {random.choice(_KINDS)} {index}"'
    if random.random() < 0.4:
        yield f"roles: {{headteacher: {random.choice(_POSTS)}}}"
    yield "policies:"
    yield from _adoption(POLICY, personal_use, random)
    for number, policy in enumerate(policies[1:], 1):
        random = Random(index * len(policies) + number)
        yield from _adoption(policy, random.choice(("never", "occasional")), random)


def _adoption(policy: str, personal_use: str, random: Random) -> Iterator[str]:
    yield f"  {policy}:"
    yield f'    model: "{VERSION}"'
    yield "    choices:"
    yield f"      personal_use: {personal_use}"
    yield f"      business_use: {random.choice(('with_approval', 'never'))}"
    values = [*_list(random)]
    if personal_use == "occasional":
        values.append(f"      designated_place: {random.choice(_ROOMS)}")
    if values:
        yield "    values:"
        yield from values
    if policy == POLICY:
        yield from _history(random, random.randint(0, 12), range(2016, 2019))
    else:
        issues = random.randint(1, 5) if random.random() < 0.95 else 0
        yield from _history(random, issues, range(2022, 2028))


def _list(random: Random) -> Iterator[str]:
    """Every other school leaves the model's list as it is."""
    if random.random() < 0.5:
        return
    yield "      related_policies:"
    renamed = random.choice(tuple(_RENAMED))
    yield f"        rename: {{{renamed}: {random.choice(_RENAMED[renamed])}}}"
    if random.random() < 0.3:
        yield f"        drop: [{random.choice(('regulators', 'confidentiality', 'conduct'))}]"
    if added := random.sample(_ADDED, random.choice((0, 0, 1, 2))):
        yield f"        add: [{', '.join(added)}]"


def _history(random: Random, issues: int, years: range) -> Iterator[str]:
    by_day = random.random() < 0.5
    year, month = random.choice(years), random.randint(1, 6)
    yield "    history:" if issues else "    history: []"
    for number in range(issues):
        yield f'      - version: "1.{number}"'
        yield f"        issued: {_date(year, month, random, by_day)}"
        yield f"        by: {random.choice(_BOARDS)}"
        yield f"        summary: {_SUMMARIES[number % 3] if number else 'First adopted.'}"
        year, month = (year, month + 5) if month < 7 else (year + 1, month - 6)
    if random.random() < 0.8:
        yield f"    next_review: {_date(year + 1, month, random, by_day)}"


def _date(year: int, month: int, random: Random, by_day: bool) -> str:
    return (
        f"{random.randint(1, 28)} {_MONTHS[month - 1]} {year}"
        if by_day
        else (f"{_MONTHS[month - 1]} {year}")
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that doesn't exist yet")
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument(
        "--policies", type=int, default=1, metavar="N", choices=range(1, len(_OTHERS) + 2),
        help=f"1 to {len(_OTHERS) + 1} that each school has adopted; 1 if not given",
    )  # fmt: skip
    parser.add_argument("--issued", action="store_true", help="freeze the last version of each")
    arguments = parser.parse_args()
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        parser.error(f"{arguments.folder} is not empty")
    generate(arguments.folder, arguments.schools, arguments.policies, issued=arguments.issued)


if __name__ == "__main__":
    main()
