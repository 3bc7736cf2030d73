"""The entry point: `policygen` and `python -m policygen`."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path


def main() -> None:
    """Run the command line."""
    try:
        _run()
    except KeyboardInterrupt:  # before click could see it
        sys.exit(130)


def _run() -> None:
    from policygen.cli import policygen  # the other processes of a build import this module too

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Windows pipes may be in a code page
            stream.reconfigure(encoding="utf-8", errors="replace")
    policygen(prog_name=as_called(), complete_var="_POLICYGEN_COMPLETE")


def as_called() -> str:
    """How the person typed policygen, for messages that say what to type next."""
    if typed := os.environ.get("POLICYGEN_CALLED"):  # by run.py
        return typed
    path = sys.argv[0]
    if Path(path).name == "__main__.py":
        return f"{_in_quotes(sys.orig_argv[0])} -m policygen"
    for folder in os.get_exec_path():
        if Path(folder, "policygen").resolve() == Path(path).resolve().with_suffix(""):
            return "policygen"
    return _in_quotes(path)


def _in_quotes(path: str) -> str:
    """A path as it is typed."""
    return f'"{path}"' if " " in path else path


if __name__ == "__main__":
    main()
