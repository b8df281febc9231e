"""From a path to a dataset: which files it has, and what is made of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.figures.errors import CannotCheckError
from checker.figures.strings import with_plain_strings
from checker.files import read_file
from checker.settings import FILE, read_settings

if TYPE_CHECKING:
    from checker.figures.dataset import Dataset
    from checker.intake.foreign import Foreign

FILES = ("figures.csv", "populations.csv", "scopes.csv", "sources.csv", FILE)
TABLES = tuple(name.partition(".")[0] for name in FILES if name != FILE)
MAPS = Path(__file__).parent / "maps"


class Given(NamedTuple):
    """What a user gave: the dataset's name, its files by name, and what a lone file is called, else ""."""

    name: str
    files: Mapping[str, bytes]
    called: str = ""


def read_files(path: str | Path) -> Given:
    """The files of a dataset: a folder, or a single file of figures, which has no neighbours.

    A lone file is called figures here, with its own ending.

    Raises:
        CannotCheckError: no such path, or a folder without figures.
    """
    path = Path(path)
    try:
        path.stat()
        if path.is_dir():
            names = sorted((file.name for file in path.iterdir() if _is_ours(file.name)), key=_turn)
            found = {name: read_file(path / name) for name in names if (path / name).is_file()}
            if not any(name.startswith("figures.") for name in found):
                raise CannotCheckError(f"{path}: a folder without a figures.csv")
            return Given(path.resolve().name, found)
        raw = read_file(path)
        return Given(path.stem, {own_name(path.name, raw): raw}, path.name)
    except FileNotFoundError:
        raise CannotCheckError(f"{path}: no such file or folder") from None
    except OSError as error:
        raise CannotCheckError(f"{path}: {error.strerror}") from None


def _is_ours(name: str) -> bool:
    from checker.intake.formats import ENDINGS

    stem, _, ending = name.partition(".")
    return name == FILE or (stem in TABLES and ending in ENDINGS)


def _turn(name: str) -> tuple[int, str]:
    """Tables in the order of the design, the settings last."""
    stem = name.partition(".")[0]
    return (TABLES.index(stem) if stem in TABLES else len(TABLES)), name


def own_name(name: str, raw: bytes) -> str:
    """What a lone file of figures is called in a dataset: figures.xlsx, by its name or else by how it begins."""
    from checker.intake.formats import ENDINGS, form_of

    ending = name.rpartition(".")[2].lower()
    return f"figures.{ending if ending in ENDINGS else form_of(name, raw) or 'csv'}"


def load(
    path: str | Path, *, map: str | None = None,  # noqa: A002  (as the option is called)
    today: int | None = None, known_on: str | None = None,
) -> "Dataset":  # fmt: skip
    """Read a dataset: a folder, a single table of figures (CSV, XLSX, Parquet and so on), or a foreign one.

    Args:
        path: where it is.
        map: of a foreign table; a map that ships with the package, or the path of one, ending in .toml.
        today: a day as `datetime.date.toordinal` counts; later publications are F007. None: not checked.
        known_on: a day as YYYY-MM-DD; figures published later are left out. None: all are read.

    Raises:
        CannotCheckError: it cannot be read as a dataset at all. What is wrong with a row is a finding instead.
    """
    day = None if known_on is None else day_of(known_on, "known_on")
    if map is not None:
        return load_mapped(*read_foreign(path, map), today=today, known_on=day)
    return load_files(*read_files(path), today=today, known_on=day)


def day_of(word: str, option: str) -> int:
    """The day that an option gives as YYYY-MM-DD.

    Raises:
        CannotCheckError: it is none; it names the option.
    """
    from checker.figures.dates import BadDate, read_day

    try:
        return read_day(word)
    except BadDate as error:
        raise CannotCheckError(f"{option}: {error}") from None


@with_plain_strings
def load_files(
    name: str, files: Mapping[str, bytes], called: str = "", *, today: int | None = None,
    known_on: int | None = None, added: Mapping[str, str] | None = None,
) -> "Dataset":  # fmt: skip
    """Read a dataset from the bytes of its files; see `load`.

    `known_on` is a day like `today`; `added` are the cells of one more figure, which is in no file.
    """
    from checker.figures.waivers import Waivers
    from checker.intake import make_dataset

    settings = read_settings(files.get(FILE))
    made = make_dataset(
        name, files, settings.vocabulary, settings.ratios, called=called, as_of_lag=settings.as_of_lag, today=today,
        known_on=known_on, added=added,
    )  # fmt: skip
    return replace(made, waivers=Waivers(settings.waivers, today))


def use_threads(jobs: int) -> None:
    """Read large tables with so many threads; what comes of it is the same."""
    from checker.intake.columns import use_threads

    use_threads(jobs)


def shipped_maps() -> dict[str, Path]:
    """The maps that ship with the package, by name."""
    return {path.stem: path for path in sorted(MAPS.glob("*.toml"))}


@with_plain_strings
def load_mapped(
    name: str, foreign: "Foreign", *, today: int | None = None, known_on: int | None = None,
    added: Mapping[str, str] | None = None,
) -> "Dataset":  # fmt: skip
    """The dataset of a table that has been mapped; see `load_files`."""
    from checker.intake.foreign import placed

    files, called = foreign.files, foreign.file
    return placed(load_files(name, files, called, today=today, known_on=known_on, added=added), foreign)


def read_foreign(path: str | Path, map_name: str, raw: bytes | None = None) -> "tuple[str, Foreign]":
    """The name of a foreign table and the files of a dataset made of it by a map; see `load`.

    `raw` are its bytes where it is no file; then it has no neighbours.

    Raises:
        CannotCheckError: the table or the map cannot be read; for a map it names the key.
    """
    from checker.intake.foreign import map_table
    from checker.intake.mapping import read_map

    path, (map_file, text) = Path(path), _map_file(map_name)
    plan = read_map(text, map_file)
    if raw is not None and plan.joins:
        plan.refuse("join", "needs a table beside the first, and standard input has none")
    table = read_file(path) if raw is None else raw
    beside = {join.file: read_file(path.parent / join.file) for join in plan.joins}
    return path.stem, map_table(table, path.name, beside, plan)


def _map_file(name: str) -> tuple[str, bytes]:
    from checker.figures.measures import nearest

    known = shipped_maps()
    if name in known or name.endswith(".toml"):
        path = known.get(name) or Path(name)
        return path.name, read_file(path)
    near = nearest(name, tuple(known))
    hint = f"the nearest is {near}" if near else f"there are {', '.join(known)}"
    raise CannotCheckError(f"no map {name!r} ships with the package: {hint}; the path of your own ends in .toml")
