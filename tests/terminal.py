"""A pseudo-terminal with policygen in it, and somebody who types answers there."""

import os
import re
import select
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from subprocess import Popen

INTERRUPT, END = "\x03", "\x04"  # Ctrl-C, Ctrl-D
_PROMPT = re.compile(r": $")
_SIZE = ("COLUMNS", "LINES")  # of the terminal of whoever runs the tests


class Terminal:
    """Runs policygen, or a line of a shell, on a terminal of its own.

    `said` is all that stood on it so far.
    """

    def __init__(
        self, workspace: Path, *words: str, line: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.ours, theirs = os.openpty()
        command = ["sh", "-c", line] if line else [sys.executable, "-m", "policygen", *words]
        as_it_is = {name: said for name, said in os.environ.items() if name not in _SIZE}
        called = environment or {**as_it_is, "POLICYGEN_CALLED": "policygen"}
        self.started = Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=workspace, env=called,
            # Whoever runs the tests in the background has Ctrl-C ignored, and so would this.
            preexec_fn=lambda: signal(SIGINT, SIG_DFL),
        )  # fmt: skip
        os.close(theirs)
        self.said = ""

    def heard(self) -> str:
        """What it says until it asks for a line, or ends."""
        heard = b""
        while not _PROMPT.search(heard.decode("utf-8", "replace")):
            ready, _, _ = select.select([self.ours], [], [], 20)
            assert ready, heard
            try:
                more = os.read(self.ours, 65536)
            except OSError:  # so Linux says that the other end is closed
                more = b""
            if not more:
                break
            heard += more
        text = heard.decode().replace("\r\n", "\n")
        self.said += text
        return text

    def heard_some(self) -> str:
        """What it says next; of what is longer, the beginning."""
        ready, _, _ = select.select([self.ours], [], [], 60)
        assert ready, self.said
        try:
            text = os.read(self.ours, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:  # so Linux says that the other end is closed
            text = ""
        self.said += text
        return text

    def type(self, line: str, end: str = "\n") -> str:
        """Type a line; what is said next."""
        if (
            line == INTERRUPT
        ):  # what the system makes of the key; again if it came between two steps
            for _ in range(20):
                if select.select([self.ours], [], [], 0)[0]:
                    break
                self.started.send_signal(SIGINT)
                select.select([self.ours], [], [], 1)
        else:
            os.write(self.ours, (line + end).encode())
        return self.heard()

    def kill(self) -> None:
        """End it as a window that is closed does."""
        self.started.kill()
        self.end()

    def end(self) -> int:
        """Wait for it; its exit status."""
        status = self.started.wait(20)
        os.close(self.ours)
        return status
