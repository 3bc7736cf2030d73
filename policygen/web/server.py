"""Schools' sites for one browser on this machine, and for nobody else.

What is asked for is looked up among the files of a site, which are in memory: no path that is
asked for comes near the disk. Other websites, which could ask by a name of theirs that leads
here, are told by the Host that a browser sends, as RFC 9110 (7.4) has it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import quote, unquote

from policygen.actions.preview import Preview
from policygen.errors import PolicyError
from policygen.web.pages import LIVE, VERSION, list_page, live, missing_page, own_files

HOST = "127.0.0.1"
_TRIED = 20  # ports
_PATIENCE = 30  # seconds for a browser to say what it wants
_TYPES = {
    "atom": "application/atom+xml", "css": "text/css; charset=utf-8", "gif": "image/gif",
    "html": "text/html; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript; charset=utf-8",
    "json": "application/json", "md": "text/markdown; charset=utf-8", "png": "image/png",
    "svg": "image/svg+xml", "xml": "application/xml",
}  # fmt: skip
_HEADERS = {
    # Tables have the widths of their columns in style attributes.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Server(ThreadingHTTPServer):
    """Serves what can be seen in a preview."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # where Windows would let two have the same port

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self.own = own_files()
        super().__init__((HOST, port), _Answer)

    @property
    def address(self) -> str:
        """Where it is found."""
        return f"http://{HOST}:{self.server_port}/"

    @property
    def hosts(self) -> set[str]:
        """The names by which a browser may call it; it leaves out the port that the web has."""
        ports = (f":{self.server_port}", *[""] * (self.server_port == HTTP_PORT))
        return {f"{name}{port}" for name in (HOST, "localhost") for port in ports}

    def server_bind(self) -> None:
        """Take the port; unlike the library's, without asking the network for a name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def started(preview: Preview, port: int) -> Iterator[Server]:
    """A server on a port, or on one of the next if it is taken. Raises PolicyError if all are."""
    for one in range(port, min(port + _TRIED, 65536)):
        try:
            server = Server(preview, one)
        except OSError:
            continue
        with server:
            yield server
        return
    last = min(port + _TRIED, 65536) - 1
    raise PolicyError(f"No port from {port} to {last} can be used.", "name another with --port")


class _Answer(BaseHTTPRequestHandler):
    """The answer to one thing that a browser asks for."""

    server: Server
    server_version, sys_version = "policygen", ""
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Send what is at an address."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0].strip().lower() not in self.server.hosts:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = unquote(self.path.partition("?")[0])
        if not path.startswith("/"):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif path == "/":
            self._send(list_page(self.server.preview.schools), "html")
        elif path.startswith(f"/{LIVE}"):
            self._send_own(path[1:])
        else:
            self._send_of_school(path[1:])

    do_HEAD = do_GET  # noqa: N815 -- the library's names

    def do_POST(self) -> None:
        """Refuse what would change anything."""
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = do_POST  # noqa: N815

    def _send_own(self, path: str) -> None:
        """Send the version of a school's site, or a file of the live view."""
        if path in self.server.own:
            self._send(self.server.own[path], path.rpartition(".")[2])
        elif path.startswith(VERSION) and (
            seen := self.server.preview.school(path.removeprefix(VERSION))
        ):
            self._send(seen.version.encode(), "")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_of_school(self, path: str) -> None:
        """Send a file of a school's site."""
        school = path.partition("/")[0]
        seen = self.server.preview.school(school)
        if seen is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        name = f"{path}index.html" if path.endswith("/") else path
        ending = name.rpartition(".")[2]
        if (found := seen.files.get(name)) is not None:
            self._send(live(found, school, seen) if ending == "html" else found, ending)
        elif seen.has(f"{path}/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{quote(path)}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(missing_page(school, seen), "html", HTTPStatus.NOT_FOUND)

    def _send(self, data: bytes, ending: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", _TYPES.get(ending, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def end_headers(self) -> None:
        """End the headers, with those that every answer has."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Say nothing in the terminal of what is asked for."""
