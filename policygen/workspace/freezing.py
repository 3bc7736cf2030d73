"""Freezing an edition: what goes into an issue's file, and into those that issues share."""

from dataclasses import dataclass

from policygen import __version__
from policygen.assembly.answers import read_answers
from policygen.errors import SourceError
from policygen.lifecycle.frozen import Making, freeze, logo_name, text_digest
from policygen.sources.asking import Answer
from policygen.sources.names import part_name
from policygen.sources.picture import OwnPicture
from policygen.sources.posts import PostHolder
from policygen.sources.school import School
from policygen.workspace.library import Library
from policygen.writers import plate


@dataclass(frozen=True, slots=True)
class Frozen:
    """The file of an issue, and the files beside it that it names."""

    file: bytes
    parts: tuple[tuple[str, bytes], ...]


def frozen_issue(library: Library, school: School, policy: str) -> Frozen:
    """The frozen form of the last issue in a policy's history, of the school as it is now.

    Raises SourceError if the edition can't be published, PolicyError if its house style can't.
    """
    adoption, faults = library.adoption(school, policy)
    if adoption is None:
        raise SourceError(faults)
    checked = library.edition(adoption, as_issued=True)
    edition = checked.edition
    if edition is None or not checked.good:
        raise SourceError(checked.problems)
    model, issue = adoption.model, adoption.entry.history[-1]
    answers, _ = read_answers(adoption)

    def post(name: str) -> PostHolder:
        return answers.roles.get(name, PostHolder())

    facts = {slot.split(".")[1].partition("|")[0] for slot in edition.words if slot[:6] == "facts."}
    parts: dict[str, tuple[str, bytes]] = {}
    if school.logo:
        parts["logo"] = (logo_name(school.logo), school.logo.data)
    if style := library.house_style:
        path = library.workspace.house_style_file()
        ending = path.suffix[1:] if path else "docx"
        parts["house_style"] = (part_name(style, ending), style)
    pictures = edition.pictures
    making = Making(
        school=school.identity,
        policy=policy,
        version=issue.version,
        issued=str(issue.issued),
        by=issue.by,
        summary=issue.summary,
        in_force=str(issue.in_force or ""),
        model=adoption.entry.model,
        model_digest=library.model_digest(model),
        model_words=library.model_words(model),
        choices=answers.choices,
        values={name: _as_data(said) for name, said in answers.values.items()},
        roles={name: post(name).title or said for name, said in model.front.roles.items()},
        holders={name: post(name).details for name in model.front.roles if post(name).details},
        policygen=__version__,
        facts={name: said for name, said in answers.facts.items() if name in facts},
        logo=parts.get("logo", ("",))[0],
        house_style=parts.get("house_style", ("",))[0],
        pictures=" ".join(pictures),
        trust=school.trust_id,
        local={one.id: adoption.entry.local[one.id].as_data for one in edition.local},
        consulted={body: str(on) for body, on in issue.consulted.items()},
    )
    markdown = plate("md", edition.document).fill(edition.values).decode()
    file = freeze(markdown, making, text_digest(edition), edition.document, edition.values)
    return Frozen(file.encode(), (*parts.values(), *pictures.items()))


def _as_data(answer: Answer) -> Answer:
    """An answer as an issue keeps it: of a picture, its file's name and its words."""
    if isinstance(answer, OwnPicture):
        return {"file": answer.picture.file, "alt": answer.alt}
    return answer
