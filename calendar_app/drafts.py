"""A calendar entry before it has a row: what a document gives to `create_entries`. Pure."""

from dataclasses import dataclass
from datetime import date

from workplans.drafts import NamedOffice


@dataclass(frozen=True)
class EntryDraft:
    """Both months are first days; `ends_month` equals `starts_month` where there is no span."""

    starts_month: date
    ends_month: date
    work: str
    as_written: str = ""
    offices: tuple[NamedOffice, ...] = ()
    due_on: date | None = None
