"""Cells as the grid's script sends them: JSON in one field, at most as many rows as one pastes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from calendar_app.cells import COLUMNS, WrongCell, read_cells
from calendar_app.months import PlanYear
from calendar_app.services.grid import RowChange
from districts.models import Office

MOST_ROWS = 300
LONGEST_CELL = 2_000


@dataclass(frozen=True)
class SentRow:
    """`name` is what the page calls the row: its key, or "new-" and an identifier; `wrong`: cells that cannot be read."""

    name: str
    change: RowChange
    wrong: dict[str, WrongCell]

    @property
    def may_be_saved(self) -> bool:
        """A row that is there is saved but for its wrong cells; a new one waits until all of it can be read."""
        return not self.wrong or bool(self.change.entry and self.change.values)


def read_rows(sent: str, period: PlanYear, offices: Sequence[Office]) -> list[SentRow]:
    """Raises ValueError for what no page of ours sends."""
    rows = json.loads(sent)
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_ROWS:
        raise ValueError("a list of rows")
    names = _names(offices)
    found = [_row(row, period, names) for row in rows]
    if len({row.name for row in found}) < len(found):
        raise ValueError("a row once")
    return found


def _names(offices: Sequence[Office]) -> dict[str, int]:
    """Every name of an office in use, its own first."""
    working = [office for office in offices if office.is_active]
    names = {name: office.pk for office in working for name in reversed(office.all_names)}
    return {office.name: office.pk for office in working} | names


def _row(row: Any, period: PlanYear, names: Mapping[str, int]) -> SentRow:
    if not isinstance(row, dict):
        raise ValueError("a row")
    name = str(row.get("row", ""))
    entry, key = _key(name)
    values, wrong = read_cells(_texts(row.get("cells", {})), period, names)
    # What stood there was written by us: where it cannot be read any more it equals nothing.
    was, _unread = read_cells(_texts(row.get("was", {})), period, names)
    version = row.get("version", 1)
    if not isinstance(version, int):
        raise ValueError("a version")
    change = RowChange(
        entry, key, version, values, was, row.get("remove") is True, row.get("restore") is True
    )
    return SentRow(name, change, wrong)


def _key(name: str) -> tuple[int | None, UUID | None]:
    if name.startswith("new-"):
        return None, UUID(name.removeprefix("new-"))
    if not name.isdecimal() or len(name) > 18:
        raise ValueError("a row's key")
    return int(name), None


def _texts(cells: Any) -> dict[str, str]:
    if not isinstance(cells, dict) or not set(cells) <= set(COLUMNS):
        raise ValueError("cells by column")
    return {column: str(text)[:LONGEST_CELL] for column, text in cells.items()}
