"""`python -m awardrules` and the `awardrules` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; no input of any kind ends in a traceback."""
    from awardrules.cli.main import run

    sys.exit(run())


if __name__ == "__main__":
    main()
