"""What tables are made of, for hypothesis: words, dates, rows, and texts that are hardly tables."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from checker.figures.schema import DERIVATIONS, FIGURE_COLUMNS, STATUSES

Row = dict[str, str]
FIRST_DAY = date(2024, 1, 1)

days = st.integers(0, 200).map(lambda after: (FIRST_DAY + timedelta(after)).isoformat())
spans = days | st.integers(1, 7).map(lambda month: f"2024-{month:02}") | st.just("2024")
counts = st.integers(0, 12_000).map(lambda number: f"{number:,}")
wordings = st.builds(
    lambda before, number: f"{before}{number}",
    st.sampled_from(["", "about ", "more than ", "up to ", "nearly ", "confirmed "]),
    counts,
) | st.sampled_from(["dozens", "several hundred", "3-4,000", "between 1,000 and 2,000"])
shares = st.sampled_from(["a third", "36 %", "about half", "two thirds"])

# Characters and words that readers of tables trip over; no quote, so that the fast reader takes them too.
odd_cells = st.lists(
    st.sampled_from(
        [*"ab1-=+;|\t \u00a0\ufeff\u200b\u2028\x1f\x85\x1cé\U0001f600", "NA", "null", "NaN", "#N/A", "\\", "'"]
    ),
    max_size=4,
).map("".join)
hostile_cells = odd_cells | st.lists(
    st.sampled_from(['"', ",", "\n", "\r", "\r\n", " ", "a", "x\u001fy", "1"]), max_size=5
).map("".join)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    """A table without quotes, some of whose rows may be ragged or blank."""
    width = draw(st.integers(1, 4))
    header = ",".join(f"h{at}" for at in range(width))
    fitting = st.lists(odd_cells, min_size=width, max_size=width)
    rows = draw(st.lists(fitting, min_size=1, max_size=6))
    rows += draw(st.lists(st.lists(odd_cells, max_size=5), max_size=1))
    end = draw(line_ends)
    return end.join([header, *map(",".join, rows)]) + draw(st.sampled_from(["", end, end * 2]))


@st.composite
def quoted_texts(draw: st.DrawFn) -> str:
    """A well-formed table, quoted at whim, with any line ends and with blank lines between rows."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(hostile_cells, min_size=width, max_size=width), min_size=1, max_size=5))
    text = "\n" * draw(st.integers(0, 2))
    for row in [[f"h{at}" for at in range(width)], *rows]:
        text += ",".join(written(cell, quoted=draw(st.booleans())) for cell in row)
        text += draw(line_ends) * draw(st.integers(1, 3))
    return text


def written(cell: str, *, quoted: bool = False) -> str:
    """A cell as it stands in a file; one that needs quotes, or is blank, gets them in any case."""
    needed = quoted or not cell or any(sign in cell for sign in '",\r\n')
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if needed else cell


@st.composite
def figure_rows(draw: st.DrawFn, ids: st.SearchStrategy[str]) -> Row:
    """A well-formed figure, from so few words that several figures meet; it refers to nothing."""
    published = draw(days)
    share_of = draw(st.sampled_from(["", "", "", "casualties"]))
    return dict.fromkeys(FIGURE_COLUMNS, "") | {
        "id": draw(ids),
        "population": draw(st.sampled_from(["army", "brigade"])),
        "scope": draw(st.sampled_from(["war", "front"])),
        "measure": "killed" if share_of else draw(st.sampled_from(["killed", "wounded", "casualties", "present"])),
        "share_of": share_of,
        "reported": draw(shares if share_of else wordings),
        "as_of": draw(st.sampled_from(["", published, published[:7], published[:4]])),
        "published": published,
        "source": draw(st.sampled_from(["staff", "paper", "monitor"])),
        "statement": draw(st.sampled_from(["", "", "briefing"])),
        "status": draw(st.sampled_from(["", *STATUSES])),
        "derivation": draw(st.sampled_from(["", *DERIVATIONS])),
    }


FAULTS = {
    "id": ["", "a b", "f0"],
    "population": ["", "navy"],
    "measure": ["", "kiled", "deployed"],
    "share_of": ["killed", "f1", "nothing"],
    "reported": ["", "a handful", "300", "120 %"],
    "low": ["-1", "x", "1\x1f2", "300"],
    "high": ["0", "3.000", "200"],
    "period_start": ["2024-03-01", "yesterday", "2030-01-01"],
    "as_of": ["2030", "1/2/2024", "2023-12-31"],
    "published": ["", "2023-02-29", "9024-01-01"],
    "source": ["", "fans"],
    "status": ["draft"],
    "derivation": ["copied"],
    "derived_from": ["f0", "f1 f2", "f99"],
    "revises": ["f0", "f1", "f99"],
}


@st.composite
def tables(draw: st.DrawFn, *, faulty: bool = True) -> list[Row]:
    """Some figures with ids of their own; where `faulty`, some cells of some of them are wrong."""
    size = draw(st.integers(1, 7))
    rows = [draw(figure_rows(st.just(f"f{at}"))) for at in range(size)]
    for row in rows if faulty else []:
        for field in draw(st.lists(st.sampled_from(sorted(FAULTS)), max_size=2)):
            row[field] = draw(st.sampled_from(FAULTS[field]))
    return rows + ([dict(rows[0], id=rows[-1]["id"])] if faulty and draw(st.booleans()) else [])


def text_of(rows: Sequence[Row]) -> str:
    """The rows as the text of a table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
