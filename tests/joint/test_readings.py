"""Changes of one figure that remove a clash, or make a retelling equal its origin."""

from tests.helpers import dataset_of, findings_of, table_of

HEADER = "id,population,scope,measure,reported,as_of,published,source,derived_from,derivation"


def test_a_retelling_with_a_zero_more_is_read_as_its_origin() -> None:
    """The change is named, and nothing where no such change makes them equal."""
    rows = (
        "a,army,front,killed,301,2024-01-13,2024-01-14,agency,,",
        "b,army,front,killed,3010,2024-01-13,2024-01-15,paper,a,retold",
        "c,army,front,killed,310,2024-01-13,2024-01-15,radio,a,retold",
        "d,army,front,killed,555,2024-01-13,2024-01-15,blog,a,retold",
    )
    found = findings_of(dataset_of(table_of(*rows, header=HEADER)), "P501", "C402")
    told = {f.evidence["retelling"]: [(one.change, one.before, one.after) for one in f.readings] for f in found}
    assert told == {"b": [("zero", "“3010”", "a tenth as many")], "c": [("digits", "310", "301")], "d": []}


def test_what_is_part_of_a_loose_term_counts_only_where_somebody_counts_it() -> None:
    """A term of one's own, declared as part of casualties, and a source whose casualties are fewer than that."""
    terms = '[measures.gassed]\nkind = "flow"\npart_of = "casualties"\n'
    rows = (
        "a,army,front,casualties,301,2024-01-13,2024-01-14,agency",
        "b,army,front,killed,402,2024-01-12,2024-01-14,agency",
        "c,guard,front,casualties,301,2024-01-13,2024-01-14,agency",
        "d,guard,front,gassed,402,2024-01-12,2024-01-14,agency",
    )
    found = findings_of(dataset_of(table_of(*rows), checker=terms), "A", "C402")
    assert sorted(f.figures for f in found if f.is_clash) == [("a", "b"), ("c", "d")]
