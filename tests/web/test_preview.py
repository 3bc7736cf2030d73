"""A preview as a browser meets it, over HTTP: what it serves, to whom, and nothing else."""

import http.client
import re
import socket
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from lxml import html
from site_story import make, move
from workspaces import make_workspace

from policygen.actions.preview import Preview
from policygen.errors import PolicyError, WrongWordError
from policygen.web.server import Server, started
from policygen.workspace.layout import Target, Workspace

DAY = date(2026, 10, 1)
YAML = "schools/oak/school.yaml"
DRAFT = "oak/trips/draft/"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace. Tests only look at it."""
    return make(tmp_path_factory.mktemp("story"))


@pytest.fixture
def root(story: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(copytree(story, tmp_path / "copy"))


@pytest.fixture(scope="module")
def still(story: Path) -> Iterator[Server]:
    """What it is seen by while nothing changes."""
    yield from serve(Preview(story, lambda: DAY))


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    yield from serve(Preview(root, lambda: DAY))


def serve(preview: Preview) -> Iterator[Server]:
    with started(preview, 18000) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def get(server: Server, path: str) -> str:
    with urlopen(server.address + path, timeout=60) as answer:
        text = answer.read().decode()
        assert isinstance(text, str)
        return text


def said(server: Server, path: str) -> tuple[int, str]:
    try:
        return 200, get(server, path)
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def raw(server: Server, target: str, method: str = "GET", *hosts: str) -> tuple[int, str, str]:
    """Status, headers and body of what is asked for just so: no client mends it."""
    lines = [f"{method} {target} HTTP/1.1", *(f"Host: {one}" for one in hosts), "", ""]
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as line:
        line.sendall("\r\n".join(lines).encode("latin-1"))
        answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
    head, _, body = answer.partition("\r\n\r\n")
    return int(head.split()[1]), head, body


def own(server: Server) -> str:
    return f"127.0.0.1:{server.server_port}"


def problems(text: str) -> list[str]:
    """What the panel of a page says."""
    found = html.fromstring(text.encode()).xpath("//section[@aria-label='What is wrong']//li")
    return [" ".join(" ".join(one.itertext()).split()) for one in found]


def version(text: str) -> str:
    (found,) = re.findall(r'data-version="(\w+)"', text)
    assert isinstance(found, str)
    return found


def test_a_draft_is_shown_and_changes_as_its_sources_are_saved(root: Path, server: Server) -> None:
    before = get(server, DRAFT)
    assert "the coach" in before
    assert "Preview: not published" in before
    assert get(server, "_live/version/oak") == version(before)
    move(root, "the coach", "the bus")
    assert get(server, "_live/version/oak") != version(before)
    assert "the bus" in get(server, DRAFT)
    model = root / "templates/trips/2016-04.md"
    model.write_text(model.read_text("utf-8").replace("second clause", "other clause"), "utf-8")
    assert "other clause" in get(server, DRAFT)


def test_what_changes_no_page_loads_none_again(root: Path, server: Server) -> None:
    before = version(get(server, DRAFT))
    path = root / YAML
    path.write_text(f"{path.read_text('utf-8')}# a note\n", "utf-8")
    assert get(server, "_live/version/oak") == before


def test_pages_stay_while_a_mistake_is_shown_and_it_goes_once_mended(
    root: Path, server: Server
) -> None:
    (warning,) = problems(get(server, DRAFT))
    assert warning.startswith("schools/oak/school.yaml:3:18 : warning: #f4c20d is too light")
    before = get(server, "_live/version/oak")
    move(root, "name: ", "nmae: ")
    assert get(server, "_live/version/oak") != before
    broken = get(server, DRAFT)
    assert "the coach" in broken
    first = problems(broken)[0]  # mistakes come before warnings
    assert first.startswith("schools/oak/school.yaml:1:1 : ")
    assert "did you mean name?" in first
    assert 'role="alert"' in broken
    move(root, "nmae: ", "name: ")
    assert get(server, "_live/version/oak") == before
    assert problems(get(server, DRAFT)) == [warning]


def test_a_mistake_in_a_model_keeps_its_page_and_lets_others_change(
    root: Path, server: Server
) -> None:
    get(server, DRAFT)
    model = root / "templates/trips/2016-04.md"
    good = model.read_text("utf-8")
    model.write_text(good.replace("{{ values.place }}", "{{ values.palce }}"), "utf-8")
    move(root, "the front gate", "the side gate")
    page = get(server, DRAFT)
    assert "the coach" in page
    mistake, warning = problems(page)  # in this order
    assert mistake.startswith("templates/trips/2016-04.md:")
    assert "too light" in warning
    assert "did you mean place?" in mistake
    assert "the side gate" in get(server, "oak/visitors/draft/")
    model.write_text(good, "utf-8")
    assert "templates/" not in "".join(problems(get(server, DRAFT)))


def test_a_choice_that_there_is_not_is_told_on_the_page_which_stays(
    root: Path, server: Server
) -> None:
    model = root / "templates/trips/2016-04.md"
    asked = "decisions: {who: {ask: Who?, alternatives: {all: All of us, some: Some}}}\nvalues:"
    text = model.read_text("utf-8").replace("values:", asked, 1)
    text += "\n3. {% either who: all %}All{% or some %}Some{% endeither %} may come.\n"
    model.write_text(text, "utf-8")
    move(root, "{place: the coach}", "{place: the coach}, choices: {who: some}")
    assert "Some may come." in get(server, DRAFT)
    move(root, "who: some", "who: smoe")
    page = get(server, DRAFT)
    assert "Some may come." in page
    assert "'smoe' is not an alternative of who did you mean some?" in problems(page)[0]
    move(root, "who: smoe", "who: all")
    assert "All may come." in get(server, DRAFT)
    assert "smoe" not in "".join(problems(get(server, DRAFT)))


def test_what_is_written_is_shown_as_a_draft_though_it_was_issued_so(root: Path) -> None:
    """So the page that opens changes with the first change."""
    target = Target("oak", "lettings")
    preview = Preview(root, lambda: DAY, target)
    assert preview.address(target) == "oak/lettings/draft/"
    for server in serve(preview):
        assert "the new annexe" in get(server, "oak/lettings/draft/")
        move(root, "the new annexe", "the shed")
        assert "the shed" in get(server, "oak/lettings/draft/")
    assert Preview(root, lambda: DAY).address(target) == "oak/lettings/draft/"  # changed now


def test_a_page_that_there_never_was_says_why_and_comes_by_itself(
    root: Path, server: Server
) -> None:
    move(root, "name: ", "nmae: ")
    status, page = said(server, DRAFT)
    assert status == 404
    assert problems(page)
    assert "live.js" in page
    move(root, "nmae: ", "name: ")
    assert get(server, "_live/version/oak") != version(page)
    assert "the coach" in get(server, DRAFT)


def test_a_draft_that_is_as_issued_leads_back(still: Server) -> None:
    assert "the front gate" not in get(still, "oak/visitors/")
    status, page = said(still, "oak/visitors/draft/")
    assert (status, 'href="/oak/"' in page) == (404, True)


def test_a_school_that_is_broken_keeps_no_other_from_changing(root: Path, server: Server) -> None:
    move(root, "name: ", "nmae: ")
    assert "Elm School" in get(server, "elm/")
    (root / "schools/elm/school.yaml").write_text("name: Elm Tree School\n", "utf-8")
    page = get(server, "elm/")
    assert "Elm Tree School" in page
    assert problems(page) == []


def test_only_a_changed_school_is_made_anew(root: Path) -> None:
    preview = Preview(root, lambda: DAY)
    oak, elm = preview.school("oak"), preview.school("elm")
    move(root, "the coach", "the bus")
    assert preview.school("elm") is elm
    changed = preview.school("oak")
    assert changed is not oak
    assert preview.school("oak") is changed


def test_only_a_changed_model_is_read_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview, read = Preview(root, lambda: DAY), list[str]()
    preview.school("oak")
    reading = Workspace.model

    def model(workspace: Workspace, policy: str, version: str) -> Any:
        read.append(policy)
        return reading(workspace, policy, version)

    monkeypatch.setattr(Workspace, "model", model)
    path = root / "templates/trips/2016-04.md"
    path.write_text(path.read_text("utf-8").replace("second", "other"), "utf-8")
    seen = preview.school("oak")
    assert seen
    assert b"other clause" in seen.files[f"{DRAFT}index.html"]
    assert read == ["trips"]
    move(root, "the coach", "the bus")
    seen = preview.school("oak")
    assert seen
    assert b"the bus" in seen.files[f"{DRAFT}index.html"]
    assert read == ["trips"]


def test_a_model_that_comes_back_is_read_anew(root: Path, server: Server) -> None:
    newer = root / "templates/trips/2018-04.md"
    older = newer.with_name("2016-04.md")
    newer.write_text(older.read_text("utf-8").replace("second", "newer"), "utf-8")
    trips = "trips: {model: 2016-04"
    assert "second clause" in get(server, DRAFT)
    move(root, trips, "trips: {model: 2018-04")
    assert "newer clause" in get(server, DRAFT)
    older.write_text(older.read_text("utf-8").replace("second", "older"), "utf-8")
    move(root, "trips: {model: 2018-04", trips)
    assert "older clause" in get(server, DRAFT)


def test_a_model_that_was_missing_is_found_once_it_is_there(root: Path, server: Server) -> None:
    older = root / "templates/trips/2016-04.md"
    move(root, "trips: {model: 2016-04", "trips: {model: 2018-04")
    assert "no model version '2018-04'" in problems(said(server, DRAFT)[1])[0]
    older.with_name("2018-04.md").write_text(older.read_text("utf-8"), "utf-8")
    assert "no model version" not in "".join(problems(get(server, DRAFT)))


def test_staff_policies_are_among_the_others(still: Server) -> None:
    assert "the office" in get(still, "oak/keys/")


def test_what_no_site_has_can_be_seen_and_says_so_on_each_of_its_pages(
    root: Path, server: Server
) -> None:
    move(root, "the safe", "the new safe")
    front, draft, old = (get(server, f"oak/payroll/{one}") for one in ("", "draft/", "1.0/"))
    for page, place in ((front, "the safe"), (draft, "the new safe"), (old, "the safe")):
        assert place in page
        assert "This policy is on no site: <code>publish: none</code> keeps it off." in page
    assert "is on no site" not in get(server, "oak/keys/")
    entries = html.fromstring(get(server, "oak/")).xpath("//ul[@class='policies']/li")
    marked = [one.findtext("h2/a") for one in entries if "on no site" in one.text_content()]
    assert marked == ["Payroll policy"]


def test_no_policy_leads_to_one_that_no_site_has(still: Server) -> None:
    page = html.fromstring(get(still, "oak/visitors/"))
    assert "Payroll policy" in page.text_content()
    assert page.xpath("//main//a[contains(@href, 'lettings/')]")
    assert not page.xpath("//a[contains(@href, 'payroll')]")


def test_after_midnight_it_is_the_new_day(root: Path) -> None:
    days = [date(2026, 12, 31)]
    for server in serve(Preview(root, lambda: days[-1])):
        before = get(server, "oak/visitors/")
        assert "the entrance hall" in before
        assert get(server, "_live/version/oak") == version(before)
        days.append(date(2027, 1, 1))
        assert get(server, "_live/version/oak") != version(before)
        assert "the front gate" in get(server, "oak/visitors/")


def test_the_list_leads_to_every_school(still: Server) -> None:
    assert re.findall('href="/([a-z]+)/"', get(still, "")) == ["elm", "oak"]
    assert re.findall('href="/([a-z]+)/"', get(still, "?x=1")) == ["elm", "oak"]


def test_a_new_school_can_be_seen_and_one_that_left_says_so(root: Path, server: Server) -> None:
    assert said(server, "ash/")[0] == 404
    make_workspace(root, {"schools/ash/school.yaml": "name: Ash School\n"})
    assert "Ash School" in get(server, "ash/")
    (root / "schools/ash/school.yaml").unlink()
    assert problems(get(server, "ash/"))


def test_of_a_preview_of_one_school_no_other_is_served(root: Path) -> None:
    for server in serve(Preview(root, lambda: DAY, Target("oak"))):
        assert "Oak" in get(server, "oak/")
        assert said(server, "elm/")[0] == 404
        assert "elm" not in get(server, "")


def test_addresses_without_a_slash_lead_on(still: Server) -> None:
    for path in ("oak", "oak/trips/draft"):
        status, head, _ = raw(still, f"/{path}", "GET", own(still))
        assert status == 302
        assert f"Location: /{path}/" in head


def test_every_link_of_its_pages_leads_to_something_that_is_served(still: Server) -> None:
    for path in ("", "oak/", DRAFT, "oak/visitors/", "oak/visitors/1.0/", "oak/visitors/changes/"):
        page = html.fromstring(get(still, path).encode())
        page.make_links_absolute(still.address + path)
        for _, _, address, _ in page.iterlinks():
            if address.startswith(still.address):
                assert said(still, address.removeprefix(still.address))[0] == 200, address


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}",
             "localhost", "localhost.evil.example:{port}", "127.0.0.1:{port}.evil.example", ""],
)  # fmt: skip
def test_whoever_calls_it_otherwise_is_refused(host: str, still: Server) -> None:
    host = host.replace("{port}", str(still.server_port))
    for path in ("/", "/oak/", "/_live/version/oak", "/_live/live.js"):
        status, _, body = raw(still, path, "GET", host)
        assert status == 421
        assert "Oak" not in body


def test_no_host_and_two_hosts_are_refused(still: Server) -> None:
    assert raw(still, "/oak/")[0] == 421
    assert raw(still, "/oak/", "GET", own(still), "evil.example")[0] == 421


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}"])
def test_its_own_names_are_served(host: str, still: Server) -> None:
    named = host.replace("{port}", str(still.server_port))
    assert raw(still, "/oak/", "GET", named)[0] == 200


def test_at_the_port_of_the_web_it_is_called_without_one(
    still: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As browsers do: RFC 9110 (4.2.3)."""
    port = still.server_port
    monkeypatch.setattr("policygen.web.server.HTTP_PORT", port)
    for host in ("127.0.0.1", "localhost", f"127.0.0.1:{port}"):
        assert raw(still, "/oak/", "GET", host)[0] == 200
    assert raw(still, "/oak/", "GET", "evil.example")[0] == 421


