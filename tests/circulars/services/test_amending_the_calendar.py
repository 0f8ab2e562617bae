"""修订: the calendar of an issued plan is amended with it, and entries keep their addresses."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from calendar_app.models import CalendarEntry
from calendar_app.queries import month_entries
from calendar_app.services import edit_entry, link_tasks, remove_entry
from circulars.paper import NumberedTask, Paper, TableAppendix
from circulars.services import issue_plan
from districts.models import Role, User
from progress.queries import asks_office
from tests.calendar_app.factories import make_entry
from tests.circulars.factories import make_bureau
from tests.districts.factories import make_office, make_user, signed_in
from tests.workplans.factories import approve, make_plan
from workplans.models import Plan, Task
from workplans.queries.snapshots import snapshot_of
from workplans.queries.versions import compare_versions
from workplans.services import (
    assign_offices,
    drop_amendment,
    name_version,
    restore_version,
    start_amendment,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def plan() -> Plan:
    """Issued, with two entries in September: 开学检查, of which 第1件事 is the task, and 校车排查."""
    bureau = make_bureau("海云市", "海教")
    plan = make_plan(bureau, make_user(bureau, Role.EDITOR))
    office = make_office(bureau, "基础教育科")
    check = make_entry(bureau, "开学检查", first=SEPTEMBER, plan=plan, lead=office)
    check.tasks.set([plan.tasks.get(title="第1件事")])
    make_entry(bureau, "校车排查", first=SEPTEMBER, plan=plan, lead=office)
    return issued(plan, make_user(bureau, Role.APPROVER))


@pytest.fixture
def editor(plan: Plan) -> User:
    return plan.drafted_by


@pytest.fixture
def draft(plan: Plan, editor: User) -> Plan:
    return start_amendment(plan=plan, note="行事历作修订。", by=editor)


def issued(draft: Plan, approver: User | None = None) -> Plan:
    approver = approver or User.objects.get(memberships__role=Role.APPROVER)
    approve(draft, approver, now=NOW)
    issue_plan(plan=draft, by=draft.drafted_by, signed_on=DAY)
    return Plan.objects.get(pk=draft.amends_id or draft.pk)


def months(plan: Plan) -> list[str]:
    return [f"{row.starts_month.month}月{row.work}" for row in plan.entries.standing()]


def entry(plan: Plan, work: str) -> CalendarEntry:
    return CalendarEntry.objects.get(plan=plan, work=work)


def change(draft: Plan, editor: User) -> None:
    """One entry moves to October, one goes, one comes."""
    later = {"starts_month": OCTOBER, "ends_month": OCTOBER}
    edit_entry(entry=entry(draft, "开学检查"), changes=later, by=editor)
    remove_entry(entry=entry(draft, "校车排查"), by=editor)
    new = make_entry(draft.district, "质量监测", first=date(2026, 11, 1), plan=draft)
    assign_offices(carrier=new, lead=make_office(draft.district, "教研室"), supporting=[], by=editor)
    link_tasks(entry=new, tasks=[draft.tasks.get(title="第2件事")], by=editor)


def test_the_issued_calendar_stands_while_the_amendment_is_drafted(plan, draft, editor):
    assert months(draft) == ["9月开学检查", "9月校车排查"]
    assert [task.title for task in entry(draft, "开学检查").tasks.all()] == ["第1件事"]

    change(draft, editor)

    assert months(plan) == ["9月开学检查", "9月校车排查"]
    assert [row.work for row in month_entries(plan.district, SEPTEMBER, with_drafts=True)] == [
        "开学检查",
        "校车排查",
    ]


def test_issuing_it_changes_the_calendar_under_its_old_addresses(plan, draft, editor):
    pks = {row.work: row.pk for row in plan.entries.all()}
    change(draft, editor)

    issued(draft)

    assert months(plan) == ["10月开学检查", "11月质量监测"]
    assert entry(plan, "开学检查").pk == pks["开学检查"]
    assert CalendarEntry.objects.get(pk=pks["校车排查"]).withdrawn_on is not None
    new = entry(plan, "质量监测")
    assert ([str(duty.office) for duty in new.duties.all()], [task.pk for task in new.tasks.all()]) == (
        ["教研室"],
        [Task.objects.get(plan=plan, title="第2件事").pk],
    )


def test_a_withdrawn_entry_says_so_and_is_asked_of_nobody(plan, draft, editor):
    gone = entry(plan, "校车排查")
    office = gone.duties.get().office
    assert asks_office(gone, office)
    change(draft, editor)

    issued(draft)
    gone.refresh_from_db()

    assert not asks_office(gone, office)
    assert month_entries(plan.district, SEPTEMBER) == []
    assert "不再要求办理" in signed_in(editor).get(gone.get_absolute_url()).content.decode()


def test_the_notice_says_what_changes_in_the_calendar_and_brings_it_whole(plan, draft, editor):
    change(draft, editor)

    paper = Paper.from_dict(issued(draft).circulars.latest("pk").snapshot)

    assert [f"{block.title}{block.body}" for block in paper.blocks if isinstance(block, NumberedTask)] == [
        "将行事历事项“开学检查”的月份由“2026年9月”修改为“2026年10月”。",
        "删去行事历事项“校车排查”。",
        "增加行事历事项“质量监测”。月份：2026年11月。牵头处室：教研室。",
    ]
    table = paper.appendices[1]
    assert isinstance(table, TableAppendix)
    assert (table.title, [group.label for group in table.groups]) == (
        "2026年全县教育工作要点行事历（2026年3月修订）",
        ["10月", "11月"],
    )
    assert paper.attachments_note == ("2026年全县教育工作要点（2026年3月修订）", table.title)


def test_readers_see_what_changed_between_two_editions(plan, draft, editor):
    change(draft, editor)
    issued(draft)
    first, second = (plan.versions.get(edition=number).number for number in (1, 2))

    client: Client = signed_in(editor)
    compared = reverse("version_compare", args=[plan.pk], query={"before": first, "after": second})
    rows = client.get(compared).context["found"].rows

    assert [(row.change.part.title, row.word) for row in rows] == [
        ("开学检查", "修改"),
        ("校车排查", "删去"),
        ("质量监测", "新增"),
    ]
    assert "2026年9月" in client.get(plan.versions.get(edition=1).get_absolute_url()).content.decode()


def test_a_version_brings_the_calendar_back(draft, editor):
    version = name_version(plan=draft, name="初稿", by=editor)
    change(draft, editor)
    linked = entry(draft, "开学检查").pk

    restore_version(version=version, by=editor)

    assert months(draft) == ["9月开学检查", "9月校车排查"]
    assert [task.title for task in entry(draft, "开学检查").tasks.all()] == ["第1件事"]
    assert [str(duty.office) for duty in entry(draft, "校车排查").duties.all()] == ["基础教育科"]
    assert entry(draft, "开学检查").pk == linked


def test_a_version_kept_before_calendars_were_kept_leaves_the_calendar_alone(draft, editor):
    version = name_version(plan=draft, name="旧稿", by=editor)
    del version.snapshot["entries"]
    change(draft, editor)

    assert compare_versions(draft, version.snapshot, snapshot_of(draft)).rows == []
    restore_version(version=version, by=editor)

    assert months(draft) == ["10月开学检查", "11月质量监测"]


def test_the_queries_of_beginning_do_not_grow_with_the_calendar(plan, editor):
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            draft = start_amendment(plan=plan, note="再修订。", by=editor)
        counts.append(len(queries))
        drop_amendment(draft=draft, by=editor)
        for number in range(5):
            make_entry(plan.district, f"第{number}事", first=SEPTEMBER, plan=plan)

    assert counts[1] <= counts[0]
