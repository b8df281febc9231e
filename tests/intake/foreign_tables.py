"""Small foreign tables and maps from text, for the tests of maps."""

import csv
import io

from checker.figures.dataset import Dataset
from checker.intake.foreign import Foreign, map_table
from checker.intake.mapping import Map, read_map
from checker.loading import load_mapped

ROW = """
[row]
id = "{side}-{year}"
population = "{side}"
scope = "war"
measure = "killed"
source = "UCDP"
published = "2018-06-01"
as_of = "{year}"
"""
BEST = '\n[[figure]]\nbest = "{dead}"\n'
TABLE = "side,year,dead\nA,1990,10\nB,1990,20\n"


def map_of(text: str = ROW + BEST) -> Map:
    """A map from its text."""
    return read_map(text.encode(), "own.toml")


def foreign_of(text: str = ROW + BEST, table: str = TABLE, file: str = "deaths.csv", **beside: str) -> Foreign:
    """A mapped table; other tables by the names of their files without .csv."""
    others = {f"{name}.csv": other.encode() for name, other in beside.items()}
    return map_table(table.encode(), file, others, map_of(text))


def dataset_of(text: str = ROW + BEST, table: str = TABLE, file: str = "deaths.csv", **beside: str) -> Dataset:
    """The dataset of a mapped table, its findings at the foreign cells."""
    return load_mapped("deaths", foreign_of(text, table, file, **beside))


def rows_of(foreign: Foreign, file: str = "figures.csv") -> list[dict[str, str]]:
    """The rows of one of the files that were made."""
    return list(csv.DictReader(io.StringIO(foreign.files[file].decode())))


def cells_of(column: str, foreign: Foreign, file: str = "figures.csv") -> list[str]:
    """One column of a file that was made."""
    return [row[column] for row in rows_of(foreign, file)]


def places_of(dataset: Dataset, code: str) -> list[tuple[str, int, int, str]]:
    """File, line, character and field of the first place of each finding of a code."""
    places = [dataset.locate(finding.places[0]) for finding in dataset.findings if finding.code == code]
    return [(place.file, place.line, place.column, place.field) for place in places]
