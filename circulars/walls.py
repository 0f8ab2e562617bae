"""A wall calendar (挂历) as plain values: its days, its work, its spans. No layout, no database, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any

A3, A4 = "A3", "A4"


@dataclass(frozen=True, slots=True)
class WallWork:
    """A piece of work with its offices in words. Months by their first days; `due` where it has a day."""

    work: str
    offices: str
    first: date
    last: date
    due: date | None = None

    @property
    def is_span(self) -> bool:
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class WallMonth:
    """A month: the working days that are off (休), the weekend days that are worked in exchange (班)."""

    first: date
    off: tuple[int, ...] = ()
    worked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wall:
    """A calendar for the wall: a sheet a month, or all months `together` on one."""

    title: str
    months: tuple[WallMonth, ...]
    works: tuple[WallWork, ...]
    together: bool = False
    sheet: str = A3
    note: str = ""

    def of_month(self, first: date) -> tuple[WallWork, ...]:
        """What touches the month, in its order."""
        return tuple(work for work in self.works if work.first <= first <= work.last)

    def by_month(self) -> list[tuple[date, list[WallWork]]]:
        """The work under the month in which it begins."""
        return [(month, list(works)) for month, works in groupby(self.works, key=lambda work: work.first)]


def wall_to_dict(wall: Wall) -> dict[str, Any]:
    """JSON values; days as 2026-11-01."""
    return _plain(asdict(wall))  # type: ignore[no-any-return]  # a dict stays one


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


def wall_from_dict(values: Mapping[str, Any]) -> Wall:
    """The reverse. Raises KeyError, TypeError or ValueError for what is no wall calendar."""
    return Wall(
        **{
            **values,
            "months": tuple(_made(WallMonth, month) for month in values["months"]),
            "works": tuple(_made(WallWork, work) for work in values["works"]),
        }
    )


def _made(kind: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    return kind(**{name: _read(name, value) for name, value in values.items()})


def _read(name: str, value: Any) -> Any:
    if name in ("first", "last", "due"):
        return date.fromisoformat(value) if value is not None else None
    return tuple(value) if isinstance(value, list) else value
