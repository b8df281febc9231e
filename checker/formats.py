"""What each format of `check` has to know beside the report, from the options and the surroundings of the command."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from checker.render.paths import Root


def rendering(options: argparse.Namespace) -> dict[str, int | bool | str | Root]:
    """The keywords of the format's `render`: a terminal's width and colour, what fails, or where the files lie."""
    if options.format == "text" and not options.output:
        return terminal()
    if options.format == "junit":
        return {"fail_on": options.fail_on}
    return {"root": root(options)} if options.format in {"sarif", "github"} else {}


def terminal() -> dict[str, int | bool | str | Root]:
    """The width and the colour of what text is printed on."""
    on_terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, 120) if on_terminal else 80
    return {"width": width, "color": on_terminal and not os.environ.get("NO_COLOR")}


def root(options: argparse.Namespace) -> Root:
    """Where the files of what the options name lie, from the folder in which the command is run."""
    return Root.of(options.path, cwd=Path.cwd(), mapped=bool(options.map))
