import asyncio
import email
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cli_fixtures import Run, edit
from click.testing import CliRunner

from policygen.cli import policygen

DAY = ("--on", "2026-11-23")


class Post:
    """A post box that can also refuse, hang or drop the line, for one school."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.trouble: dict[str, str] = {}
        self.freed = threading.Event()

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's own name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        del session, options
        trouble = self.trouble.get(address)
        if trouble == "refuses":
            return "550 5.1.1 no such mailbox"
        if trouble == "hangs":
            while not self.freed.is_set():
                await asyncio.sleep(0.02)
        if trouble == "drops":
            assert server.transport is not None
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Any
    ) -> str:
        del server, session
        if self.trouble.get(envelope.rcpt_tos[0]) == "refuses the text":
            return "554 5.6.0 not this"
        self.letters.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def addressees(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


@pytest.fixture
def post(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A real SMTP server that wants STARTTLS, and a workspace that knows it."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    certificate = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(certificate))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(
        box, hostname="localhost", port=port, tls_context=context, require_starttls=True
    )
    server.start()
    (workspace / "policygen.yaml").write_text(
        f"mail: {{host: localhost, port: {port}, sender: policies@example.org}}\n", "utf-8"
    )
    for school in ("holtsmere-end", "oakfield", "st-marys-st-johns"):
        path = workspace / f"schools/{school}/school.yaml"
        edit(path, "\nname:", f"\nemail: office@{school}.example\nname:")
    edit(workspace / "schools/oakfield/school.yaml", "May 2027", "December 2026")
    edit(workspace / "schools/st-marys-st-johns/school.yaml", "10 March 2028", "30 November 2026")
    yield box
    box.freed.set()
    server.stop()


def test_each_school_is_told_what_is_due_and_what_to_do(run: Run, post: Post) -> None:
    result = run("remind", "--send", *DAY)
    assert result.exit_code == 0, result.stderr
    assert "3 reminders sent." in result.stderr
    letter = next(one for one in post.letters if "holtsmere" in str(one["To"]))
    assert letter["Subject"] == (
        "Policies of Holtsmere End Infant and Nursery School: 1 review overdue"
    )
    body = letter.get_body()
    assert body is not None
    words = body.get_content()
    assert "Social media policy: review April 2018 (3,129 days overdue)" in words
    assert "policygen reviewed holtsmere-end/social-media" in words
    (attached,) = letter.iter_attachments()
    events = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [
        "review.holtsmere-end.social-media@policygen"
    ]


def test_a_reminder_goes_out_once_for_each_stage(run: Run, post: Post) -> None:
    days = ["2026-11-23", "2026-11-23", "2026-11-24", "2026-12-24", "2026-12-25", "2027-01-01"]
    told = []
    for day in days:
        post.letters.clear()
        run("remind", "--send", "--on", day)
        told.append(sorted(who.split("@")[1].split(".")[0] for who in post.addressees()))
    everyone = ["holtsmere-end", "oakfield", "st-marys-st-johns"]
    assert told[0] == everyone
    assert told[1] == []
    assert told[2] == []
    # Holtsmere End is a month further overdue, Oakfield has 7 days left, St Mary's is overdue now.
    assert told[3] == everyone
    assert told[4] == []
    assert told[5] == ["oakfield", "st-marys-st-johns"]


@pytest.mark.parametrize("trouble", ["refuses", "drops", "hangs", "refuses the text"])
def test_a_server_in_trouble_stops_no_other_school_and_is_tried_again(
    run: Run, post: Post, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policygen.workspace.post._TIMEOUT", 0.5)
    post.trouble["office@oakfield.example"] = trouble
    first = run("remind", "--send", *DAY)
    assert first.exit_code == 1
    assert "oakfield: not sent: the server" in first.stderr
    assert "2 reminders sent." in first.stderr
    post.freed.set()
    post.trouble.clear()
    post.letters.clear()
    second = run("remind", "--send", *DAY)
    assert second.exit_code == 0, second.stderr
    assert post.addressees() == ["office@oakfield.example"]


@pytest.mark.parametrize("moment", ["handed over", "sent"])
def test_killed_halfway_nobody_is_told_twice(
    run: Run, post: Post, workspace: Path, moment: str
) -> None:
    """Killed just before it notes that the second school was told, or will be."""
    command = (
        "import os, policygen.workspace.journal as r\n"
        "note, seen = r.Journal.note, []\n"
        "def killed(self, reminder, state):\n"
        f"    if state == {moment!r}:\n"
        "        seen.append(reminder)\n"
        "    if len(seen) == 2:\n"
        "        os._exit(9)\n"
        "    note(self, reminder, state)\n"
        "r.Journal.note = killed\n"
        "from policygen.__main__ import main\n"
        "main()\n"
    )
    words = ["-C", str(workspace), "remind", "--send", *DAY]
    killed = subprocess.run([sys.executable, "-c", command, *words], check=False, env=os.environ)
    assert killed.returncode == 9
    result = run("remind", "--send", *DAY)
    assert sorted(post.addressees()) == sorted(
        f"office@{school}.example" for school in ("holtsmere-end", "oakfield", "st-marys-st-johns")
    )
    assert ("a reminder may have arrived or not" in result.stderr) == (moment == "sent")


def test_runs_at_once_send_once(post: Post, workspace: Path) -> None:
    command = [sys.executable, "-m", "policygen", "-C", str(workspace), "remind", "--send", *DAY]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [one.communicate()[1] for one in runs]
    assert sorted(post.addressees()) == [
        "office@holtsmere-end.example",
        "office@oakfield.example",
        "office@st-marys-st-johns.example",
    ]
    assert sum("3 reminders sent." in words for words in said) == 1


def test_by_default_they_are_written_to_look_at(run: Run, post: Post, workspace: Path) -> None:
    first = run("remind", *DAY)
    files = {p.name: p.read_bytes() for p in (workspace / "build/reminders").iterdir()}
    assert set(files) == {"holtsmere-end.eml", "oakfield.eml", "st-marys-st-johns.eml"}
    assert first.exit_code == 0
    run("remind", *DAY)
    assert {p.name: p.read_bytes() for p in (workspace / "build/reminders").iterdir()} == files
    assert post.letters == []


def test_a_school_without_an_address_is_named(run: Run) -> None:
    result = run("remind", *DAY)
    assert result.exit_code == 1
    assert "holtsmere-end: no e-mail address\n  add email: to its school.yaml" in result.stderr


def test_without_a_server_it_says_what_is_missing(run: Run) -> None:
    result = run("remind", "--send")
    assert result.exit_code == 1
    assert "policygen.yaml says no mail server" in result.stderr


def test_the_settings_are_checked(run: Run, workspace: Path) -> None:
    text = "mail: {host: h, port: many, sender: a@b.example}\nterm: {}\n"
    (workspace / "policygen.yaml").write_text(text, "utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert (
        "policygen.yaml:1:23: 'many' is not a port\n  write a number, such as 587" in result.stderr
    )
    assert "policygen.yaml:2:1: unknown key 'term'\n  did you mean terms?" in result.stderr


def read(path: Path) -> EmailMessage:
    letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return letter


def words_of(letter: EmailMessage) -> str:
    body = letter.get_body()
    assert body
    return str(body.get_content())


def test_the_policy_in_force_goes_with_it_and_somebody_to_turn_to(
    run: Run, workspace: Path
) -> None:
    school = workspace / "schools/oakfield/school.yaml"
    edit(school, "name: Oakfield", "email: office@oakfield.example\nname: Oakfield")
    approved = ("--by", "Trust board", "--summary", "Anew.", "--on", "20 November 2026")
    run("issue", "oakfield/social-media", *approved)
    run("build", "oakfield/social-media@2.0", "--format", "docx")
    edit(school, "the staff lounge", "the canteen")
    contact = "{name: Ann Lee, email: ann@lea.example, telephone: 01632 960000}"
    (workspace / "policygen.yaml").write_text(f"contact: {contact}\n", "utf-8")
    assert run("remind", "--on", "20 November 2028").exit_code == 1  # Holtsmere has no address
    letter = read(workspace / "build/reminders/oakfield.eml")
    assert letter["Reply-To"] == "ann@lea.example"
    words = words_of(letter)
    assert "Version 2.0, approved by Trust board; attached as a Word file." in words
    assert "Questions go to Ann Lee, ann@lea.example, telephone 01632 960000." in words
    assert "If it is right, write to ann@lea.example:" in words
    before, _, commands = words.partition("-- \n")
    assert "policygen" not in before  # a secretary need not know of it
    assert "policygen reviewed oakfield/social-media" in commands
    edition, dates = letter.iter_attachments()
    assert edition.get_filename() == "social-media-2.0.docx"
    held = workspace / "build/oakfield/social-media@2.0.docx"
    assert edition.get_content() == held.read_bytes()
    assert dates.get_content_type() == "text/calendar"


NOBODY = (
    "policygen.yaml names no contact, so the reminders don't say whom to answer\n"
    "  add contact: with name: and email:\n"
)


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("python3 run.py", "python3 run.py"), ("py run.py", "py run.py"),
        ("/home/ann/x/run.py", "python3 run.py"), ("C:\\x\\policygen.exe", "policygen"),
    ],
)  # fmt: skip
def test_a_reminder_says_commands_as_they_are_typed_there(
    called: str, shown: str, workspace: Path
) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "name: Oak", "email: o@oak.example\nname: Oak")
    words = ["-C", str(workspace), "remind", "--on", "2027-05-01"]
    said = CliRunner().invoke(policygen, words, prog_name=called, catch_exceptions=False)
    assert said.stderr.count(NOBODY) == 1
    _, _, commands = words_of(read(workspace / "build/reminders/oakfield.eml")).partition("-- \n")
    assert f"  {shown} reviewed oakfield/social-media --by" in commands
    assert f"  {shown} issue oakfield/social-media --by" in commands
    assert str(workspace) not in commands


def test_that_nobody_is_named_is_said_once_and_only_where_it_is_so(
    run: Run, workspace: Path
) -> None:
    assert "names no contact" not in run("remind", "--on", "2027-05-01").output  # nobody reminded
    for school in ("oakfield", "holtsmere-end"):
        path = workspace / f"schools/{school}/school.yaml"
        edit(path, "name: ", "email: office@school.example\nname: ")
    assert run("remind", "--on", "2030-01-01").stderr.count("names no contact") == 1
    settings = workspace / "policygen.yaml"
    settings.write_text("contact: {name: Ann Lee, email: ann@lea.example}\n", "utf-8")
    assert "names no contact" not in run("remind", "--on", "2030-01-01").output


def test_what_cannot_be_attached_is_said(run: Run, workspace: Path) -> None:
    school = workspace / "schools/oakfield/school.yaml"
    edit(school, "name: Oakfield", "email: office@oakfield.example\nname: Oakfield")
    run("remind", "--on", "20 May 2027")
    letter = read(workspace / "build/reminders/oakfield.eml")
    words = words_of(letter)
    assert "Version 1.0, approved by Trust board; not attached: it isn't held" in words
    assert "If it is right, tell whoever keeps your policies:" in words
    assert "Questions go to" not in words
    assert letter["Reply-To"] is None
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["text/calendar"]


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("{name: Ann}", "the key 'email' of contact is missing"),
        ("{name: Ann, email: none}", "'none' is not an e-mail address"),
        ("Ann Lee", "contact is text where a group of keys belongs"),
        ("{name: Ann, email: a@b.example, phone: '1'}", "unknown key 'phone'"),
    ],
)
def test_a_slip_in_the_contact_is_told(run: Run, workspace: Path, contact: str, said: str) -> None:
    (workspace / "policygen.yaml").write_text(f"contact: {contact}\n", "utf-8")
    result = run("remind")
    assert result.exit_code == 1
    assert said in result.stderr
