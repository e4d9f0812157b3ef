"""The collections of dated phrases, for whoever tries readers on them."""

import csv
from functools import cache
from pathlib import Path

COLLECTIONS = sorted((Path(__file__).parent / "dates").glob("*.tsv"))


@cache
def rows(path: Path) -> list[dict[str, str]]:
    """The rows of one collection, by the names of their columns; each file is read once."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", restval="", quoting=csv.QUOTE_NONE))