def test_it_listens_on_this_machine_alone(still: Server) -> None:
    assert still.socket.getsockname()[0] == "127.0.0.1"


TRICKS = [
    "/oak/../elm/school.yaml", "/../policygen.yaml", "/oak/../../schools/oak/school.yaml",
    "/%2e%2e/schools/oak/school.yaml", "/oak/%2e%2e/%2e%2e/schools/oak/school.yaml",
    "/oak/..%2f..%2fschools/oak/school.yaml", "/oak/%252e%252e/school.yaml",
    "/oak\\..\\..\\schools\\oak\\school.yaml", "/oak/..%5c..%5cschools%5coak%5cschool.yaml",
    "//etc/passwd", "/etc/passwd", "/C:/Windows/win.ini", "file:///etc/passwd",
    "http://127.0.0.1/oak/", "oak/", "/oak/%00", "/oak/trips/draft/%00index.html",
    "/oak/index.html%00.css", "/%ff%fe/", "/oak/school.yaml", "/schools/oak/school.yaml",
    "/_live/", "/_live/server.py", "/_live/../oak/", "/_live/%2e%2e/pages.py", "/_live/version/",
    "/_live/version/nobody", "/_live/version/oak/../elm", "/.written/oak.txt", "/./oak/",
    "/oak//", "/oak/./trips/", "*", "/OAK/", "/oak/trips;x/",
]  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_but_pages_is_served_whatever_is_asked_for(trick: str, still: Server) -> None:
    status, _, body = raw(still, trick, "GET", own(still))
    assert status == 404
    assert "place: the" not in body
    assert "root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_possible(method: str, still: Server) -> None:
    status, head, _ = raw(still, "/oak/", method, own(still))
    assert status == 405
    assert "Allow: GET, HEAD" in head


