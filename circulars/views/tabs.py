"""The tabs above lists of papers and of receipts."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from circulars.models import Circular
from districts.models import Membership, User
from districts.tabs import Tab


@dataclass(frozen=True)
class Choice:
    """A part of the circulars one may read, chosen by ?show=."""

    name: str
    label: str
    circulars: QuerySet[Circular]
    count: int | None = None


def list_choices(user: User, seat: Membership) -> list[Choice]:
    """The parts of the list, the first shown unless asked otherwise: an office or school begins with its own."""
    visible = Circular.objects.visible_to(user)
    everything = Choice("all", _("All circulars"), visible)
    if seat.is_office or seat.is_school:
        unsigned = visible.unsigned_by(seat)
        to_sign = _("To sign or take note of") if seat.is_school else _("To sign")
        return [
            Choice("to_us", _("Addressed to us"), visible.addressed_to(seat)),
            Choice("to_sign", to_sign, unsigned, unsigned.count()),
            everything,
        ]
    return [Choice("ours", _("Issued by us"), visible.filter(district=seat.district)), everything]


def as_tabs(choices: list[Choice], current: Choice) -> list[Tab]:
    return [Tab(item.label, f"?show={item.name}", item is current, item.count) for item in choices]
