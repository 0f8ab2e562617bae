"""签收: who may sign for a circular, and that it happens once."""

import pytest

from circulars.models import Receipt
from circulars.refusals import NotAddressed
from circulars.services import sign_for
from districts.models import AuditEntry, Membership, Role, Stage
from tests.circulars.factories import (
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)
from workplans.drafts import AudienceDraft


def seat_of(user):
    return user.seats[0]


def test_a_clerk_signs_for_the_school(db):
    district = make_bureau()
    school = make_school(district)
    clerk = make_clerk(school)
    circular = make_circular(district)

    receipt = sign_for(circular=circular, by=clerk, seat=seat_of(clerk))

    assert (receipt.school, receipt.office, receipt.signed_by) == (school, None, clerk)
    entry = AuditEntry.objects.get(verb="sign_for")
    assert (entry.actor, entry.after) == (clerk, {"place": school.name})


def test_an_officer_signs_for_the_office(db):
    district = make_bureau()
    office = make_office(district, "办公室")
    officer = make_officer(office)
    circular = make_circular(district)

    receipt = sign_for(circular=circular, by=officer, seat=seat_of(officer))

    assert (receipt.office, receipt.school) == (office, None)


def test_a_place_signs_once_whoever_clicks(db):
    district = make_bureau()
    school = make_school(district)
    first, second = make_clerk(school), make_clerk(school)
    circular = make_circular(district)

    receipts = [
        sign_for(circular=circular, by=first, seat=seat_of(first)),
        sign_for(circular=circular, by=first, seat=seat_of(first)),
        sign_for(circular=circular, by=second, seat=seat_of(second)),
    ]

    assert set(receipts) == {Receipt.objects.get()}
    assert receipts[0].signed_by == first
    assert AuditEntry.objects.filter(verb="sign_for").count() == 1


def test_the_bureau_itself_is_not_asked(db):
    district = make_bureau()
    editor = make_editor(district)
    circular = make_circular(district)

    with pytest.raises(NotAddressed):
        sign_for(circular=circular, by=editor, seat=seat_of(editor))


def test_a_school_outside_the_audience_is_not_asked(db):
    district = make_bureau()
    clerk = make_clerk(make_school(district, stage=Stage.KINDERGARTEN))
    circular = make_circular(district, audience=[AudienceDraft(stage=Stage.PRIMARY)])

    with pytest.raises(NotAddressed):
        sign_for(circular=circular, by=clerk, seat=seat_of(clerk))


def test_a_school_of_another_bureau_is_not_asked(db):
    clerk = make_clerk(make_school(make_bureau("青川县")))
    circular = make_circular(make_bureau("临溪县"))

    with pytest.raises(NotAddressed):
        sign_for(circular=circular, by=clerk, seat=seat_of(clerk))


def test_a_county_school_signs_for_the_citys_circular(db):
    city = make_bureau("海云市", "海教")
    clerk = make_clerk(make_school(make_bureau("临溪县", parent=city)))
    circular = make_circular(city)

    assert sign_for(circular=circular, by=clerk, seat=seat_of(clerk)).school


def test_nobody_signs_from_somebody_elses_seat(db):
    district = make_bureau()
    clerk, other = make_clerk(make_school(district)), make_clerk(make_school(district))
    circular = make_circular(district)

    with pytest.raises(NotAddressed):
        sign_for(circular=circular, by=clerk, seat=seat_of(other))


def test_a_seat_taken_away_signs_no_more(db):
    district = make_bureau()
    clerk = make_clerk(make_school(district))
    circular = make_circular(district)
    seat = Membership.objects.get(user=clerk, role=Role.SCHOOL_CLERK)
    seat.is_active = False
    seat.save()

    with pytest.raises(NotAddressed):
        sign_for(circular=circular, by=clerk, seat=seat)
