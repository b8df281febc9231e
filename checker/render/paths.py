"""Where the files of a dataset lie, in the way that CI wants it said: from the folder in which the command was run."""

import os.path
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

STANDARD_INPUT = "standard-input"


@dataclass(frozen=True, slots=True)
class Root:
    """The folder of a dataset's files, with / between its parts; "" is the one in which the command was run.

    `alone` is the file of a lone table, which the dataset itself calls figures.csv.
    """

    folder: str = ""
    alone: str = ""

    @classmethod
    def of(cls, path: str, *, cwd: Path, mapped: bool = False) -> "Root":
        """The root of what the user named: a folder, a table, or - for standard input.

        Args:
            path: as the user wrote it.
            cwd: the folder in which the command was run; what lies outside of it keeps its whole path.
            mapped: the table is a foreign one, whose cells are placed in files that have names of their own.
        """
        if path == "-":
            return cls(alone="" if mapped else STANDARD_INPUT)
        place = Path(os.path.normpath(cwd / path))
        near = place.relative_to(cwd) if place.is_relative_to(cwd) else place
        if place.is_dir():
            return cls(near.as_posix())
        return cls(near.parent.as_posix(), "" if mapped else near.name)

    def path(self, file: str) -> str:
        """The path of one of the dataset's files."""
        return (Path(self.folder) / (self.alone or file)).as_posix()

    def uri(self, file: str) -> str:
        """The same as a reference that a URI may be: relative, or file://... for what lies elsewhere."""
        path = self.path(file)
        return Path(path).as_uri() if Path(path).is_absolute() else quote(path)
