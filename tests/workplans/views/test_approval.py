import pytest
from django.urls import reverse

from districts.models import Role
from tests.districts.factories import make_office
from tests.workplans.views.conftest import browser_of
from workplans.models import ApprovalStep, Plan
from workplans.services import assign_offices, edit_task, start_amendment


def step(browser, plan, act, **sent):
    plan.refresh_from_db()
    form = {f"{act}-version": plan.version, f"{act}-note": ""} | {
        f"{act}-{name}": value for name, value in sent.items()
    }
    return browser.post(reverse("plan_step", args=[plan.pk, act]), form)


def state(plan):
    plan.refresh_from_db()
    return plan.state


def offered(browser, plan):
    page = browser.get(reverse("plan_approval", args=[plan.pk]))
    return [choice.step.act for choice in page.context["choices"]]


def test_a_plan_goes_its_way_from_draft_to_approved(plan, desk, approver):
    step(desk, plan, "submit", note="请审阅")
    assert state(plan) == Plan.State.SUBMITTED

    step(browser_of(approver), plan, "check")
    assert state(plan) == Plan.State.SIGNING

    step(browser_of(approver), plan, "sign")
    assert state(plan) == Plan.State.APPROVED


def test_what_to_look_at_before_approval_is_not_asked_after_it(plan, desk, approver):
    slip = reverse("plan_approval", args=[plan.pk])
    assert "送审前" in desk.get(slip).content.decode()
    step(desk, plan, "submit")
    for act in ("check", "sign"):
        step(browser_of(approver), plan, act)

    assert "送审前" not in desk.get(slip).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("draft", ["拟稿中", "待核稿", "待会签", "待签发", "待印发"]),
        ("countersign", ["会签中", "待签发", "待印发"]),
        ("approved", ["等待印发"]),
        ("issued", []),
    ],
)
def test_the_trail_says_where_the_plan_is_and_what_is_still_to_come(plan, desk, state, words):
    Plan.objects.filter(pk=plan.pk).update(state=state)

    trail = desk.get(reverse("plan_approval", args=[plan.pk])).context["trail"]

    assert [line.what for line in trail if not line.at] == words
    assert [line.what for line in trail if line.is_current] == words[:1]


def test_an_amendment_that_is_worked_in_waits_for_nothing(plan, desk):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.WORKED_IN)

    trail = desk.get(reverse("plan_approval", args=[plan.pk])).context["trail"]

    assert all(line.at for line in trail)


def test_buttons_follow_role_and_state(plan, desk, approver, staff):
    approving = browser_of(approver)

    assert (offered(desk, plan), offered(approving, plan)) == (["submit"], [])
    step(desk, plan, "submit")
    assert (offered(desk, plan), offered(approving, plan)) == (["recall"], ["check", "return"])
    assert offered(browser_of(staff), plan) == []


def test_only_the_authors_are_told_that_they_do_not_approve_it(plan, desk, staff):
    step(desk, plan, "submit")
    slip = reverse("plan_approval", args=[plan.pk])

    told = [browser.get(slip).content.decode() for browser in (desk, browser_of(staff))]

    assert ["正在等其他同志办理" in page for page in told] == [True, True]
    assert ["不能自己审批" in page for page in told] == [True, False]