def test_the_head_of_a_page_is_that_of_the_page(still: Server) -> None:
    whole, alone = (raw(still, "/oak/", method, own(still)) for method in ("GET", "HEAD"))
    assert alone[2] == ""
    sizes = [re.findall("Content-Length: ([0-9]+)", one[1]) for one in (whole, alone)]
    assert sizes[0] == sizes[1] == [str(len(whole[2].encode()))]


@pytest.mark.parametrize("path", ["/", "/oak/", "/oak/site.css", "/_live/version/oak", "/nobody/"])
def test_every_answer_says_how_far_it_may_be_used(path: str, still: Server) -> None:
    line = http.client.HTTPConnection("127.0.0.1", still.server_port, timeout=60)
    line.request("GET", path)
    answer = line.getresponse()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    line.close()


def test_files_are_sent_as_what_they_are(still: Server) -> None:
    for path, kind in {
        "oak/site.css": "text/css", "oak/feed.atom": "application/atom+xml",
        "oak/policies.json": "application/json", "_live/live.js": "text/javascript",
        "oak/": "text/html", "oak/reviews.ics": "text/calendar",
    }.items():  # fmt: skip
        with urlopen(still.address + path, timeout=60) as answer:
            assert answer.headers.get_content_type() == kind


def test_the_stylesheet_and_downloads_are_as_they_were_made(root: Path, server: Server) -> None:
    seen = Preview(root, lambda: DAY).school("oak")
    assert seen
    for path in ("oak/site.css", "oak/feed.atom", "oak/page_fragments/visitors.html"):
        assert get(server, path).encode() == seen.files[path]


