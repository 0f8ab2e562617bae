"""What a file would do, row by row: shown before anything is written, and kept with the file. Pure."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"


class CellChange(NamedTuple):
    """One cell: its heading, what stood there, what will."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ReportRow:
    """One row: its number in the file, what it is called, what becomes of it, and why not."""

    number: int
    outcome: str
    label: str
    cells: list[CellChange] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Report:
    """Rows that do something, in the order of the file; of those that say what is there already only the number."""

    rows: list[ReportRow]
    same: int
    unknown: list[str]

    def count(self, outcome: str) -> int:
        return self.same if outcome == SAME else sum(row.outcome == outcome for row in self.rows)

    @property
    def can_be_confirmed(self) -> bool:
        """Nothing is wrong, and there is something to do."""
        return bool(self.rows) and not self.count(WRONG)

    @property
    def wrong_first(self) -> list[ReportRow]:
        return sorted(self.rows, key=lambda row: row.outcome != WRONG)

    def to_dict(self) -> dict[str, Any]:
        """As JSON values; rows and cells as lists, for a file may have thousands."""
        rows = [
            [row.number, row.outcome, row.label, [list(cell) for cell in row.cells], row.problems]
            for row in self.rows
        ]
        return {"rows": rows, "same": self.same, "unknown": self.unknown}

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Report":
        rows = [
            ReportRow(number, outcome, label, [CellChange(*cell) for cell in cells], problems)
            for number, outcome, label, cells, problems in kept["rows"]
        ]
        return cls(rows, kept["same"], kept["unknown"])


def fingerprint(kept: dict[str, Any]) -> str:
    """The same for the same effect: what is confirmed is what was seen."""
    return sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
