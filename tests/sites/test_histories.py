"""On any day a site has what stands on it, and nothing that isn't for its readers."""

import json
import posixpath
from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from site_records import ADDRESS, FIRST, broken_links, policy, records, text

from policygen.lifecycle.standing import Standing, standing
from policygen.sites.showing import SiteSchool
from policygen.sites.whole import school_site
from policygen.sources.entries import AdoptionEntry, Publish

_ATOM = "{http://www.w3.org/2005/Atom}"


@given(
    st.fixed_dictionaries({name: records(name) for name in ("visits", "keys")}),
    st.integers(-2, 60),
    st.sets(st.sampled_from(["visits 1.0", "visits 2.0", "keys 1.0", "keys 3.0"]), max_size=2),
    st.sampled_from(["", ADDRESS]),
)
def test_a_site_has_what_stands_on_its_day(
    records: dict[str, AdoptionEntry], count: int, lost: set[str], address: str
) -> None:
    day = FIRST + timedelta(days=count)
    texts = {
        name: {
            one.version: text(f"The {name}", f"place-{name}-{one.version}-", f"c-{number % 2}")
            for number, one in enumerate(entry.history)
            if f"{name} {one.version}" not in lost
        }
        for name, entry in records.items()
    }
    policies = tuple(policy(name, entry, day, texts[name]) for name, entry in records.items())
    school = SiteSchool("oak", "Oak", "Oak", "elm", ("elm",), address, policies=policies)
    sites: list[list[Publish]] = [["public"], ["public", "staff"]]
    for readers in sites:
        files = school_site(school.site_for(readers), searched=True)
        assert list(broken_links(files)) == []
        for path, data in files.items():
            assert readers == ["public"] or ADDRESS.encode() not in data
            ids = html.fromstring(data).xpath("//@id") if path.endswith(".html") else []
            assert len(ids) == len({*ids}), path
        for name, entry in records.items():
            if entry.publish in readers:
                stands = standing(entry, day, texts[name])
                assert [one.version for one in stands.made] == [
                    one.version for one in entry.history if one.issued.last_day <= day
                ]
                assert [one.version for one in stands.taken] == [
                    one.version
                    for one in entry.history
                    for gone in entry.withdrawals
                    if gone.version == one.version and gone.on.last_day <= day
                ]
                _has_what_stands(files, name, entry, stands, {*texts[name]})
            else:
                everything = b"\n".join([*(path.encode() for path in files), *files.values()])
                assert name.encode() not in everything


def _has_what_stands(
    files: Mapping[str, bytes], name: str, entry: AdoptionEntry, stands: Standing, held: set[str]
) -> None:
    everything = b"\n".join(files.values()).decode()
    now = stands.in_force.version if stands.in_force else None
    coming = [one.version for one in stands.coming]
    taken = {one.version for one in stands.taken}
    made = {one.version for one in stands.made}
    shown = set()
    for version in {one.version for one in entry.history}:
        place, path = f"place-{name}-{version}-", f"oak/{name}/{version}/index.html"
        assert (path in files) == (version in made)
        if version not in made:  # nobody knows of it yet
            assert place not in everything
            assert f"said-{name}-{version}-" not in everything
            continue
        if version in held - taken and (entry.past == "all" or version in (now, *coming)):
            shown.add(version)
        page = files[path].decode()
        assert (place in page) == (version in shown)
        assert (place in everything) == (version in shown)
        assert (f"oak/{name}/{version}/{name}-{version}.docx" in files) == (version in shown)
        said = " ".join(html.fromstring(page).find(".//main/p[@class='notice']").itertext())
        assert ("was withdrawn" in said) == (version in taken)
        assert (f"{version} applies from" in said) == (version in coming)
        assert (f"{version} is no longer in force" in said) == (
            version not in (now, *coming, *taken)
        )
        assert f"why-{name}-{version}-" not in everything or version in taken
        listed = f"Version {version}, " in _main(files, name)
        assert listed == (version not in (now, *coming) and entry.past != "none")
    named = made if entry.past != "none" else made & {now, *coming}
    path = f"oak/{name}/changes/index.html"
    assert (path in files) == (len(made) > 1)
    if path in files and len(named) > 1:
        changes = _main(files, f"{name}/changes")
        assert {version for version in made if f"Version {version}, " in changes} == named
    front = _main(files, name)
    assert [v for v in made if f"place-{name}-{v}-" in front] == ([now] if now in shown else [])
    for version in coming:
        assert f"Version {version}</a> applies" in front or version not in held
    if now is None and not coming:
        assert ("no longer in force" in front) == bool(stands.ended)
    index = _main(files, "")
    assert (f"The {name}<" in index) == bool({now, *coming} & held)
    told = taken if entry.past != "none" else set[str]()
    _feeds_say_the_same(files, name, shown, told, now if now in held else None)


def _main(files: Mapping[str, bytes], folder: str) -> str:
    page = html.fromstring(files[posixpath.normpath(f"oak/{folder}/index.html")])
    return str(etree.tostring(page.find(".//main"), encoding="unicode"))


def _feeds_say_the_same(
    files: Mapping[str, bytes], name: str, shown: set[str], taken: set[str], now: str | None
) -> None:
    titles = [
        one.findtext(f"{_ATOM}title")
        for one in etree.fromstring(files["oak/feed.atom"]).iter(f"{_ATOM}entry")
    ] if "oak/feed.atom" in files else []  # fmt: skip
    assert sorted(one for one in titles if f"The {name}," in one) == sorted(
        f"The {name}, version {version}" + " (withdrawn)" * (version in taken)
        for version in shown | taken
    )
    data = json.loads(files["oak/policies.json"])
    found = next((one for one in data["policies"] if one["id"] == name), None)
    if found is None:
        assert now is None
    else:
        assert found["in_force"] == now
        assert {one["version"] for one in found["issues"] if one["files"]} == shown
    assert (b"The " + name.encode() in files.get("oak/reviews.ics", b"")) == bool(now)
