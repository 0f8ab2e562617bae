from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.drafts import EntryDraft
from calendar_app.services import create_entries, edit_entry, remove_entries, restore_entry
from districts.models import AuditEntry
from tests.calendar_app.factories import (
    make_district,
    make_editor,
    make_entry,
    make_office,
    make_plan,
    make_task,
)
from workplans.drafts import NamedOffice

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def county():
    return make_district("临溪县")


@pytest.fixture
def editor(county):
    return make_editor(county)


@pytest.fixture
def plan(county, editor):
    return make_plan(county, drafted_by=editor)


def a_draft(work: str, *offices: NamedOffice) -> EntryDraft:
    return EntryDraft(NOVEMBER, NOVEMBER, work, offices=offices)


class TestCreateEntries:
    def test_entries_follow_the_order_of_the_drafts(self, plan, editor):
        create_entries(plan=plan, drafts=[a_draft("甲"), a_draft("乙")], by=editor)
        create_entries(plan=plan, drafts=[a_draft("丙")], by=editor)

        assert list(plan.entries.values_list("work", "position")) == [("甲", 1), ("乙", 2), ("丙", 3)]

    def test_span_and_day_are_kept(self, plan, editor):
        draft = EntryDraft(
            date(2026, 9, 1), date(2027, 1, 1), "普查", "9月（至2027年1月）", due_on=date(2027, 1, 8)
        )

        [entry] = create_entries(plan=plan, drafts=[draft], by=editor)

        entry.refresh_from_db()
        assert (entry.starts_month, entry.ends_month, entry.due_on, entry.as_written) == (
            date(2026, 9, 1),
            date(2027, 1, 1),
            date(2027, 1, 8),
            "9月（至2027年1月）",
        )

    def test_known_offices_get_their_duty_and_every_name_is_kept(self, county, plan, editor):
        basic = make_office(county, "基础教育科", aliases="基教科")
        finance = make_office(county, "计财科")
        draft = a_draft(
            "检查", NamedOffice("基教科"), NamedOffice("计财科"), NamedOffice("体艺科", "support")
        )

        [entry] = create_entries(plan=plan, drafts=[draft], by=editor)

        assert list(entry.duties.values_list("office", "role")) == [
            (basic.pk, "lead"),
            (finance.pk, "support"),
        ]
        assert entry.offices_as_written == [
            {"name": "基教科", "role": "lead"},
            {"name": "计财科", "role": "lead"},
            {"name": "体艺科", "role": "support"},
        ]

    def test_offices_of_another_bureau_are_not_matched(self, plan, editor):
        make_office(make_district("青川县"), "计财科")

        [entry] = create_entries(plan=plan, drafts=[a_draft("检查", NamedOffice("计财科"))], by=editor)

        assert not entry.duties.exists()

    def test_it_stands_in_the_trail(self, plan, editor):
        create_entries(plan=plan, drafts=[a_draft("甲"), a_draft("乙")], by=editor)

        trace = AuditEntry.objects.get(verb="create_entries")
        assert (trace.actor, trace.object_id, trace.after) == (editor, str(plan.pk), {"entries": 2})

    @pytest.mark.parametrize("rows", [1, 70])
    def test_queries_do_not_follow_the_drafts(
        self, county, plan, editor, rows, django_assert_max_num_queries
    ):
        make_office(county, "计财科")
        drafts = [a_draft(f"第{number}件", NamedOffice("计财科")) for number in range(rows)]

        with django_assert_max_num_queries(8):
            create_entries(plan=plan, drafts=drafts, by=editor)


class TestRemoveEntries:
    def test_each_has_its_trace_and_comes_back_whole_but_what_was_saved_since_stays(self, plan, editor):
        offices = [make_office(plan.district) for _ in range(2)]
        task = make_task(plan)
        seen = [make_entry(plan.district, work, plan=plan) for work in ("甲", "乙", "丙")]
        for entry, office in zip(seen, offices, strict=False):
            entry.duties.create(office=office, role="lead")
            entry.tasks.add(task)
            entry.audience.create()
        edit_entry(entry=seen[2], changes={"work": "改过的"}, by=editor)

        stays = remove_entries(entries=seen, by=editor)
        assert remove_entries(entries=seen[:2], by=editor) == []

        assert [entry.work for entry in stays] == ["改过的"] == [entry.work for entry in plan.entries.all()]
        traces = AuditEntry.objects.filter(verb="remove_entry").order_by("pk")
        assert [trace.object_label for trace in traces] == ["甲", "乙"]
        for trace in traces:
            restore_entry(removal=trace, by=editor)
        back = [
            (entry.pk, entry.work, entry.lead, list(entry.tasks.all()), entry.audience.count())
            for entry in plan.entries.for_page().exclude(pk=seen[2].pk)
        ]
        assert back == [(seen[at].pk, work, offices[at], [task], 1) for at, work in enumerate(("甲", "乙"))]

    def test_as_many_queries_for_one_as_for_twenty(self, plan, editor):
        counts = []
        for rows in (1, 20):
            entries = [
                make_entry(plan.district, plan=plan, lead=make_office(plan.district)) for _ in range(rows)
            ]
            with CaptureQueriesContext(connection) as caught:
                assert remove_entries(entries=entries, by=editor) == []
            counts.append(len(caught))

        assert counts[0] == counts[1]
