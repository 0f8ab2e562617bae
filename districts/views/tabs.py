"""The tabs of the units pages: what the reader may open, with the number behind each."""

from django.urls import reverse
from django.utils.translation import gettext as _

from districts.access import PortalRequest
from districts.models import Role
from districts.models.people import BUREAU_ROLES
from districts.queries import overview
from districts.tabs import Tab

PEOPLE_READERS = (*BUREAU_ROLES, Role.OFFICE_HEAD)


def unit_tabs(request: PortalRequest) -> list[Tab]:
    numbers = overview(request.user, request.seat.district)
    places: list[tuple[str, str, int | None]] = [
        (_("Offices"), "office_list", numbers.offices),
        (_("Schools"), "school_list", numbers.schools),
    ]
    if request.seat.role in PEOPLE_READERS:
        places.append((_("People"), "person_list", numbers.people))
    places.append((_("Bureaus"), "district_list", numbers.bureaus + 1))
    return [Tab(label, reverse(name), request.path == reverse(name), count) for label, name, count in places]
