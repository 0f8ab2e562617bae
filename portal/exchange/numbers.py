"""The register of numbers as a workbook, to file or to print; it only goes out."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from circulars.forms import FindNumbers
from circulars.models import NumberRegister, RegisteredNumber
from circulars.queries import find_numbers
from districts.access import BUREAU_STAFF, PortalRequest, allow
from portal.exchange.downloads import workbook
from portal.exchange.writing import Heading, Words, write_rows


@allow(*BUREAU_STAFF)
@require_safe
def number_excel(request: PortalRequest) -> HttpResponse:
    """The numbers that the list shows under the same filters."""
    bureau = request.seat.district
    filters = FindNumbers(request.GET, registers=NumberRegister.objects.filter(district=bureau))
    numbers = RegisteredNumber.objects.visible_to(request.user).filter(register__district=bureau)
    headings = [
        Heading(_("Number"), width=22),
        Heading(_("State")),
        Heading(_("For which paper"), width=48),
        Heading(_("Date of the paper")),
        Heading(_("Given to")),
        Heading(_("Given on")),
        Heading(_("Why it is void"), width=32),
        Heading(_("Made void by")),
        Heading(_("Void since")),
    ]
    rows = (_row(number) for number in find_numbers(numbers, **filters.asked).iterator(chunk_size=500))
    content = write_rows(headings, rows, Words(sheet=_("Document numbers")))
    return workbook(content, f"numbers-{timezone.localdate()}")


def _row(number: RegisteredNumber) -> list[str]:
    voided = f"{timezone.localtime(number.voided_at):%Y-%m-%d}" if number.voided_at else ""
    dated = number.circular.signed_on if number.circular else number.dated
    return [
        number.number,
        str(number.get_state_display()),
        number.purpose,
        f"{dated:%Y-%m-%d}" if dated else "",
        str(number.taken_by),
        f"{timezone.localtime(number.taken_at):%Y-%m-%d}",
        number.void_reason,
        str(number.voided_by or ""),
        voided,
    ]