def test_a_double_click_is_one_step_and_says_it_is_done(plan, desk):
    pages = [step(desk, plan, "submit") for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert ApprovalStep.objects.count() == 1


def test_returning_needs_a_reason(plan, desk, approver):
    step(desk, plan, "submit")

    page = step(browser_of(approver), plan, "return")
    assert (page.status_code, state(plan)) == (422, Plan.State.SUBMITTED)

    step(browser_of(approver), plan, "return", note="请补牵头科室")
    assert state(plan) == Plan.State.DRAFT


def test_who_submitted_does_not_approve(plan, editor, desk):
    editor.memberships.create(district=plan.district, role=Role.APPROVER)
    step(desk, plan, "submit")

    page = step(desk, plan, "check")

    assert (page.status_code, state(plan)) == (409, Plan.State.SUBMITTED)
    assert offered(desk, plan) == ["return", "recall"]


def test_an_approval_of_a_text_that_came_anew_is_refused(plan, desk, approver):
    step(desk, plan, "submit")
    read = Plan.objects.get(pk=plan.pk).version
    step(desk, plan, "recall")
    step(desk, plan, "submit")

    page = step(browser_of(approver), plan, "check", version=read)

    assert (page.status_code, state(plan)) == (409, Plan.State.SUBMITTED)


@pytest.mark.parametrize(("who", "status"), [("staff", 409), ("clerk", 403), ("outsider", 404)])
def test_others_take_no_step(plan, desk, request, who, status):
    assert step(browser_of(request.getfixturevalue(who)), plan, "submit").status_code == status
    assert state(plan) == Plan.State.DRAFT


def test_an_approver_does_not_submit(plan, approver):
    assert step(browser_of(approver), plan, "submit").status_code == 409


def test_a_step_nobody_knows_is_not_found(plan, desk):
    assert desk.post(reverse("plan_step", args=[plan.pk, "issue"])).status_code == 404


def test_a_plan_with_a_task_nobody_leads_is_not_submitted_and_says_which(plan, desk):
    third = plan.tasks.get(title="第3件事")
    plan.tasks.filter(pk=third.pk).update(no_lead_reason="")

    page = step(desk, plan, "submit", note="请审阅")

    assert page.status_code == 409
    assert state(plan) == Plan.State.DRAFT
    assert not plan.approval_steps.exists()
    assert [node.task for node in page.context["nodes"]] == [third]
    assert f'href="{reverse("task_duties", args=[third.pk])}"' in page.content.decode()
    assert "请审阅" in page.content.decode()


def test_a_lead_office_lets_the_plan_go_on(plan, desk, editor):
    third = plan.tasks.get(title="第3件事")
    plan.tasks.filter(pk=third.pk).update(no_lead_reason="")
    assign_offices(carrier=third, lead=make_office(plan.district), supporting=[], by=editor)

    step(desk, plan, "submit")

    assert state(plan) == Plan.State.SUBMITTED


def test_the_paper_trail_names_who_did_what(plan, editor, approver, desk):
    step(desk, plan, "submit", note="请审阅")
    step(browser_of(approver), plan, "return", note="再改改")

    trail = desk.get(reverse("plan_approval", args=[plan.pk])).context["trail"]

    assert [(line.who, line.detail) for line in trail if line.at] == [
        (editor.full_name, ""),
        (editor.full_name, "请审阅"),
        (approver.full_name, "再改改"),
    ]


def amendment(plan, editor, *, changed):
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    draft = start_amendment(plan=plan, note="上级要求提前完成。", by=editor)
    if changed:
        edit_task(task=draft.tasks.get(title="第1件事"), changes={"body": "提前到六月。"}, by=editor)
    return draft


def test_who_approves_reads_the_text_from_the_slip(plan, desk, approver):
    step(desk, plan, "submit")

    page = browser_of(approver).get(reverse("plan_approval", args=[plan.pk])).content.decode()

    assert "阅读送审稿" in page
    assert f'href="{plan.get_absolute_url()}"' in page
    assert "修订稿" not in page


def test_who_approves_an_amendment_sees_why_and_what_it_changes(plan, editor, desk, approver):
    draft = amendment(plan, editor, changed=True)
    step(desk, draft, "submit")

    page = browser_of(approver).get(reverse("plan_approval", args=[draft.pk])).content.decode()

    assert "修订稿" in page
    assert page.count("上级要求提前完成。") == 2
    assert f"{reverse('version_compare', args=[draft.pk])}?before=issued&amp;after=now" in page


def test_an_amendment_without_a_change_is_refused_with_what_to_do(plan, editor, desk):
    draft = amendment(plan, editor, changed=False)

    answer = step(desk, draft, "submit")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "没有可修订的内容" in page
    assert f'href="{reverse("plan_approval", args=[draft.pk])}"' in page
    assert "放弃修订" in desk.get(reverse("plan_approval", args=[draft.pk])).content.decode()
    assert state(draft) == Plan.State.DRAFT
