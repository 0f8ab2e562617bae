"""The city's school calendar, and work of these weeks that has its day."""

from __future__ import annotations

from datetime import date, timedelta

from calendar_app.drafts import EntryDraft
from calendar_app.queries import days_of
from calendar_app.school_weeks import TermKind, usual_term
from calendar_app.services import add_entry
from calendar_app.services.terms import set_term
from districts.models import District, User
from workplans.drafts import NamedOffice
from workplans.periods import school_year_of

LONGER: dict[TermKind, timedelta] = {"first_term": timedelta(weeks=1), "second_term": timedelta()}
# Work, the office that leads, and in how many working days.
DATED = (
    ("校园安全工作例会", "学校安全处", 2),
    ("教研员下校听课交流", "教育研究院", 4),
    ("新任校长座谈会", "人事处", 9),
)


def set_terms(district: District, today: date, admin: User) -> None:
    """Last school year, this one and the next."""
    for year in range(school_year_of(today) - 1, school_year_of(today) + 2):
        for kind, longer in LONGER.items():
            usual = usual_term(kind, year)
            set_term(
                district=district, kind=kind, year=year, first_day=usual.first_day,
                last_day=usual.last_day + longer, by=admin,
            )  # fmt: skip


def add_dated_work(district: District, today: date, editor: User) -> None:
    for work, office, ahead in DATED:
        due = days_of(district).working_days_after(today, ahead)
        month = due.replace(day=1)
        draft = EntryDraft(month, month, work, offices=(NamedOffice(office),), due_on=due)
        add_entry(district=district, draft=draft, by=editor)
