"""The entry point: `policygen` and `python -m policygen`."""

import sys
from io import TextIOWrapper


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
    policygen(prog_name="policygen")


if __name__ == "__main__":
    main()
