"""Offices by the names that documents give them. Pure: names in, offices out."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar
from unicodedata import normalize

from rapidfuzz import process

from workplans.drafts import NamedOffice

LEAD, SUPPORT = "lead", "support"
LIKE_ENOUGH = 60  # of 100: 基教处 is like 基础教育处, 组织人事处 is not


class Named(Protocol):
    """Whatever goes by several names; a `districts.models.Office` in practice."""

    @property
    def all_names(self) -> list[str]: ...


Place = TypeVar("Place", bound=Named)


def match_names(names: Iterable[str], offices: Iterable[Place]) -> dict[str, Place]:
    """The office meant by each name that is an office's name or alias; a name nobody bears is left out.

    Width and blanks do not count (`基教处 (安管处)` is `基教处（安管处）`). An office's own name goes before another
    office's alias; an alias that two offices share means neither.
    """
    known = _by_name(offices)
    return {name: office for name in names if (office := known.get(plain(name))) is not None}


def duties_written(written: Iterable[NamedOffice], matched: Mapping[str, Place]) -> list[tuple[Place, str]]:
    """(office, "lead" or "support") for the names that were matched, in the order of the document.

    Exactly one leads: of several offices written as leading it is the first, matched or not, and the
    others support. An office named twice counts once.
    """
    duties: list[tuple[Place, str]] = []
    lead_is_written = False
    for name in written:
        leads = name.role == LEAD and not lead_is_written
        lead_is_written = lead_is_written or leads
        office = matched.get(name.name)
        if office is not None and all(office is not known for known, _ in duties):
            duties.append((office, LEAD if leads else SUPPORT))
    return duties


def plain(name: str) -> str:
    """The name without what typists vary: blanks, full or half width."""
    return re.sub(r"\s+", "", normalize("NFKC", name))


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name`, where one is like it at all."""
    best = process.extractOne(plain(name), {other: plain(other) for other in names}, score_cutoff=LIKE_ENOUGH)
    return best[2] if best else None


def _by_name(offices: Iterable[Place]) -> dict[str, Place]:
    own: dict[str, Place] = {}
    aliases: dict[str, set[int]] = {}
    places = list(offices)
    for index, office in enumerate(places):
        name, *others = office.all_names
        own.setdefault(plain(name), office)
        for alias in others:
            aliases.setdefault(plain(alias), set()).add(index)
    only = {alias: places[min(found)] for alias, found in aliases.items() if len(found) == 1}
    return only | own
