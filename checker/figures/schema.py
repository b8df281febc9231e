"""The columns of a dataset's tables, in their order; shared by intake, fmt and init."""

FIGURE_COLUMNS = (
    "id", "population", "scope", "measure", "share_of", "reported", "low", "best", "high", "period_start", "as_of",
    "published", "source", "statement", "via", "url", "status", "derived_from", "derivation", "revises", "note",
)  # fmt: skip
TREE_COLUMNS = ("id", "name", "part_of", "split", "complete", "may_fall", "since")
SOURCE_COLUMNS = ("id", "name", "kind", "party", "url")

COLUMNS = {
    "figures.csv": FIGURE_COLUMNS,
    "populations.csv": TREE_COLUMNS,
    "scopes.csv": TREE_COLUMNS,
    "sources.csv": SOURCE_COLUMNS,
}
REQUIRED = {
    "figures.csv": ("id", "population", "scope", "measure", "published", "source"),
    "populations.csv": ("id",),
    "scopes.csv": ("id",),
    "sources.csv": ("id",),
}
STATUSES = ("reported", "planned", "retracted")
DERIVATIONS = ("retold", "computed")
KINDS = ("belligerent", "government", "intelligence", "international", "monitor", "media", "other")
YES_NO = ("yes", "no")
ID = r"[A-Za-z0-9][A-Za-z0-9._:-]*"
