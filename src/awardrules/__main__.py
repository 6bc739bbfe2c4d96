"""`python -m awardrules` and the `awardrules` command."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; no input of any kind ends in a traceback."""
    # imports make no garbage worth collecting; deciding.py turns the collector on again before long runs
    gc.disable()
    # nor does this process use plugins of pydantic, which it would look for in every installed package
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_streams()
    from awardrules.cli.main import run

    code = run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    # everything is written: no need to take the modules down one by one
    os._exit(code)


def _open_streams() -> None:
    """A stream the call was started without: nothing is read there, what is said there is lost, and a result to be written there is a fault."""
    for name, mode, flags in (("stdin", "r", os.O_RDONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    main()
