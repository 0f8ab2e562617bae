"""A month is begun with what was done in it a year earlier: whole, once, and with the way back."""

from datetime import date

import pytest

from calendar_app.models import CalendarEntry
from calendar_app.services import copy_last_year, edit_entry, restore_entry, take_back_copies
from calendar_app.spans import a_year_later
from districts.models import AuditEntry
from tests.calendar_app.factories import (
    client_of,
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_school,
)
from workplans.models import Plan
from workplans.refusals import AnotherBureau, NotADraft

PAGE = "/calendar/2026/09/last-year/"
LAST_SEPTEMBER = date(2025, 9, 1)


@pytest.fixture
def county(db):
    return make_district("临溪县")


@pytest.fixture
def editor(county):
    return make_editor(county)


@pytest.fixture
def last_year(county):
    """A span over the year's end with a day, two offices and rules for schools; and one of another month."""
    entry = make_entry(
        county,
        "普查",
        first=LAST_SEPTEMBER,
        last=date(2026, 1, 1),
        due_on=date(2025, 9, 30),
        lead=make_office(county, "基教科"),
        supporting=(make_office(county, "计财科"),),
    )
    entry.audience.create(demand="inform", stage="primary")
    make_entry(county, "十月的", first=date(2025, 10, 1))
    return entry


def this_september(county):
    return CalendarEntry.objects.filter(district=county, starts_month=date(2026, 9, 1))


@pytest.mark.parametrize(("day", "later"), [((2024, 2, 29), (2025, 2, 28)), ((2025, 9, 30), (2026, 9, 30))])
def test_a_day_comes_a_year_later(day, later):
    assert a_year_later(date(*day)) == date(*later)


def test_everything_of_the_entry_comes_along_once(county, editor, last_year):
    client = client_of(editor)

    for _ in range(2):
        client.post(PAGE, {"entries": [last_year.pk]})

    entry = this_september(county).get()
    assert (entry.work, entry.ends_month, entry.due_on) == ("普查", date(2027, 1, 1), date(2026, 9, 30))
    assert [(duty.office.name, duty.role) for duty in entry.duties.all()] == [
        ("基教科", "lead"),
        ("计财科", "support"),
    ]
    assert [(rule.demand, rule.stage) for rule in entry.audience.all()] == [("inform", "primary")]
    assert AuditEntry.objects.get(verb="copy_entry").object_id == str(entry.pk)


def test_what_is_gone_is_left_out_and_what_was_merged_is_followed(county, editor):
    heir = make_office(county, "基础教育科")
    merged, closed = make_office(county, "基教科"), make_office(county, "安全科")
    shut = make_school(county)
    entry = make_entry(county, first=LAST_SEPTEMBER, lead=merged, supporting=(heir, closed))
    entry.audience.create(school=shut)
    type(merged).objects.filter(pk=merged.pk).update(is_active=False, successor=heir)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    type(shut).objects.filter(pk=shut.pk).update(is_active=False)

    [copy] = copy_last_year(district=county, entries=[entry], by=editor)

    assert [(duty.office, duty.role) for duty in copy.duties.all()] == [(heir, "lead")]
    assert not copy.audience.exists()


def test_it_is_taken_back_unless_somebody_worked_on_it(county, editor, last_year):
    other = make_entry(county, "招生", first=LAST_SEPTEMBER)
    new = copy_last_year(district=county, entries=[last_year, other], by=editor)
    edit_entry(entry=new[1], changes={"work": "招生入学"}, by=editor)

    stays = take_back_copies(entries=[last_year, other], by=editor)

    assert [entry.work for entry in stays] == ["招生入学"] == [entry.work for entry in this_september(county)]


def test_what_was_taken_back_and_over_again_is_not_brought_back_beside_itself(county, editor, last_year):
    copy_last_year(district=county, entries=[last_year], by=editor)
    take_back_copies(entries=[last_year], by=editor)
    [again] = copy_last_year(district=county, entries=[last_year], by=editor)

    assert restore_entry(removal=AuditEntry.objects.get(verb="remove_entry"), by=editor) == again
    assert this_september(county).count() == 1


def test_it_joins_a_draft_but_no_plan_that_stands_still(county, editor, last_year):
    with pytest.raises(NotADraft):
        copy_last_year(
            district=county, entries=[last_year], by=editor, plan=make_plan(county, Plan.State.ISSUED)
        )
    plan = make_plan(county)

    client_of(editor).post(PAGE, {"entries": [last_year.pk], "plan": plan.pk})

    assert this_september(county).get().plan == plan


def test_another_bureaus_entries_stay_there(county, editor):
    foreign = make_entry(make_district("青川县"), first=LAST_SEPTEMBER)

    with pytest.raises(AnotherBureau):
        copy_last_year(district=county, entries=[foreign], by=editor)
    assert client_of(editor).post(PAGE, {"entries": [foreign.pk]}).status_code == 422


def test_the_page_says_what_is_there_already(county, editor, last_year):
    client = client_of(editor)
    assert "普查" in client.get(PAGE).content.decode()
    client.post(PAGE, {"entries": [last_year.pk]})

    page = client.get(PAGE).content.decode()
    assert "已沿用" in page
    assert 'name="entries"' not in page

    assert "已撤回 1 条" in client.post(PAGE, {"back": "yes"}, follow=True).content.decode()
    assert not this_september(county).exists()


def test_what_says_the_same_this_year_is_pointed_to_and_not_ticked(county, editor, last_year):
    ticked = f'value="{last_year.pk}" checked'
    assert ticked in client_of(editor).get(PAGE).content.decode()

    make_entry(county, last_year.work, first=date(2026, 9, 1))

    page = client_of(editor).get(PAGE).content.decode()
    assert "已有相同条目" in page
    assert ticked not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_as_many_queries_for_one_entry_as_for_thirty(county, editor, rows, django_assert_max_num_queries):
    office = make_office(county)
    entries = [make_entry(county, f"第{at}件", first=LAST_SEPTEMBER, lead=office) for at in range(rows)]
    for entry in entries:
        entry.audience.create()

    with django_assert_max_num_queries(12):
        copy_last_year(district=county, entries=entries, by=editor)
    with django_assert_max_num_queries(35):
        assert take_back_copies(entries=entries, by=editor) == []
