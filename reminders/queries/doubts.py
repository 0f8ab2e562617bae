"""Whether what is about to be asked for is too much, by the bureau's own measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from districts.models import District, Office, School
from reminders.burden import Request
from reminders.models import Measure
from reminders.queries.burden import requests_to_offices, requests_to_schools
from workplans.asking import Doubt, OverIn, Wanted
from workplans.audience import SchoolsMeant
from workplans.periods import month_of

Spot = tuple[date, int]  # a month, and a school or an office
Asked = dict[Spot, list[Request]]


def doubt_about(district: District, wanted: Collection[Wanted], today: date) -> Doubt | None:
    """Which months would go over the bureau's limits, if its schools and offices were asked for what is `wanted` as well.

    Months that are past are nobody's question any more. None where nobody would.
    """
    ahead = [one for one in wanted if one.month >= today.replace(day=1)]
    of_schools = [one for one in ahead if one.rules or one.schools]
    of_offices = [one for one in ahead if one.offices]
    if not of_schools and not of_offices:
        return None
    measure = Measure.of(district)
    months = (
        *(_schools_over(district, of_schools, measure) if of_schools else ()),
        *(_offices_over(district, of_offices, measure) if of_offices else ()),
    )
    return Doubt(months) if months else None


def _schools_over(district: District, wanted: list[Wanted], measure: Measure) -> list[OverIn]:
    """Five queries."""
    meant = SchoolsMeant(School.objects.within(district).filter(is_active=True))
    asked: Asked = defaultdict(list)
    for request, rules in requests_to_schools(district, *_from_to(wanted)):
        for school in meant.by(rules):
            asked[request.month, school.pk].append(request)
    new = [(one, one.schools | {school.pk for school in meant.by(one.rules)}) for one in wanted]
    spent = _spent(asked, new, district, measure)
    return _over(spent, measure.school_limit, of_offices=False)


def _offices_over(district: District, wanted: list[Wanted], measure: Measure) -> list[OverIn]:
    """Six queries."""
    offices = list(Office.objects.filter(district=district))
    asked: Asked = defaultdict(list)
    for office, requests in requests_to_offices(district, offices, *_from_to(wanted)).items():
        for request in requests:
            asked[request.month, office].append(request)
    spent = _spent(asked, [(one, one.offices) for one in wanted], district, measure)
    return _over(spent, measure.office_limit, of_offices=True)


def _from_to(wanted: list[Wanted]) -> tuple[date, date]:
    return min(one.month for one in wanted), month_of(max(one.month for one in wanted)).ends_on


def _spent(
    asked: Asked, new: Iterable[tuple[Wanted, Collection[int]]], district: District, measure: Measure
) -> dict[Spot, int]:
    """The minutes of those who would be asked for something new, all in all."""
    by_key = {at: {request.key: request for request in requests} for at, requests in asked.items()}
    concerned: set[Spot] = set()
    for one, places in new:
        request = Request(one.kind, *one.item, title="", day=one.month, bureau=district.pk)
        for place in places:
            known = by_key.setdefault((one.month, place), {})
            if request.key not in known:
                known[request.key] = request
                concerned.add((one.month, place))
    return {at: measure.minutes.of(by_key[at].values()) for at in concerned}


def _over(spent: dict[Spot, int], limit: int, *, of_offices: bool) -> list[OverIn]:
    by_month: dict[date, list[int]] = defaultdict(list)
    for (month, _place), minutes in spent.items():
        if minutes > limit:
            by_month[month].append(minutes)
    return [
        OverIn(month, len(all_of), max(all_of), limit, of_offices)
        for month, all_of in sorted(by_month.items())
    ]
