"""The commands beside the checking: each takes the options and hands back an exit code and what to print."""

import argparse
from pathlib import Path

from checker.figures.errors import CannotCheckError

DONE, UNLIKE = 0, 1  # the second: a table that is not in canonical form, words that cannot be read
Answer = tuple[int, str]


def fmt(options: argparse.Namespace) -> Answer:
    """A dataset's tables in canonical order, columns and spelling; with --check only which would change."""
    from checker.figures.schema import COLUMNS
    from checker.intake.tidy import tidy
    from checker.loading import read_files
    from checker.writing import write_file

    path = Path(options.path)
    files, changed = read_files(path).files, []
    for file in files:
        if file.partition(".")[0] in {name.partition(".")[0] for name in COLUMNS} and file not in COLUMNS:
            raise CannotCheckError(f"{path if path.is_file() else path / file}: only CSV is rewritten by fmt")
    for file in COLUMNS:
        if file in files:
            kind = path.name if path.is_file() and path.name in COLUMNS else file
            neat = tidy(files[file], kind)
            if neat != files[file]:
                changed.append(path / file if path.is_dir() else path)
                if not options.check:
                    write_file(changed[-1], neat)
    done = "would be rewritten" if options.check else "rewritten"
    return UNLIKE if changed and options.check else DONE, "".join(f"{target}: {done}\n" for target in changed)


def import_table(options: argparse.Namespace) -> Answer:
    """A foreign table to a folder with a dataset."""
    from checker.figures.schema import COLUMNS
    from checker.intake.tidy import tidy
    from checker.loading import load_mapped, read_foreign
    from checker.writing import write_file

    folder: Path = options.output
    name, foreign = read_foreign(options.path, options.map)
    dataset = load_mapped(name, foreign)
    _make_empty(folder)
    for file, data in foreign.files.items():
        write_file(folder / file, tidy(data, file) if file in COLUMNS else data)
    said = (
        f"{folder}: {dataset.read:,} figures from {foreign.rows:,} rows; {dataset.rejected:,} of them cannot be used\n"
    )
    if foreign.without_figure:
        said += (
            f"{foreign.without_figure:,} rows have no figure: the map leaves them out, or their numbers are missing\n"
        )
    return DONE, f"{said}Check it with: casualty-checker check {folder}\n"


def maps(options: argparse.Namespace) -> Answer:
    """The maps for foreign tables, or the text of one."""
    from checker.figures.measures import nearest
    from checker.loading import shipped_maps

    known = shipped_maps()
    if options.name is None:
        first = {
            name: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for name, path in known.items()
        }
        return DONE, "".join(f"{name:<20} {line}\n" for name, line in first.items())
    if options.name not in known:
        near = nearest(options.name, tuple(known))
        raise CannotCheckError(f"there is no map {options.name!r}{f'; the nearest is {near}' if near else ''}")
    return DONE, known[options.name].read_text(encoding="utf-8")


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotCheckError(f"{folder}: is not empty; nothing was written")
    except OSError as error:
        raise CannotCheckError(f"{folder}: {error.strerror}") from None


def init(options: argparse.Namespace) -> Answer:
    """A small dataset to start from."""
    from checker.writing import write_file

    folder: Path = options.folder
    _make_empty(folder)
    for file in sorted((Path(__file__).parent / "starter").iterdir()):
        write_file(folder / file.name, file.read_bytes())
    return DONE, f"{folder}: a dataset to start from. Check it with: casualty-checker check {folder}\n"


def rules(_options: argparse.Namespace) -> Answer:
    """Every rule in a line."""
    from checker.manuals import manuals

    return DONE, "".join(f"{m.code}  {m.severity:<8} {m.name:<28} {m.summary}\n" for m in manuals().values())


def explain(options: argparse.Namespace) -> Answer:
    """The manual of a rule."""
    from checker.figures.measures import nearest
    from checker.manuals import manuals

    known = manuals()
    wanted = options.code.strip().upper()
    by_name = {manual.name.upper(): manual for manual in known.values()}
    manual = known.get(wanted) or by_name.get(wanted)
    if manual is None:
        near = nearest(options.code, tuple(code.lower() for code in known)).upper()
        raise CannotCheckError(f"there is no rule {options.code!r}{f'; the nearest is {near}' if near else ''}")
    return DONE, f"{manual.text}\n"


def parse(options: argparse.Namespace) -> Answer:
    """How a wording is read."""
    from checker.figures.wording import Unreadable, read

    words = " ".join(options.words)
    try:
        reading = read(words, share=options.share)
    except Unreadable as error:
        return UNLIKE, f"unreadable: {error}\n"
    said = f"{words}\n  {reading.how}\n"
    if reading.own_list:
        said += "  on this source's own list: exact for its own series, at least that for everybody else\n"
    return DONE, said


COMMANDS = {
    "import": import_table, "maps": maps, "fmt": fmt, "init": init, "rules": rules, "explain": explain, "parse": parse,
}  # fmt: skip
