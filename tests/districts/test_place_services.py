import pytest

from districts.models import AuditEntry, Membership, Office, Role
from districts.services import (
    ChangedMeanwhile,
    MergedIntoItself,
    add_district,
    add_office,
    change_district,
    change_office,
    merge_office,
    restore_office,
    retire_office,
    retire_school,
)
from tests.districts.factories import make_administrator, make_district, make_office, make_school, make_user

pytestmark = pytest.mark.django_db


def trail() -> list[tuple[str, object, object]]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", "before", "after"))


def test_a_new_office_stands_last_and_is_in_the_trail():
    district = make_district()
    administrator = make_administrator(district)
    make_office(district, position=7)

    office = add_office(district=district, name="安全科", aliases="安稳科", by=administrator)

    assert office.position == 8
    assert trail() == [
        (
            "add_office",
            None,
            {
                "name": "安全科",
                "aliases": "安稳科",
                "kind": "office",
                "position": 8,
                "district": "临溪县教育局",
                "is_active": True,
            },
        )
    ]


def test_only_what_changed_is_in_the_trail():
    district = make_district()
    office = make_office(district, "计财科", aliases="财务科")

    changed = change_office(
        office=office, by=make_administrator(district), version=1, name="计划财务科", aliases="财务科"
    )

    assert (changed.name, changed.version) == ("计划财务科", 2)
    assert trail() == [("change_office", {"name": "计财科"}, {"name": "计划财务科"})]


def test_saving_the_same_words_writes_nothing():
    district = make_district()
    office = make_office(district, "计财科")

    change_office(office=office, by=make_administrator(district), name="计财科")

    assert Office.objects.get().version == 1
    assert trail() == []


def test_a_stale_save_is_refused_with_the_row_as_it_stands():
    district = make_district()
    office = make_office(district, "计财科")
    change_office(office=office, by=make_administrator(district), version=1, name="财务科")

    with pytest.raises(ChangedMeanwhile) as refusal:
        change_office(office=office, by=make_administrator(district), version=1, name="计划科")

    assert str(refusal.value.row) == "财务科"
    assert Office.objects.get().name == "财务科"


def test_a_retired_office_has_no_seats_left():
    district = make_district()
    office = make_office(district, "语委办")
    head = make_user(district, Role.OFFICE_HEAD, office=office)

    retire_office(office=office, by=make_administrator(district))

    assert not Office.objects.get(pk=office.pk).is_active
    assert list(head.memberships.values_list("is_active", flat=True)) == [False]
    assert [verb for verb, _before, _after in trail()] == ["take_seat", "retire_office"]


def test_a_merged_office_leaves_its_names_and_its_people_to_the_other():
    district = make_district()
    administrator = make_administrator(district)
    old = make_office(district, "人事科", aliases="干部科")
    new = make_office(district, "组织人事科", aliases="组织科")
    oldest = make_office(district, "师资科", is_active=False, successor=old)
    person = make_user(district, Role.OFFICE_STAFF, office=old)

    merge_office(office=old, into=new, by=administrator)

    old.refresh_from_db()
    oldest.refresh_from_db()
    assert (old.is_active, old.current, oldest.current) == (False, new, new)
    assert Office.objects.get(pk=new.pk).all_names == ["组织人事科", "组织科", "人事科", "干部科"]
    seats = Membership.objects.filter(user=person).values_list("office__name", "is_active")
    assert sorted(seats) == [("人事科", False), ("组织人事科", True)]


def test_an_office_is_not_merged_into_another_bureaus():
    office = make_office(make_district("临溪县"))
    foreign = make_office(make_district("青川县"))

    with pytest.raises(MergedIntoItself):
        merge_office(office=office, into=foreign, by=make_administrator(office.district))

    assert trail() == []


def test_a_merged_office_can_be_taken_into_use_again():
    district = make_district()
    administrator = make_administrator(district)
    old, new = make_office(district), make_office(district)
    merge_office(office=old, into=new, by=administrator)

    restore_office(office=old, by=administrator)

    old.refresh_from_db()
    assert (old.is_active, old.successor) == (True, None)


def test_a_retired_school_has_no_seats_left():
    district = make_district()
    school = make_school(district)
    clerk = make_user(district, Role.SCHOOL_CLERK, school=school)

    retire_school(school=school, by=make_administrator(district))

    assert not clerk.memberships.in_use().exists()


def test_a_new_bureau_is_told_of_in_the_trail_of_the_one_above():
    city = make_district("海云市")

    county = add_district(
        parent=city, name="临溪县", bureau_name="临溪县教育局", code="339901", slug="linxi", level="county",
        by=make_administrator(city),
    )  # fmt: skip

    assert county.path == f"{city.path}339901/"
    assert AuditEntry.objects.get().district == city


def test_a_changed_bureau_keeps_its_path():
    city = make_district("海云市")
    county = make_district("临溪县", parent=city)

    change_district(district=county, document_code="临教", by=make_administrator(city))

    assert county.path == type(county).objects.get(pk=county.pk).path