HOSTILE = "<script>alert(1)</script>"


def test_what_is_typed_is_shown_as_it_was_typed(root: Path, server: Server) -> None:
    get(server, DRAFT)
    move(root, "trips: {model: 2016-04", f"trips: {{'{HOSTILE}': 1, model: 2016-04")
    page = get(server, DRAFT)
    assert HOSTILE not in page
    assert any(HOSTILE in one for one in problems(page))
    assert html.fromstring(page.encode()).xpath("//script[not(@src) and not(@type)]") == []


def test_a_file_that_cannot_be_read_is_a_mistake_on_the_page(root: Path, server: Server) -> None:
    get(server, DRAFT)
    (root / YAML).write_bytes(b"name: \xff\xfe\n")
    page = get(server, DRAFT)
    assert "the coach" in page
    assert [one for one in problems(page) if one.startswith(YAML)]


def test_a_browser_that_goes_away_leaves_no_trace(
    still: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", still.server_port)) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            line.sendall(f"GET /oak/ HTTP/1.1\r\nHost: {own(still)}\r\n\r\n".encode())
    assert "Oak" in get(still, "oak/")
    assert capfd.readouterr() == ("", "")


def test_a_port_that_is_taken_is_passed_over(root: Path, server: Server) -> None:
    with started(Preview(root, lambda: DAY), server.server_port) as other:
        assert server.server_port < other.server_port < server.server_port + 20
    with (
        pytest.raises(PolicyError, match="No port from 65535 to 65535 can be used"),
        started(Preview(root, lambda: DAY), 65535),
        started(Preview(root, lambda: DAY), 65535),
    ):
        pass


def test_the_address_is_that_of_the_draft_or_of_the_page(root: Path) -> None:
    preview = Preview(root, lambda: DAY)
    assert preview.address(Target("oak")) == "oak/"
    assert preview.address(Target("oak", "trips")) == DRAFT
    assert preview.address(Target("oak", "closed")) == "oak/closed/"
    assert preview.address(Target("oak", "payroll")) == "oak/payroll/"
    with pytest.raises(WrongWordError, match="the site of oak shows nothing of nothing"):
        preview.address(Target("oak", "nothing"))
    move(root, "name: ", "nmae: ")
    assert Preview(root, lambda: DAY).address(Target("oak", "trips")) == DRAFT


def test_nothing_is_written(root: Path, server: Server) -> None:
    before = {one: one.stat().st_mtime_ns for one in root.rglob("*")}
    get(server, DRAFT)
    assert {one: one.stat().st_mtime_ns for one in root.rglob("*")} == before
