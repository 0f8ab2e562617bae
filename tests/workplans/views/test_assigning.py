import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import Office
from tests.districts.factories import make_district, make_office, make_school
from tests.workplans.factories import make_plan
from tests.workplans.factories import task as task_draft
from workplans.drafts import Duties
from workplans.models import TaskAudience, TaskOffice
from workplans.queries import duties_of, unmatched_offices
from workplans.services import assign_offices


@pytest.fixture
def address(task):
    return reverse("task_duties", args=[task.pk])


@pytest.fixture
def offices(district):
    return [make_office(district, name) for name in ("人事科", "计财科", "督导室")]


def offices_sent(page, **choices):
    form = page.context["offices_form"]
    return {"act": "offices", "version": form["version"].value(), "seen": form["seen"].value(), **choices}


def test_a_lead_and_supporting_offices_are_assigned(task, offices, desk, address):
    lead, support, _third = offices

    desk.post(address, offices_sent(desk.get(address), lead=lead.pk, supporting=[support.pk]))

    task.refresh_from_db()
    assert duties_of(task) == Duties(lead.pk, frozenset({support.pk}))


def test_saving_and_going_on_leads_to_the_next_task(plan, task, offices, desk, address):
    page = desk.post(address, offices_sent(desk.get(address), lead=offices[0].pk, next="1"))

    following = plan.tasks.get(title="第2件事")
    assert page.url == reverse("task_duties", args=[following.pk])


def test_the_lead_does_not_support_as_well(task, offices, desk, address):
    page = desk.post(address, offices_sent(desk.get(address), lead=offices[0].pk, supporting=[offices[0].pk]))

    assert page.status_code == 422
    assert not TaskOffice.objects.exists()


def test_an_office_of_another_bureau_cannot_be_chosen(task, desk, address):
    stranger = make_office(make_district("青川县"))

    page = desk.post(address, offices_sent(desk.get(address), lead=stranger.pk))

    assert page.status_code == 422


def test_a_task_without_lead_says_why(task, offices, desk, address):
    desk.post(
        address, offices_sent(desk.get(address), supporting=[offices[0].pk], no_lead_reason="各科室共同落实")
    )

    task.refresh_from_db()
    assert duties_of(task) == Duties(None, frozenset({offices[0].pk}), "各科室共同落实")
    for url in ("task_duties", "task"):
        assert "各科室共同落实" in desk.get(reverse(url, args=[task.pk])).content.decode()
    for url in ("plan_duties", "plan"):
        assert "各科室共同落实" in desk.get(reverse(url, args=[task.plan_id])).content.decode()


def test_a_lead_and_a_reason_for_none_do_not_go_together(task, offices, desk, address):
    sent = offices_sent(desk.get(address), lead=offices[0].pk, no_lead_reason="各科室共同落实")

    page = desk.post(address, sent)

    assert page.status_code == 422
    assert list(page.context["offices_form"].errors) == ["no_lead_reason"]


def test_duties_changed_by_two_are_told(task, offices, editor, desk, address):
    sent = offices_sent(desk.get(address), lead=offices[0].pk)
    assign_offices(carrier=task, lead=offices[1], supporting=[], by=editor)

    page = desk.post(address, sent)

    assert page.status_code == 409
    assert duties_of(task).lead == offices[1].pk


def test_schools_are_addressed_by_kind_and_counted(task, district, desk, address):
    make_school(district, stage="primary")
    make_school(district, stage="senior")

    desk.post(
        address, {"act": "kinds", "demand": "act", "stages": ["primary", "senior"], "ownership": "public"}
    )

    page = desk.get(address)
    assert [(rule.stage, rule.ownership) for rule in task.audience.all()] == [
        ("primary", "public"),
        ("senior", "public"),
    ]
    assert page.context["reach"].act == 2


def test_no_stage_chosen_means_all(task, desk, address):
    desk.post(address, {"act": "kinds", "demand": "inform", "directly_under": "yes"})

    rule = task.audience.get()
    assert (rule.demand, rule.stage, rule.directly_under) == ("inform", "", True)


def test_schools_are_found_and_addressed_by_name(task, district, desk, address):
    wanted = make_school(district, "临溪中学")
    make_school(district, "第一小学")
    make_school(make_district("青川县"), "青川中学")

    assert desk.get(address, {"q": "中学"}).context["found"] == [wanted]
    desk.post(address, {"act": "names", "demand": "act", "schools": [wanted.pk]})
    assert [rule.school for rule in task.audience.all()] == [wanted]
    assert desk.get(address, {"q": "中学"}).context["found"] == []


def test_a_school_of_another_bureau_cannot_be_chosen(task, desk, address):
    stranger = make_school(make_district("青川县"))

    assert desk.post(address, {"act": "names", "demand": "act", "schools": [stranger.pk]}).status_code == 422


def test_a_rule_is_taken_out(task, desk, address):
    rule = TaskAudience.objects.create(task=task, stage="primary")

    for _ in range(2):
        desk.post(address, {"act": "drop", "rule": rule.pk})

    assert not task.audience.exists()


def test_a_name_in_the_document_becomes_an_office_with_one_click(district, editor, desk):
    plan = make_plan(district, editor, sections=(), loose=[task_draft("甲", "安管办")])

    for _ in range(2):
        desk.post(reverse("plan_names", args=[plan.pk]), {"name": "安管办", "create": "1"})

    office = Office.objects.get(district=district, name="安管办")
    assert [duty.office for duty in plan.tasks.get().duties.all()] == [office]
    assert unmatched_offices(plan) == []


def test_a_name_in_the_document_becomes_another_name_of_an_office(district, editor, desk):
    office = make_office(district, "安全管理办公室")
    plan = make_plan(district, editor, sections=(), loose=[task_draft("甲", "安管办")])
    listed = desk.get(reverse("plan_duties", args=[plan.pk])).context["unmatched"]

    desk.post(reverse("plan_names", args=[plan.pk]), {"name": "安管办", "office": office.pk})

    office.refresh_from_db()
    assert [(item.name, [str(place) for place in item.places]) for item in listed] == [("安管办", ["甲"])]
    assert (office.aliases, plan.tasks.get().duties.get().office) == ("安管办", office)


def test_choosing_no_office_changes_nothing(district, editor, desk):
    plan = make_plan(district, editor, sections=(), loose=[task_draft("甲", "安管办")])

    page = desk.post(reverse("plan_names", args=[plan.pk]), {"name": "安管办", "office": ""}, follow=True)

    assert [item.name for item in page.context["unmatched"]] == ["安管办"]


def test_the_duties_page_takes_the_queries_of_3_tasks_for_30(district, editor, desk):
    counts = []
    for tasks in (3, 30):
        plan = make_plan(district, editor, tasks=tasks)
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("plan_duties", args=[plan.pk]))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
