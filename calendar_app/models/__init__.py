from calendar_app.models.days import SpecialDays
from calendar_app.models.entries import CalendarEntry, CalendarEntryQuerySet, EntryAudience, EntryOffice
from calendar_app.models.subscriptions import Subscription
from calendar_app.models.terms import SchoolTerm

__all__ = [
    "CalendarEntry",
    "CalendarEntryQuerySet",
    "EntryAudience",
    "EntryOffice",
    "SchoolTerm",
    "SpecialDays",
    "Subscription",
]
