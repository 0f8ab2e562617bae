"""The menu by role: at most seven entries, named by what people look for."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.models import Membership, Role


@dataclass(frozen=True)
class Place:
    """Somewhere the menu can lead: a URL name, its label, its icon, the key after `g` that goes there.

    also: beginnings of further addresses that belong to it.
    """

    url_name: str
    label: str | Promise
    icon: str
    key: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A place as drawn on one page."""

    label: str | Promise
    url: str
    icon: str
    key: str
    is_current: bool


WORKBENCH = Place("workbench", _("Workbench"), "house", "w")
PLANS = Place(
    "plan_list",
    _("Plans"),
    "list-ol",
    "p",
    also=(
        "/sections/",
        "/tasks/",
        "/targets/",
        "/remarks/",
        "/wording/",
        "/rollovers/",
        "/papers/",
        "/intake/",
    ),
)
CALENDAR = Place("calendar", _("Calendar"), "calendar3", "c")
CIRCULARS = Place("circular_list", _("Circulars"), "file-earmark-text", "d", also=("/numbers/",))
FOLLOW_UP = Place(
    "late_list", _("Follow-up"), "bell", "f", also=("/reminders/", "/extensions/", "/channels/")
)
UNITS = Place("unit_list", _("Units and people"), "building", "u")
TRAIL = Place("trail", _("Audit trail"), "clock-history", "t")
MORE_TIME = Place("extension_list", _("More time"), "clock", "e")

SCHOOL_MENU = [WORKBENCH, CIRCULARS, CALENDAR, PLANS, MORE_TIME]
OFFICE_MENU = [WORKBENCH, CALENDAR, PLANS, CIRCULARS, MORE_TIME]
BUREAU_MENU = [WORKBENCH, PLANS, CALENDAR, CIRCULARS, FOLLOW_UP, UNITS]
MENUS = {
    Role.EDITOR: BUREAU_MENU,
    Role.APPROVER: BUREAU_MENU,
    Role.ADMINISTRATOR: [*BUREAU_MENU, TRAIL],
    Role.AUDITOR: [WORKBENCH, PLANS, CALENDAR, CIRCULARS, UNITS, TRAIL],
    Role.OFFICE_HEAD: [*OFFICE_MENU, UNITS],  # the office's own people stand there
    Role.OFFICE_STAFF: OFFICE_MENU,
    Role.SCHOOL_CLERK: SCHOOL_MENU,
    Role.PRINCIPAL: SCHOOL_MENU,
}


def menu_for(seat: Membership, path: str) -> list[Entry]:
    """The entries for a seat; the one that `path` lies under is current (the front page only when exact)."""
    entries: list[Entry] = []
    for place in MENUS[Role(seat.role)]:
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue
        is_current = path == url if url == "/" else path.startswith((url, *place.also))
        entries.append(Entry(place.label, url, place.icon, place.key, is_current))
    return entries
