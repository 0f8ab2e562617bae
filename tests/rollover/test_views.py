"""The pages of next year: each told once where it goes well, and once for each refusal."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import AuditEntry
from rollover.models import Leftover, Origin, PlanTemplate, Rollover
from rollover.queries.parts import parts_of
from rollover.services import decide, roll_over, save_template, start_rollover, use_template
from tests.districts.factories import make_district, make_office, make_user, signed_in
from tests.rollover.factories import decided, entry, last_year
from tests.workplans.factories import make_editor, make_plan, task
from workplans.drafts import SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.queries import plan_outline
from workplans.services import edit_task, remove_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(editor) -> Client:
    return signed_in(editor)


def page_of(rollover: Rollover) -> str:
    return reverse("rollover", args=[rollover.pk])


def test_the_page_of_new_plans_offers_five_beginnings(district, editor, desk):
    plan = last_year(district, editor)

    page = desk.get(reverse("plan_new"))

    for way in ("plan_sources", "template_list", "upload_list", "plan_blank"):
        assert reverse(way) in page.text
    assert reverse("rollover_start", args=[plan.pk]) in page.text


def test_a_rollover_that_was_begun_is_gone_on_with(district, editor, desk):
    plan = last_year(district, editor)
    desk.post(reverse("rollover_start", args=[plan.pk]))
    rollover = Rollover.objects.get()
    decide(rollover=rollover, part=parts_of(rollover).of("task")[0], choice="continue", by=editor)

    page = desk.get(reverse("plan_new"))

    found = page.context["rollovers"].get()
    assert (found, found.decided, found.total) == (rollover, 1, 4)
    assert reverse("rollover_start", args=[plan.pk]) not in page.text


def test_a_decision_is_kept_as_soon_as_it_is_made(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    key = parts_of(rollover).of("task")[0].key

    answer = desk.post(
        reverse("rollover_decide", args=[rollover.pk]),
        {"part": key, f"choice-{key}": "dropped", f"reason-{key}": "不再需要", f"seen-{key}": "0"},
    )

    assert answer.json() == {
        "part": key, "choice": "dropped", "reason": "不再需要", "version": 1, "is_decided": True,
        "decided": 1, "total": 4, "open": 3,
    }  # fmt: skip
    assert rollover.decisions.get().decided_by == editor


def test_a_colleagues_decision_comes_back_instead_of_being_overwritten(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    part = parts_of(rollover).of("task")[0]
    decide(rollover=rollover, part=part, choice="finished", reason="已完成", by=make_editor(district))

    answer = desk.post(
        reverse("rollover_decide", args=[rollover.pk]),
        {"part": part.key, f"choice-{part.key}": "continue", f"seen-{part.key}": "0"},
    )

    assert answer.status_code == 409
    assert (answer.json()["choice"], answer.json()["version"]) == ("finished", 1)
    assert answer.json()["error"]


def test_a_quick_reason_does_not_outlive_its_choice(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    part = parts_of(rollover).of("task")[0]
    decide(rollover=rollover, part=part, choice="finished", reason="已按计划完成", by=editor)

    answer = desk.post(
        reverse("rollover_decide", args=[rollover.pk]),
        {
            "part": part.key, f"choice-{part.key}": "dropped", f"reason-{part.key}": "已按计划完成",
            f"seen-{part.key}": "1",
        },
    )  # fmt: skip

    assert (answer.json()["reason"], answer.json()["is_decided"]) == ("", False)


def test_without_script_the_whole_page_is_one_form(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor, tasks=2), by=editor)
    first, second = parts_of(rollover).of("task")

    desk.post(
        page_of(rollover),
        {
            f"choice-{first.key}": "continue",
            f"choice-{second.key}": "finished",
            f"reason-{second.key}": "已按计划完成",
            "save": "1",
        },
    )

    assert set(rollover.decisions.values_list("choice", "reason")) == {
        ("continue", ""), ("finished", "已按计划完成"),
    }  # fmt: skip


def test_a_section_is_decided_with_one_click(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    group = parts_of(rollover).groups[0]

    desk.post(page_of(rollover), {"bulk": f"{group.key}:dropped:3"})

    assert set(rollover.decisions.values_list("choice", "reason")) == {("dropped", "不再需要")}
    assert rollover.decisions.count() == 3


@pytest.mark.parametrize("bulk", ["9999:continue", "all:nonsense", "", "all:dropped:99", "all:dropped:x"])
def test_a_bulk_that_means_nothing_breaks_nothing(district, editor, desk, bulk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)

    assert desk.post(page_of(rollover), {"bulk": bulk}).status_code == 302


def test_the_plan_is_made_from_the_page_and_its_title_may_be_changed(district, editor, desk):
    rollover = decided(last_year(district, editor), editor)

    answer = desk.post(page_of(rollover), {"generate": "1", "title": "2027年要点"})

    plan = Plan.objects.get(predecessor=rollover.source)
    assert plan.title == "2027年要点"
    assert answer.headers["Location"] == reverse("plan_carried", args=[plan.pk])
    assert desk.get(page_of(rollover)).headers["Location"] == answer.headers["Location"]
    assert desk.post(page_of(rollover), {"generate": "1"}).headers["Location"] == answer.headers["Location"]


def test_what_is_undecided_is_shown_when_the_plan_is_asked_for(district, editor, desk):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    first, *rest = parts_of(rollover).of("task")
    decide(rollover=rollover, part=first, choice="continue", by=editor)

    answer = desk.post(page_of(rollover), {"generate": "1"})

    assert answer.status_code == 422
    shown = [row.part.key for block in answer.context["page"].groups for row in block.rows]
    assert shown == [part.key for part in rest]
    assert Plan.objects.count() == 1


def test_the_deciding_page_costs_the_same_for_24_tasks_and_for_240(district, editor, desk):
    counts = []
    for tasks in (24, 240):
        plan = last_year(district, editor, tasks=tasks)
        office = make_office(district)
        for row in plan.tasks.all():
            row.duties.create(office=office, role="lead")
        entry(plan, editor, "开学检查", date(2026, 9, 1))
        rollover = start_rollover(source=plan, by=editor)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(page_of(rollover)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 18, counts


def test_what_came_over_is_ticked_off_line_by_line_and_kind_by_kind(district, editor, desk):
    parts = (
        SectionDraft("一", tasks=(TaskDraft("办节。", "举办第六届艺术节，新建学校3所，改建学校2所。"),)),
    )
    new = roll_over(rollover=decided(last_year(district, editor, sections=parts), editor), by=editor)
    url = reverse("plan_carried", args=[new.pk])
    ordinal = Leftover.objects.get(plan=new, kind="ordinal")

    desk.post(url, {"look": str(ordinal.pk)})
    one = desk.get(url).context["page"]
    desk.post(url, {"kind": "figure"})
    all_of_them = desk.get(url).context["page"]
    desk.post(url, {"open": str(ordinal.pk)})

    assert (one.looked, one.open) == (1, 2)
    assert (all_of_them.looked, all_of_them.open) == (3, 0)
    assert [row.kind for row in new.leftovers.still_open()] == ["ordinal"]
    assert AuditEntry.objects.filter(verb="look_at").count() == 3


def test_what_was_rewritten_meanwhile_is_said_so(district, editor, desk):
    parts = (SectionDraft("一", tasks=(TaskDraft("办节。", "举办第六届艺术节。"),)),)
    new = roll_over(rollover=decided(last_year(district, editor, sections=parts), editor), by=editor)
    edit_task(task=new.tasks.get(), changes={"body": "举办第七届艺术节。"}, by=editor)

    page = desk.get(reverse("plan_carried", args=[new.pk])).context["page"]

    assert [item.is_gone for group in page.groups for item in group.items] == [True]


def test_one_year_stands_beside_the_last(district, editor, desk):
    body = "新建学校9所。"
    parts = (
        SectionDraft(
            "一", tasks=(task("2026年照旧"), TaskDraft("建校。", body), task("不要了"), task("删掉的"))
        ),
    )
    plan = last_year(district, editor, sections=parts)
    same, changed, dropped, deleted = [node.task for node in plan_outline(plan).all_tasks()]
    changed.targets.create(
        as_written="新建学校9所", comparator="at_least", value=9, unit="所", measured=8, measured_by=editor
    )
    rollover = decided(plan, editor, **{f"task_{dropped.pk}": ("dropped", "上级已取消")})
    new = roll_over(rollover=rollover, by=editor)
    edit_task(task=new.tasks.get(predecessor=changed), changes={"body": "新建学校12所。"}, by=editor)
    remove_task(task=new.tasks.get(predecessor=deleted), by=editor)
    desk.post(reverse("task_new", args=[new.pk]), {"key": str(uuid4()), "title": "新的一件事"})

    answer = desk.get(reverse("year_on_year", args=[new.pk]))

    page = answer.context["page"]
    assert [node.task.title for node in page.new] == ["新的一件事"]
    assert [(gone.node.task, gone.decision and gone.decision.choice) for gone in page.gone] == [
        (dropped, "dropped"), (deleted, "continue"),
    ]  # fmt: skip
    assert "上级已取消" in answer.text
    assert [pair.before.task for pair in page.changed] == [changed]
    assert [pair.before.task for pair in page.same] == [same]
    row = page.targets[0]
    assert (row.value_before, row.measured, row.value_now, row.difference, row.unit) == (
        "9",
        "8",
        "12",
        "+3",
        "所",
    )


def test_the_comparison_costs_the_same_for_24_tasks_and_for_240(district, editor, desk):
    counts = []
    for tasks in (24, 240):
        plan = last_year(district, editor, tasks=tasks)
        new = roll_over(rollover=decided(plan, editor), by=editor)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse("year_on_year", args=[new.pk])).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 18, counts


def test_readers_elsewhere_see_the_comparison_but_not_why_something_went(district, editor):
    plan = last_year(district, editor)
    first = plan.tasks.order_by("pk")[0]
    new = roll_over(
        rollover=decided(plan, editor, **{f"task_{first.pk}": ("dropped", "内部原因")}), by=editor
    )
    Plan.objects.update(state=Plan.State.ISSUED)
    below = make_district("溪口镇", parent=district)
    reader = signed_in(make_editor(below))

    answer = reader.get(reverse("year_on_year", args=[new.pk]))

    assert len(answer.context["page"].gone) == 1
    assert "内部原因" not in answer.text


def test_a_plan_without_a_predecessor_has_nothing_beside_it(district, editor, desk):
    answer = desk.get(reverse("year_on_year", args=[last_year(district, editor).pk]))

    assert answer.context["page"] is None


def test_a_task_tells_its_years_in_both_directions(district, editor, desk):
    oldest = last_year(district, editor, year=2025, title="2025年要点", tasks=2)
    middle = roll_over(rollover=decided(oldest, editor), by=editor)
    Plan.objects.update(state=Plan.State.ISSUED)
    kept, ended = [node.task for node in plan_outline(middle).all_tasks()]
    newest = roll_over(
        rollover=decided(middle, editor, **{f"task_{ended.pk}": ("finished", "已按计划完成")}), by=editor
    )

    through = desk.get(reverse("task_lineage", args=[kept.pk])).context["lineage"]
    over = desk.get(reverse("task_lineage", args=[ended.pk]))

    assert [step.plan for step in through.steps] == [oldest, middle, newest]
    assert [step.is_here for step in through.steps] == [False, True, False]
    assert through.end is None
    assert over.context["lineage"].end.choice == "finished"
    assert "已按计划完成" in over.text


def test_a_task_without_years_says_nothing_on_its_page(district, editor, desk):
    row = last_year(district, editor, tasks=1).tasks.order_by("pk")[0]

    part = desk.get(reverse("task_lineage", args=[row.pk]), headers={"HX-Request": "true"})

    assert part.text.strip() == ""


@pytest.fixture
def above(district):
    """The bureau above, and an issued plan of its own."""
    upper = make_district("海云市", parent=None)
    district.parent = upper
    district.save()
    return upper


def test_a_plan_is_begun_from_another_bureaus_words(district, editor, desk, above):
    author = make_editor(above)
    sections = (
        SectionDraft("要的", tasks=(TaskDraft("海云市2026年建校。"),)),
        SectionDraft("不要的", tasks=(task(),)),
    )
    source = make_plan(above, author, state="issued", sections=sections, title="海云市2026年工作要点")
    source.tasks.order_by("pk")[0].duties.create(office=make_office(above), role="lead")
    entry(source, author, "2026年开学检查", date(2026, 9, 1))
    wanted = source.sections.get(title="要的")
    form = {
        "key": str(uuid4()), "title": "临溪县2027年工作要点", "year": "2027", "sections": [wanted.pk],
        "with_calendar": "on",
    }  # fmt: skip

    answers = [desk.post(reverse("plan_borrow", args=[source.pk]), form) for _ in range(2)]

    plan = Plan.objects.get(district=district)
    assert {answer.headers["Location"] for answer in answers} == {reverse("plan_carried", args=[plan.pk])}
    assert (plan.predecessor, plan.issuer) == (None, district.bureau_name)
    row = plan.tasks.get()
    assert (row.title, row.predecessor, row.duties.count()) == ("海云市2027年建校。", None, 0)
    assert [one.work for one in plan.entries.all()] == ["2027年开学检查"]
    assert Origin.objects.get(plan=plan).words == "海云市教育局《海云市2026年工作要点》"
    assert Leftover.objects.get(task=row).words == "海云市"


def test_a_draft_of_another_bureau_is_not_there(district, editor, desk, above):
    source = make_plan(above)

    assert desk.get(reverse("plan_borrow", args=[source.pk])).status_code == 404
    assert source.title not in desk.get(reverse("plan_sources")).text


def test_a_template_goes_round_from_plan_to_plan(district, editor, desk):
    parts = (
        SectionDraft(
            "2026年重点",
            tasks=(TaskDraft("临溪县建校。", "2026—2027学年在{会场}开会。", due_on=date(2026, 8, 31)),),
        ),
    )
    plan = last_year(district, editor, sections=parts, title="临溪县教育局2026年要点")
    entry(plan, editor, "2027年1月总结", date(2026, 12, 1), due_on=date(2026, 12, 31))
    desk.post(
        reverse("template_save", args=[plan.pk]), {"key": str(uuid4()), "title": "年度要点", "note": ""}
    )
    template = PlanTemplate.objects.get()
    use = reverse("template_use", args=[template.pk])
    form = {"key": str(uuid4()), "year": "2028"}

    refused = desk.post(use, form)
    answer = desk.post(use, {**form, "blank-0": "一中礼堂"})

    assert refused.status_code == 422
    new = Plan.objects.get(year=2028)
    assert answer.headers["Location"] == reverse("plan_edit", args=[new.pk])
    assert new.title == "临溪县教育局2028年要点"
    row = new.tasks.get()
    assert (row.title, row.body, row.due_on) == (
        "临溪县建校。", "2028—2029学年在一中礼堂开会。", date(2028, 8, 31),
    )  # fmt: skip
    there = new.entries.get()
    assert (there.work, there.starts_month, there.due_on) == (
        "2029年1月总结",
        date(2028, 12, 1),
        date(2028, 12, 31),
    )


def test_a_blank_that_stays_is_listed(district, editor, desk):
    parts = (SectionDraft("一", tasks=(TaskDraft("在{会场}开会。"),)),)
    template = save_template(
        plan=last_year(district, editor, sections=parts), district=district, title="要点", by=editor
    )
    form = {"key": str(uuid4()), "year": "2028", "may_stay_blank": "on"}

    answer = desk.post(reverse("template_use", args=[template.pk]), form)

    new = Plan.objects.get(year=2028)
    assert answer.headers["Location"] == reverse("plan_carried", args=[new.pk])
    assert Leftover.objects.get(plan=new).words == "{会场}"


def test_a_template_is_edited_deleted_and_brought_back(district, editor, desk):
    template = save_template(plan=last_year(district, editor), district=district, title="要点", by=editor)
    form = {
        "version": "1", "name": "新名字", "note": "每年用", "head-title": "{年度}年要点", "title-task-0": "改过的",
        "text-task-0": "正文", "month-task-0": "8", "day-task-0": "31", "title-task-1": "x", "gone-task-1": "1",
    }  # fmt: skip

    desk.post(reverse("template_edit", args=[template.pk]), form)
    late = desk.post(reverse("template_edit", args=[template.pk]), form)
    template.refresh_from_db()
    deleted = desk.post(reverse("template_remove", args=[template.pk]))
    gone = desk.get(reverse("template", args=[template.pk]))
    offered = desk.get(deleted.headers["Location"])
    desk.post(reverse("template_restore", args=[template.pk]))

    assert late.status_code == 422
    assert (template.title, template.task_count) == ("新名字", 3)
    first = template.blueprint["sections"][0]["tasks"][0]
    assert (first["title"], first["body"], first["due"]) == ("改过的", "正文", {"months": 7, "day": 31})
    assert gone.status_code == 404
    assert reverse("template_restore", args=[template.pk]) in offered.text
    assert desk.get(reverse("template", args=[template.pk])).status_code == 200
    assert [row.verb for row in AuditEntry.objects.filter(object_type="rollover.plantemplate").order_by("pk")] == [
        "save_template", "edit_template", "remove_template", "restore_template",
    ]  # fmt: skip


def test_the_calendar_of_a_template_is_moved(district, editor, desk):
    plan = last_year(district, editor)
    entry(plan, editor, "召开部署会", date(2026, 3, 1))
    template = save_template(plan=plan, district=district, title="要点", by=editor)
    address = reverse("template_edit", args=[template.pk])
    form = {"version": "1", "name": "要点", "head-title": "{年度}年要点", "title-entry-0": "召开部署会"}
    assert 'name="first-entry-0" type="number" min="1" max="24" value="3"' in desk.get(address).text

    for months in ({}, {"first-entry-0": "0"}, {"first-entry-0": "5", "last-entry-0": "4"}):
        assert "起始月份应为第1至第24个月" in desk.post(address, form | months).text
    desk.post(
        address, form | {"first-entry-0": "4", "last-entry-0": "6", "month-entry-0": "6", "day-entry-0": "20"}
    )

    template.refresh_from_db()
    (kept,) = template.blueprint["entries"]
    assert (kept["starts"], kept["ends"], kept["due"]) == (3, 5, {"months": 5, "day": 20})
    made = use_template(template=template, district=district, year=2028, key=uuid4(), by=editor)
    (there,) = made.entries.all()
    assert (there.starts_month, there.ends_month, there.due_on) == (
        date(2028, 4, 1), date(2028, 6, 1), date(2028, 6, 20),
    )  # fmt: skip


def test_an_open_rollover_is_discarded_and_begun_anew(district, editor, desk):
    source = last_year(district, editor)
    rollover = decided(source, editor)
    address = reverse("rollover_discard", args=[rollover.pk])
    page = desk.get(rollover.get_absolute_url()).text
    assert f'action="{address}" data-confirm=' in page

    answer = desk.post(address)

    assert answer.headers["Location"] == source.get_absolute_url()
    assert not Rollover.objects.exists()
    told = AuditEntry.objects.get(verb="discard_rollover")
    kept = told.before or {}
    assert (kept["source"], len(kept["decisions"])) == (source.title, 4)
    assert desk.post(address).status_code == 404
    again = decided(source, editor)
    made = roll_over(rollover=again, by=editor)
    refused = desk.post(reverse("rollover_discard", args=[again.pk]), follow=True)
    assert refused.redirect_chain[-1][0] == reverse("plan_carried", args=[made.pk])
    assert Rollover.objects.get() == again


def test_templates_of_the_bureau_above_are_read_and_used_but_not_changed(district, editor, desk, above):
    author = make_editor(above)
    template = save_template(plan=last_year(above, author), district=above, title="市里的模板", by=author)

    assert "市里的模板" in desk.get(reverse("template_list")).text
    assert desk.get(reverse("template_use", args=[template.pk])).status_code == 200
    assert desk.get(reverse("template_edit", args=[template.pk])).status_code == 404
    assert desk.post(reverse("template_remove", args=[template.pk])).status_code == 404


def test_lists_cost_the_same_for_one_row_and_for_three(district, editor, desk, above):
    author = make_editor(above)
    counts: dict[str, list[int]] = {}
    for more in (1, 2):
        for _number in range(more):
            source = last_year(above, author)
            own = last_year(district, editor)
            start_rollover(source=last_year(district, editor), by=editor)
            save_template(plan=own, district=district, title="要点", by=editor)
            assert source.pk
        for name in ("plan_new", "plan_sources", "template_list"):
            with CaptureQueriesContext(connection) as queries:
                desk.get(reverse(name))
            counts.setdefault(name, []).append(len(queries))

    assert all(first == second <= 10 for first, second in counts.values()), counts


def test_the_deciding_page_is_not_another_bureaus(district, editor):
    rollover = start_rollover(source=last_year(district, editor), by=editor)
    stranger = signed_in(make_editor(make_district("石桥县")))
    clerk_of_ours = signed_in(make_user(district, "approver"))

    assert stranger.get(page_of(rollover)).status_code == 404
    assert clerk_of_ours.get(page_of(rollover)).status_code == 403
