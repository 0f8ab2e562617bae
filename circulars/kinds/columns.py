"""Columns of a table that may be left out."""

from collections.abc import Collection
from dataclasses import replace

from circulars.paper import RowGroup, TableAppendix


def without_empty(table: TableAppendix, may_lack: Collection[str]) -> TableAppendix:
    """The table without those of these columns in which nothing stands; the first, of labels, always stays."""
    rows = [row for group in table.groups for row in group.rows]
    kept = [
        place
        for place, head in enumerate(table.head[1:])
        if head not in may_lack or any(row[place].strip() for row in rows)
    ]
    groups = tuple(
        RowGroup(group.label, tuple(tuple(row[place] for place in kept) for row in group.rows))
        for group in table.groups
    )
    head = (table.head[0], *(table.head[place + 1] for place in kept))
    return replace(table, head=head, groups=groups)
