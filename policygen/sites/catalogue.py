"""A school's policies as data: `policies.json`, of a form that its schema says."""

import json
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from policygen.sites.policy import stem
from policygen.sites.setting_texts import about
from policygen.sites.showing import SiteIssue, SitePolicy, SiteSchool

CATALOGUE, SCHEMA = "policies.json", "policies.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_When = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$",
        description="As precise as it is known: 2026-09-01 or 2026-09.",
    ),
]
_URL = Field(description="Whole if the site's address is known, else from this file.")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")


class IssueData(_Data):
    """An issue of a policy."""

    version: str
    approved_on: _When
    approved_by: str
    summary: str
    applies_from: _When | None = None
    state: Literal["in force", "coming", "past", "withdrawn"]
    shown: bool = Field(default=True, description="Whether its text is on the site.")
    url: str = _URL
    files: dict[str, str] = Field(default={}, description="The same text in other formats.")


class PolicyData(_Data):
    """A policy, with all issues that the site shows or lists, the oldest first."""

    id: str
    title: str
    about: str = ""
    url: str = _URL
    in_force: str | None = Field(default=None, description="The version in force.")
    last_review: _When | None = None
    next_review: _When | None = None
    issues: list[IssueData]


class Catalogue(_Data):
    """The policies that a school publishes on its site."""

    schema_: str = Field(default=SCHEMA, alias="$schema")
    school: str
    name: str
    url: str = _URL
    policies: list[PolicyData]


@lru_cache(maxsize=1)
def catalogue_schema() -> str:
    """The schema of the file."""
    schema = {"$schema": _DIALECT, **Catalogue.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def catalogue(school: SiteSchool) -> str:
    """The file."""
    data = {
        "$schema": SCHEMA,
        "school": school.id,
        "name": school.typed,
        "url": school.leads(""),
        "policies": [_policy(school, one) for one in school.policies if one.is_listed],
    }
    return json.dumps(data, ensure_ascii=False) + "\n"


def _policy(school: SiteSchool, policy: SitePolicy) -> dict[str, Any]:
    current, review = policy.current, policy.review
    return {
        "id": policy.name,
        "title": policy.title,
        "about": about(current.text) if current and current.text else "",
        "url": school.leads(f"{policy.name}/"),
        "in_force": current.version if current else None,
        "last_review": review.last.iso if review.last else None,
        "next_review": review.next.iso if review.next else None,
        "issues": [_issue(school, policy, one) for one in policy.issues if policy.lists(one)],
    }


def _issue(school: SiteSchool, policy: SitePolicy, issue: SiteIssue) -> dict[str, Any]:
    entry, folder = issue.entry, f"{policy.name}/{issue.version}/"
    files = issue.text.files if issue.text and policy.shows(issue) else ()
    name = f"{school.address}{folder}{stem(policy, issue)}"
    return {
        "version": issue.version,
        "approved_on": entry.issued.iso,
        "approved_by": entry.by,
        "summary": entry.summary,
        "applies_from": entry.in_force.iso if entry.in_force else None,
        "state": policy.state(issue),
        "shown": policy.shows(issue),
        "url": school.leads(folder),
        "files": {ending: f"{name}.{ending}" for ending in files},
    }
