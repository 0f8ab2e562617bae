from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.queries import entries_between, month_entries, school_entries
from districts.models import Stage
from districts.services import merge_office
from tests.calendar_app.factories import (
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 15)


@pytest.fixture
def city():
    return make_district("海云市")


@pytest.fixture
def county(city):
    return make_district("临溪县", parent=city)


def works(entries):
    return [entry.work for entry in entries]


def test_month_holds_what_its_days_touch(county):
    make_entry(county, "十月的事", first=date(2026, 10, 1))
    make_entry(county, "跨到十一月", first=date(2026, 9, 1), last=date(2026, 11, 1))
    make_entry(county, "十一月的事")
    make_entry(county, "从十一月起", first=date(2026, 11, 1), last=date(2027, 1, 1))
    make_entry(county, "十二月的事", first=date(2026, 12, 1))

    assert works(month_entries(county, NOVEMBER)) == ["跨到十一月", "十一月的事", "从十一月起"]


def test_span_over_new_year_is_in_january(county):
    make_entry(county, "期末考试", first=date(2026, 12, 1), last=date(2027, 1, 1))

    assert works(month_entries(county, date(2027, 1, 31))) == ["期末考试"]
    assert month_entries(county, date(2027, 2, 1)) == []


def test_entries_of_another_bureau_are_not_in_it(city, county):
    make_entry(city)

    assert month_entries(county, NOVEMBER) == []


def test_nobody_owes_a_draft_anything(county):
    make_entry(county, "起草中", plan=make_plan(county))
    make_entry(county, "已印发", plan=make_plan(county, Plan.State.ISSUED))

    assert works(month_entries(county, NOVEMBER)) == ["已印发"]
    assert works(month_entries(county, NOVEMBER, with_drafts=True)) == ["起草中", "已印发"]


def test_office_sees_what_it_leads_or_supports(county):
    basic, finance = make_office(county, "基教科"), make_office(county, "计财科")
    make_entry(county, "牵头", lead=basic)
    make_entry(county, "配合", lead=finance, supporting=(basic,))
    make_entry(county, "别人的", lead=finance)

    assert works(month_entries(county, NOVEMBER, office=basic)) == ["牵头", "配合"]


def test_office_sees_the_work_of_one_merged_into_it(county):
    basic, finance = make_office(county, "基教科"), make_office(county, "计财科")
    make_entry(county, "并来的", lead=basic)
    merge_office(office=basic, into=finance, by=make_editor(county))

    assert works(month_entries(county, NOVEMBER, office=finance)) == ["并来的"]


def test_school_sees_what_addresses_it_once(county):
    school = make_school(county, stage=Stage.NINE_YEAR)
    entry = make_entry(county, "报送材料")
    entry.audience.create(stage=Stage.PRIMARY)
    entry.audience.create(stage=Stage.JUNIOR)
    make_entry(county, "无对象")
    make_entry(county, "高中的").audience.create(stage=Stage.SENIOR)

    assert works(month_entries(county, NOVEMBER, school=school)) == ["报送材料"]


def test_school_is_addressed_by_the_bureaus_above_it(city, county):
    school = make_school(county)
    elsewhere = make_district("青川县", parent=city)
    make_entry(city, "全市通知").audience.create(demand="inform")
    make_entry(county, "全县检查").audience.create(demand="act")
    make_entry(elsewhere, "邻县的事").audience.create()

    entries = school_entries(school, date(2026, 11, 1), date(2026, 11, 30))

    assert [(entry.work, entry.must_act) for entry in entries] == [("全市通知", False), ("全县检查", True)]


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_follow_the_rows(county, rows):
    office = make_office(county, "基教科")
    school = make_school(county)
    plan = make_plan(county, Plan.State.ISSUED)
    for number in range(rows):
        entry = make_entry(county, f"第{number}件", plan=plan, lead=office)
        entry.audience.create(school=school)

    with CaptureQueriesContext(connection) as queries:
        for entry in entries_between(county, NOVEMBER, NOVEMBER, office, school):
            assert (entry.lead, entry.plan, entry.district) == (office, plan, county)

    assert len(queries) == 2
