"""The command as a process of its own: `casualty-checker`, or `python -m checker`."""

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

from checker.cli import main


def run() -> NoReturn:
    """Run the command, and leave without taking its memory apart, which takes a tenth of the time of a long run."""
    sys.setswitchinterval(0.0005)  # seconds; threads that compute are not held up by the one that puts it into words
    gc.disable()  # a run is short and makes few cycles; collecting them takes a sixth of its time
    sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]  # pandera takes it in where it is installed
    code: list[int] = []
    atexit.register(_leave, code)  # the first to register is the last to run
    try:
        main()
    except SystemExit as end:
        code.append(int(end.code or 0))
        raise


def _leave(code: list[int]) -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code[0] if code else 1)


if __name__ == "__main__":
    run()
