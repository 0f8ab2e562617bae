"""How much schools and offices are asked for, and the question whether more is needed."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from circulars.services import sign_for
from districts.models import AuditEntry, District, Role, School, User
from drafting.models import Call
from reminders.models import Measure, Nudge
from reminders.queries.burden import office_loads, requests_of_office, requests_of_school, school_loads
from reminders.services import change_measure
from tests.calendar_app.factories import client_of, make_entry, make_plan, make_task
from tests.circulars.factories import approved_plan, make_bureau, make_circular, make_clerk
from tests.districts.factories import make_district, make_office, make_school, make_user
from workplans.models import Plan, Task

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)
REASON = "冬季安全检查不能改期。"


@pytest.fixture
def bureau() -> District:
    return make_bureau("海云市", "海教")


@pytest.fixture
def editor(bureau) -> User:
    return make_user(bureau, Role.EDITOR)


def asked(bureau: District, count: int = 1, demand: str = "act", day: int = 20) -> list[Task]:
    """Tasks of an issued plan that ask all schools."""
    plan = make_plan(bureau, Plan.State.ISSUED)
    tasks = [make_task(plan, f"第{number}项。", due_on=date(2026, 11, day)) for number in range(count)]
    for task in tasks:
        task.audience.create(demand=demand)
    return tasks


def loads(bureau: District) -> list[tuple[str, int, int, int]]:
    found = school_loads(bureau, NOVEMBER)
    return [(load.place.name, load.requests, load.ours, load.minutes) for load in found]


def test_work_with_a_day_and_papers_count_and_what_is_only_to_know_does_not(bureau):
    make_school(bureau, "第二小学")
    make_school(bureau, "第一小学")
    asked(bureau)
    asked(bureau, demand="inform")
    entry = make_entry(bureau, first=date(2026, 9, 1), last=NOVEMBER)  # due when its span ends
    entry.audience.create(demand="act")
    paper = make_circular(bureau, signed_on=date(2026, 11, 9))
    Circular.objects.filter(pk=paper.pk).update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    annulled = make_circular(bureau, signed_on=date(2026, 11, 9))
    said = {"state": Circular.State.READY, "pdf": "other.pdf", "pages": 2, "validity": "annulled"}
    Circular.objects.filter(pk=annulled.pk).update(**said)
    withdrawn, later = asked(bureau, 2)
    Task.objects.filter(pk=withdrawn.pk).update(withdrawn_on=date(2026, 11, 2))
    Task.objects.filter(pk=later.pk).update(due_on=None)

    assert loads(bureau) == [("第一小学", 3, 3, 22), ("第二小学", 3, 3, 22)]


def test_what_bureaus_above_ask_counts_and_is_told_apart(bureau):
    county = make_district("临溪县", bureau)
    school = make_school(county, "第一小学")
    asked(bureau, 2)
    asked(county)

    assert loads(county) == [("第一小学", 3, 1, 30)]
    assert loads(bureau) == [("第一小学", 2, 2, 20)]
    assert sorted(request.bureau for request in requests_of_school(school, NOVEMBER)) == [
        bureau.pk,
        bureau.pk,
        county.pk,
    ]


def test_an_office_bears_what_came_to_it_from_a_merged_one(bureau):
    old, new = make_office(bureau, "甲处"), make_office(bureau, "乙处")
    [task] = asked(bureau)
    task.duties.create(office=old, role="lead")
    old.is_active, old.successor = False, new
    old.save()

    [load] = office_loads(bureau, NOVEMBER)

    assert (load.place, load.requests, load.minutes, load.is_over) == (new, 1, 10, False)
    assert [request.pk for request in requests_of_office(new, NOVEMBER)] == [task.pk]


def test_the_page_lists_by_name_filters_and_turns(bureau, editor):
    for number in range(30):
        make_school(bureau, f"第{number:02}小学")
    [task] = asked(bureau)
    task.audience.update(stage="", school=School.objects.get(name="第07小学"))
    change_measure(district=bureau, facts={"school_limit": 5}, by=editor)
    client = client_of(editor)

    over = client.get("/reminders/burden/?month=2026-11&over=over").content.decode()
    nobody = client.get("/reminders/burden/?month=2026-11&q=没有").content.decode()
    december = client.get("/reminders/burden/?month=2026-12").content.decode()

    assert "第07小学" in over
    assert "第08小学" not in over
    assert "没有符合条件的单位" in nobody
    assert december.index("第00小学") < december.index("第01小学")
    assert "month=2027-01" in december


@pytest.mark.parametrize("path", ["/reminders/burden/", "/reminders/burden/offices/"])
def test_the_page_asks_as_often_for_one_as_for_thirty(bureau, editor, path):
    def queries() -> int:
        client = client_of(editor)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(f"{path}?month=2026-11").status_code == 200
        return len(seen)

    few = []
    for count in (1, 30):
        for number in range(count):
            make_school(bureau, f"第{count}-{number}小学")
            office = make_office(bureau, f"第{count}-{number}处")
            for task in asked(bureau):
                task.duties.create(office=office, role="lead")
        few.append(queries())

    assert few[0] == few[1]


def over_the_limit(bureau: District, editor: User) -> None:
    make_school(bureau, "第一小学")
    asked(bureau, 3)
    change_measure(district=bureau, facts={"school_limit": 30}, by=editor)


@time_machine.travel("2026-11-02 09:00+08:00", tick=False)
def test_over_the_limit_addressing_an_entry_wants_a_reason(bureau, editor):
    over_the_limit(bureau, editor)
    entry = make_entry(bureau, "再报一份材料")
    path = f"/calendar/entries/{entry.pk}/duties/"
    sent = {"act": "kinds", "demand": "act", "stages": [], "ownership": "", "directly_under": ""}
    client = client_of(editor)

    asked_why = client.post(path, sent)

    assert asked_why.status_code == 422
    assert "1所学校超出每月30分钟的上限，最多的达40分钟" in asked_why.content.decode()
    assert not entry.audience.exists()

    assert client.post(path, sent | {"needed_because": REASON}).status_code == 302
    assert entry.audience.count() == 1
    trace = AuditEntry.objects.get(verb="ask_over_limit")
    assert (trace.object_label, trace.actor, trace.after) == (
        "再报一份材料",
        editor,
        {"reason": REASON, "schools": 1},
    )


@time_machine.travel("2026-11-02 09:00+08:00", tick=False)
def test_within_the_limit_and_for_information_nothing_is_asked_back(bureau, editor):
    over_the_limit(bureau, editor)
    path = f"/calendar/entries/{make_entry(bureau).pk}/duties/"
    next_month = f"/calendar/entries/{make_entry(bureau, first=date(2026, 12, 1)).pk}/duties/"
    sent = {"act": "kinds", "demand": "act", "stages": [], "ownership": "", "directly_under": ""}
    client = client_of(editor)

    assert client.post(path, sent | {"demand": "inform"}).status_code == 302
    assert client.post(next_month, sent).status_code == 302
    assert CalendarEntry.objects.filter(audience__isnull=False).count() == 2


@time_machine.travel("2026-11-02 09:00+08:00", tick=False)
def test_over_the_limit_issuing_a_plan_wants_a_reason(bureau, editor):
    over_the_limit(bureau, editor)
    plan = approved_plan(bureau)
    Task.objects.filter(plan=plan).update(no_lead_reason="由各校自行安排", due_on=date(2026, 11, 25))
    plan.tasks.all()[0].audience.create(demand="act")
    client = client_of(editor)
    office = make_office(bureau)
    sent = {
        "document_code": "海教", "signed_on": "2026-11-02", "offices": [office.pk], "audience": "all", "demand": "act",
    }  # fmt: skip

    asked_why = client.post(f"/plans/{plan.pk}/issue/", sent)

    page = asked_why.content.decode()
    assert "请写明为什么确有必要" in page
    assert "最多的达40分钟" in page
    assert not Circular.objects.filter(plan=plan).exists()

    client.post(f"/plans/{plan.pk}/issue/", sent | {"needed_because": REASON})
    assert Circular.objects.filter(plan=plan).exists()
    trace = AuditEntry.objects.get(verb="ask_over_limit")
    assert (trace.object_label, trace.after) == (plan.title, {"reason": REASON, "schools": 1})


def test_a_school_reads_its_own_and_by_whose_reckoning(bureau):
    school = make_school(bureau, "第一小学")
    clerk = make_clerk(school)
    asked(bureau)

    page = client_of(clerk).get(f"/reminders/burden/school/{school.pk}/?month=2026-11").content.decode()

    assert "第0项" in page
    assert "10分钟，上限120分钟" in page
    assert Measure.objects.count() == 0  # looking writes nothing


def test_the_measure_is_kept_with_its_trail(bureau, editor):
    data = {
        "report_minutes": 15,
        "sign_minutes": 2,
        "send_in_minutes": 30,
        "school_limit": 90,
        "office_limit": 600,
    }

    client_of(editor).post("/reminders/burden/measure/", data | {"version": 1})

    assert Measure.of(bureau).report_minutes == 15
    trace = AuditEntry.objects.get(verb="change_burden_measure")
    assert (trace.before, trace.after) == (
        {"report_minutes": 10, "school_limit": 120},
        {"report_minutes": 15, "school_limit": 90},
    )


@time_machine.travel("2026-11-02 09:00+08:00", tick=False)
def test_over_the_limit_asking_offices_for_items_wants_a_reason(bureau, editor):
    office = make_office(bureau, "学校安全处")
    change_measure(district=bureau, facts={"office_limit": 25}, by=editor)
    plan = make_plan(bureau, drafted_by=editor)
    path = f"/plans/{plan.pk}/contributions/new/"
    sent = {"key": str(uuid4()), "section": "", "wanted_by": "2026-11-20", "word": "", "offices": [office.pk]}
    client = client_of(editor)

    asked_why = client.post(path, sent)

    assert asked_why.status_code == 422
    assert "1个处室超出每月25分钟的上限，最多的达30分钟" in asked_why.content.decode()
    assert not Call.objects.exists()

    assert client.post(path, sent | {"needed_because": REASON}).status_code == 302
    assert Call.objects.count() == 1
    trace = AuditEntry.objects.get(verb="ask_over_limit")
    assert (trace.actor, trace.after) == (editor, {"reason": REASON, "offices_over": 1})


@time_machine.travel("2026-11-02 09:00+08:00", tick=False)
def test_urging_counts_as_asking_and_over_the_limit_wants_a_reason(bureau, editor):
    office, school = make_office(bureau, "学校安全处"), make_school(bureau, "第一小学")
    make_user(bureau, Role.OFFICE_STAFF, office=office)
    make_clerk(school)
    [task] = asked(bureau)
    task.duties.create(office=office, role="lead")
    change_measure(district=bureau, facts={"office_limit": 15, "school_limit": 20}, by=editor)
    path, client = f"/reminders/urge/task/{task.pk}/", client_of(editor)
    sent = {"tells": ["lead_staff", "clerk"], "word": "请尽快"}

    asked_why = client.post(path, sent)

    page = asked_why.content.decode()
    assert "1个处室超出每月15分钟的上限，最多的达20分钟" in page
    assert "所学校超出" not in page  # 20 minutes are just the limit
    assert not Nudge.objects.exists()

    assert client.post(path, sent | {"needed_because": REASON}).status_code == 302
    assert AuditEntry.objects.get(verb="ask_over_limit").after == {"reason": REASON, "offices_over": 1}
    assert loads(bureau) == [("第一小学", 2, 2, 20)]
    [load] = office_loads(bureau, NOVEMBER)
    assert (load.requests, load.minutes, load.is_over) == (2, 20, True)
    place = client.get(f"/reminders/burden/office/{office.pk}/?month=2026-11").content.decode()
    assert "催办反馈" in place


@time_machine.travel("2026-11-10 09:00+08:00", tick=False)
def test_urging_to_sign_counts_for_who_has_not_and_over_the_limit_wants_a_reason(bureau, editor):
    late, quick = make_clerk(make_school(bureau, "第一小学")), make_clerk(make_school(bureau, "第二小学"))
    paper = make_circular(bureau, signed_on=date(2026, 11, 9))
    Circular.objects.filter(pk=paper.pk).update(state=Circular.State.READY, pdf="paper.pdf", pages=2)
    sign_for(circular=Circular.objects.get(), by=quick, seat=quick.seats[0])
    change_measure(district=bureau, facts={"school_limit": 3}, by=editor)
    path, client = f"/circulars/{paper.pk}/remind/", client_of(editor)

    asked_why = client.post(path).content.decode()

    assert "1所学校超出每月3分钟的上限，最多的达4分钟" in asked_why
    assert client.post(path, {"needed_because": REASON}).status_code == 302
    assert AuditEntry.objects.get(verb="ask_over_limit").after == {"reason": REASON, "schools": 1}
    assert loads(bureau) == [("第一小学", 2, 2, 4), ("第二小学", 1, 1, 2)]
    place = client.get(f"/reminders/burden/school/{late.seats[0].school_id}/?month=2026-11")
    assert "催签" in place.content.decode()
