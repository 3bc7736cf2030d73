"""Set policygen up on this machine if need be, then run it.

    python3 run.py build               run the program
    python3 run.py pytest              run the tests

It needs Python 3.11 or newer with pip, and nothing else: it makes an environment of its own in
.venv and leaves the system's Python alone.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / ".venv.lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TOOLS = ("pytest", "ruff", "mypy")  # all other words are for policygen
PINS = {"use": ROOT / "requirements.txt", "development": ROOT / "requirements-dev.txt"}
EXTRAS = ROOT / "requirements-extras.txt"  # PDF and search, which not every machine can have


def main(arguments: list[str]) -> int:
    """Run one tool in the environment and return its exit status."""
    if sys.version_info < (3, 11):
        print("policygen needs Python 3.11 or newer; this is", sys.version.split()[0])
        return 1
    if not arguments:
        print(__doc__)
        return 2
    if arguments[0] not in TOOLS:
        said = arguments[0] == "policygen"
        os.environ["POLICYGEN_CALLED"] = typed() + " policygen" * said
        arguments = ["policygen", *arguments[said:]]
    purpose = "development" if arguments[0] in TOOLS else "use"
    if not PINS[purpose].is_file():
        print(f"The file {PINS[purpose].name} is missing in {ROOT}.", file=sys.stderr)
        print("It belongs beside run.py: copy it from where run.py is from.", file=sys.stderr)
        return 1
    try:
        set_up(purpose)
    except subprocess.CalledProcessError as error:
        print("Setting up failed; what pip said stands above.", file=sys.stderr)
        return error.returncode or 1
    command = [str(PYTHON), "-m", *arguments]
    if os.name == "nt":  # there, exec would return to the prompt before the tool has finished
        return subprocess.call(command)
    os.execv(command[0], command)


def typed() -> str:
    """How the person started this, as far as that is known."""
    python = "py" if os.name == "nt" else Path(sys.orig_argv[0]).name
    return " ".join(f'"{word}"' if " " in word else word for word in (python, sys.argv[0]))


def wanted() -> str:
    """What .venv must be made of, as a digest."""
    state = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for pins in (*PINS.values(), EXTRAS):
        state.update(pins.read_bytes() if pins.is_file() else b"none")
    return state.hexdigest()


def set_up(purpose: str) -> None:
    """Bring .venv to the pinned versions, unless it is there already.

    Raises CalledProcessError if pip fails.
    """
    if is_set_up(purpose):
        return
    with alone():
        if not is_set_up(purpose):  # by another window, for which this one waited
            install(purpose)


def is_set_up(purpose: str) -> bool:
    """Whether .venv is of the pinned versions."""
    state = wanted()
    enough = ["development"] if purpose == "development" else ["use", "development"]
    stamps = [VENV / f"{name}.stamp" for name in enough]
    return any(one.is_file() and one.read_text(encoding="utf-8") == state for one in stamps)


@contextmanager
def alone() -> Iterator[None]:
    """Let no other window set up meanwhile: it waits. Of what is killed, the system frees it."""
    with LOCK.open("a") as file:
        waits = False
        while not is_locked(file.fileno()):
            if not waits:
                print("Another window is setting up; waiting for it ...", file=sys.stderr)
            waits = True
            time.sleep(0.2)
        yield


def is_locked(file: int) -> bool:
    """Lock a file, if nobody else holds it; so it is, too, on a disk that has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def install(purpose: str) -> None:
    """Make .venv, or bring it up to date. Raises CalledProcessError if pip fails."""
    print("Setting up (only the first time) ...", file=sys.stderr, flush=True)
    import venv  # only now: it is slow to import

    if not any(VENV.glob("*.stamp")):  # new, or an earlier attempt broke off
        venv.create(VENV, clear=True, with_pip=False, symlinks=os.name != "nt")
    for old in VENV.glob("*.stamp"):
        old.unlink()
    # "pip --python" works without ensurepip, and where the system's Python refuses packages.
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check"]
    pinned = [*pip, "install", "--quiet", "--require-hashes", "-r"]
    environment = {**os.environ, "PIP_USER": "0"}
    subprocess.run([*pinned, str(PINS[purpose])], check=True, stdout=sys.stderr, env=environment)
    if purpose == "use" and not EXTRAS.is_file():
        print(f"Without PDF and search, as {EXTRAS.name} isn't here.", file=sys.stderr)
    elif purpose == "use":
        more = subprocess.run([*pinned, str(EXTRAS)], capture_output=True, env=environment)
        if more.returncode:
            print("PDF and search can't be had on this machine; all else works.", file=sys.stderr)
    packages = next(VENV.glob("[Ll]ib/**/site-packages"))
    (packages / "policygen-source.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    (VENV / f"{purpose}.stamp").write_text(wanted(), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
