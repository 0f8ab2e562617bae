"""修订: an issued plan is changed by a draft of its own, under a notice of its own."""

from datetime import UTC, date, datetime, timedelta

import pytest

from circulars.kinds import KINDS
from circulars.paper import NumberedTask, Paper, TextAppendix
from circulars.refusals import NotApproved, NothingAmended
from circulars.services import issue_plan
from circulars.sources import source_of_plan
from districts.models import AuditEntry, Role, User
from progress.queries import overdue_items
from tests.circulars.factories import make_bureau
from tests.districts.factories import make_office, make_user
from tests.workplans.factories import approve, make_plan
from workplans.models import Plan, Section, Task
from workplans.queries import plan_outline
from workplans.refusals import AmendmentOpen, NotADraft, NoteMissing, NotNow, NotYours
from workplans.refusals import NothingAmended as NothingToApprove
from workplans.services import (
    add_section,
    add_task,
    assign_offices,
    drop_amendment,
    edit_task,
    move_task,
    remove_task,
    start_amendment,
    submit_plan,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
WHY = "因上级政策调整，对部分任务作修订。"


@pytest.fixture
def plan() -> Plan:
    """Issued: 抓好队伍: 第1件事, 第2件事; 守住底线: 第3件事."""
    bureau = make_bureau("海云市", "海教")
    plan = make_plan(bureau, make_user(bureau, Role.EDITOR))
    first = plan.tasks.get(title="第1件事")
    edit_task(task=first, changes={"body": "新增学位不少于1200个。"}, by=plan.drafted_by)
    approve(plan, make_user(bureau, Role.APPROVER), now=NOW)
    issue_plan(plan=plan, by=plan.drafted_by, signed_on=DAY)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def editor(plan: Plan) -> User:
    return plan.drafted_by


def approved(draft: Plan) -> Plan:
    approver = User.objects.get(memberships__role=Role.APPROVER, memberships__district=draft.district)
    return approve(draft, approver, now=NOW)


def change(draft: Plan, editor: User) -> None:
    first, second, third = (draft.tasks.get(title=f"第{number}件事") for number in (1, 2, 3))
    edit_task(task=first, changes={"body": "新增学位不少于1500个。"}, by=editor)
    assign_offices(carrier=first, lead=make_office(draft.district, "基础教育科"), supporting=[], by=editor)
    remove_task(task=second, by=editor)
    move_task(task=third, before=first, by=editor)
    section = add_section(plan=draft, title="新的章", by=editor)
    new = add_task(plan=draft, section=section, title="新的事", by=editor)
    Task.objects.filter(pk=new.pk).update(no_lead_reason="统筹")


def text(plan: Plan) -> list[str]:
    return [
        f"{node.label}{node.task.title}" for node in plan_outline(Plan.objects.get(pk=plan.pk)).all_tasks()
    ]


def test_the_issued_text_stands_while_the_amendment_is_drafted(plan, editor):
    before = text(plan)
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    assert text(draft) == before

    change(draft, editor)

    assert text(plan) == before
    with pytest.raises(NotADraft):
        edit_task(task=plan.tasks.get(title="第1件事"), changes={"body": "改"}, by=editor)


def test_issuing_the_amendment_changes_the_plan_under_its_old_addresses(plan, editor):
    pks = {task.title: task.pk for task in plan.tasks.all()}
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    change(draft, editor)

    circular = issue_plan(plan=approved(draft), by=editor, signed_on=DAY)

    assert circular.plan == plan
    assert text(plan) == ["1．第3件事", "2．第1件事", "3．新的事"]
    first, second = Task.objects.get(pk=pks["第1件事"]), Task.objects.get(pk=pks["第2件事"])
    assert (first.body, [duty.office.name for duty in first.duties.all()]) == (
        "新增学位不少于1500个。",
        ["基础教育科"],
    )
    assert [target.value for target in first.targets.all()] == [1500]
    assert (first.withdrawn_on, second.withdrawn_on is None) == (None, False)
    assert (Task.objects.get(plan=plan, title="第3件事").pk, Plan.objects.get(pk=plan.pk).state) == (
        pks["第3件事"],
        "issued",
    )
    assert Plan.objects.get(pk=draft.pk).state == Plan.State.WORKED_IN
    assert [(row.edition, row.why) for row in plan.versions.filter(edition__isnull=False)] == [
        (2, "issue"),
        (1, "issue"),
    ]
    assert AuditEntry.objects.filter(verb="amend_plan", object_id=str(plan.pk)).count() == 1


def test_the_notice_says_what_changes_and_brings_the_whole_text(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    change(draft, editor)

    circular = issue_plan(plan=approved(draft), by=editor, signed_on=DAY)

    paper = Paper.from_dict(circular.snapshot)
    assert paper.title == "海云市教育局关于修订《2026年全县教育工作要点》的通知"
    assert paper.number == "海教〔2026〕2号"
    said = [f"{block.title}{block.body}" for block in paper.blocks if isinstance(block, NumberedTask)]
    assert said == [
        "将任务“3．第3件事”的序号调整为“1”。",
        "将任务“1．第1件事”的内容由“新增学位不少于1200个”修改为“新增学位不少于1500个”。",
        "删去任务“1．第1件事”的无牵头处室的原因“由局领导统筹”。",
        "将任务“1．第1件事”的指标由“新增学位不少于1200个”修改为“新增学位不少于1500个”。",
        "将任务“1．第1件事”的牵头处室明确为“基础教育科”。",
        "删去任务“2．第2件事”。",
        "增加章节“三、新的章”。",
        "增加任务“3．新的事”。无牵头处室的原因：统筹。",
    ]
    assert isinstance(paper.appendices[0], TextAppendix)
    assert WHY in str(paper.blocks[0])


def test_the_notice_writes_days_as_papers_do(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    task = draft.tasks.get(title="第2件事")
    edit_task(task=task, changes={"due_on": date(2026, 9, 1)}, by=editor)

    paper = Paper.from_dict(issue_plan(plan=approved(draft), by=editor, signed_on=DAY).snapshot)

    assert "将任务“2．第2件事”的完成期限明确为“2026年9月1日”。" in [
        block.title for block in paper.blocks if isinstance(block, NumberedTask)
    ]


def test_a_withdrawn_task_is_asked_of_nobody(plan, editor):
    second = plan.tasks.get(title="第2件事")
    Task.objects.filter(pk=second.pk).update(due_on=date(2026, 2, 1))
    assert [item.pk for item in overdue_items(plan.district, DAY)] == [second.pk]
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    remove_task(task=draft.tasks.get(title="第2件事"), by=editor)

    issue_plan(plan=approved(draft), by=editor, signed_on=DAY)

    assert overdue_items(plan.district, DAY) == []


def test_a_plan_has_one_open_amendment(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)

    with pytest.raises(AmendmentOpen):
        start_amendment(plan=plan, note=WHY, by=editor)
    drop_amendment(draft=draft, by=editor)

    assert start_amendment(plan=plan, note=WHY, by=editor)


def test_after_one_amendment_comes_another(plan, editor):
    for number in (2, 3):
        draft = start_amendment(plan=plan, note=WHY, by=editor)
        edit_task(task=draft.tasks.get(title="第3件事"), changes={"body": f"第{number}版。"}, by=editor)
        issue_plan(plan=approved(draft), by=editor, signed_on=DAY)

    assert plan.tasks.get(title="第3件事").body == "第3版。"
    assert plan.circulars.count() == 3
    assert plan.versions.get(edition=3)


def test_who_may_and_when(plan, editor):
    with pytest.raises(NoteMissing):
        start_amendment(plan=plan, note=" ", by=editor)
    with pytest.raises(NotYours):
        start_amendment(
            plan=plan,
            note=WHY,
            by=make_user(plan.district, Role.OFFICE_STAFF, office=make_office(plan.district)),
        )
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    with pytest.raises(NotNow):
        start_amendment(plan=draft, note=WHY, by=editor)
    with pytest.raises(NotApproved):
        issue_plan(plan=draft, by=editor, signed_on=DAY)
    with pytest.raises(NotNow):
        drop_amendment(draft=plan, by=editor)


def test_an_amendment_that_changes_nothing_is_not_handed_in(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)

    with pytest.raises(NothingToApprove):
        submit_plan(plan=draft, by=editor, now=NOW)

    assert Plan.objects.get(pk=draft.pk).state == Plan.State.DRAFT


def test_an_amendment_that_changes_nothing_is_not_issued(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    Plan.objects.filter(pk=draft.pk).update(state=Plan.State.APPROVED)

    with pytest.raises(NothingAmended):
        issue_plan(plan=draft, by=editor, signed_on=DAY)

    assert Plan.objects.get(pk=draft.pk).state == Plan.State.APPROVED
    assert Section.objects.filter(plan=plan).count() == 2


def test_the_notice_can_be_looked_at_before_and_after_it_is_issued(plan, editor):
    draft = start_amendment(plan=plan, note=WHY, by=editor)
    change(draft, editor)
    draft.refresh_from_db()

    before = KINDS["amendment"].make(source_of_plan(draft, day=DAY, with_changes=True))
    circular = issue_plan(plan=approved(draft), by=editor, signed_on=DAY)
    plan.refresh_from_db()
    after = KINDS["amendment"].make(source_of_plan(plan, day=DAY + timedelta(days=9), with_changes=True))

    issued = Paper.from_dict(circular.snapshot)
    assert (before.title, before.blocks) == (issued.title, issued.blocks)
    assert before.number == f"{plan.district.document_code}〔{DAY.year}〕　　号"
    assert (after.number, after.sign_off_date) == (issued.number, issued.sign_off_date)
    assert [block for block in after.blocks if isinstance(block, NumberedTask)] == [
        block for block in issued.blocks if isinstance(block, NumberedTask)
    ]
