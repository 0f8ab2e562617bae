"""Who has not signed for a circular, as a workbook to telephone along; it only goes out."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulars.models import Circular
from circulars.queries import people_unsigned, receipts_overview
from districts.access import PortalRequest, allow
from districts.models import Membership, Office, School
from districts.views.tabs import PEOPLE_READERS
from portal.exchange.downloads import workbook
from portal.exchange.writing import Heading, Words, write_rows


@allow(*PEOPLE_READERS)
@require_safe
def unsigned_excel(request: PortalRequest, pk: int) -> HttpResponse:
    """Every office and school that has not signed, a line for each of its people who could be asked."""
    circular = get_object_or_404(Circular.objects.followed_by(request.user).select_related("district"), pk=pk)
    headings = [
        Heading(_("Office or school"), width=32),
        Heading(_("Stage")),
        Heading(_("Bureau"), width=24),
        Heading(_("Account")),
        Heading(_("Whom to ask")),
        Heading(_("Mobile number"), width=16),
    ]
    content = write_rows(headings, _rows(circular), Words(sheet=_("Not signed")))
    return workbook(content, f"unsigned-{circular.pk}")


def _rows(circular: Circular) -> Iterator[list[str]]:
    found = receipts_overview(circular)
    seats = list(people_unsigned(circular))
    for office in found.offices_that(signed=False):
        mine = [seat for seat in seats if seat.office_id == office.pk]
        yield from _lines(office, "", circular.district.bureau_name, mine)
    by_school: dict[int | None, list[Membership]] = {}
    for seat in seats:
        by_school.setdefault(seat.school_id, []).append(seat)
    for school in found.schools_that(signed=False):
        stage = str(school.get_stage_display())
        yield from _lines(school, stage, school.district.bureau_name, by_school.get(school.pk, []))


def _lines(place: Office | School, stage: str, bureau: str, seats: list[Membership]) -> Iterator[list[str]]:
    if not seats:
        yield [place.name, stage, bureau, _("No account"), "", ""]
    for seat in seats:
        yield [place.name, stage, bureau, _("Has an account"), seat.user.full_name, seat.user.phone]
