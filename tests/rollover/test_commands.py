"""Next year from the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rollover.models import Decision, PlanTemplate, Rollover
from tests.districts.factories import make_district
from tests.rollover.factories import last_year
from tests.workplans.factories import make_editor
from workplans.drafts import SectionDraft, TaskDraft
from workplans.models import Plan
from workplans.queries import plan_outline

pytestmark = pytest.mark.django_db


def told(command: str, *arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def test_a_year_is_rolled_over_in_one_go(district, editor):
    plan = last_year(district, editor)

    words = told("roll_over", plan.pk, by=editor.username, continue_all=True, title="2027年要点")

    new = Plan.objects.get(predecessor=plan)
    assert f"2027年要点 [plan {new.pk}]" in words
    assert new.tasks.count() == 4


def test_decisions_go_out_as_a_table_and_come_back(district, editor, tmp_path: Path):
    plan = last_year(district, editor)
    rows = list(csv.DictReader(io.StringIO(told("export_decisions", plan.pk, by=editor.username))))
    assert [row["decision"] for row in rows] == [""] * 4
    for row, (decision, reason) in zip(
        rows,
        [("延续", ""), ("finished", "已按计划完成"), ("dropped", "不再需要"), ("change", "数字调整")],
        strict=True,
    ):
        row |= {"decision": decision, "reason": reason}
    file = tmp_path / "decisions.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        table = csv.DictWriter(target, rows[0])
        table.writeheader()
        table.writerows(rows)

    told("roll_over", plan.pk, by=editor.username, decisions=str(file))

    kept = [node.task.predecessor for node in plan_outline(Plan.objects.get(predecessor=plan)).all_tasks()]
    old = [node.task for node in plan_outline(plan).all_tasks()]
    assert kept == [old[0], old[3]]


@pytest.mark.parametrize("line", ["task-999,continue,", "task-x,延续,", "{key},vielleicht,"])
def test_a_line_that_means_nothing_leaves_nothing_of_the_file(district, editor, tmp_path: Path, line):
    plan = last_year(district, editor)
    first = plan.tasks.order_by("pk")[0]
    file = tmp_path / "decisions.csv"
    key = f"task-{first.pk}"
    file.write_text(f"part,decision,reason\n{key},continue,\n{line.format(key=key)}\n")

    with pytest.raises(CommandError, match="3"):
        told("roll_over", plan.pk, by=editor.username, decisions=str(file))

    assert not Rollover.objects.exists()
    assert not Decision.objects.exists()


def test_what_is_undecided_is_counted(district, editor):
    with pytest.raises(CommandError, match="4"):
        told("roll_over", last_year(district, editor).pk, by=editor.username)


def test_a_missing_file_and_a_strange_plan_are_told(district, editor):
    plan = last_year(district, editor)
    stranger = make_editor(make_district("石桥县"))

    with pytest.raises(CommandError, match=r"none\.csv"):
        told("roll_over", plan.pk, by=editor.username, decisions="none.csv")
    with pytest.raises(CommandError, match=str(plan.pk)):
        told("roll_over", plan.pk, by=stranger.username, continue_all=True)


def test_a_template_is_kept_and_used(district, editor):
    parts = (SectionDraft("一", tasks=(TaskDraft("2026年在{会场}开会。"),)),)
    plan = last_year(district, editor, sections=parts)
    told("save_template", plan.pk, by=editor.username, title="要点", note="每年用")
    template = PlanTemplate.objects.get()

    with pytest.raises(CommandError, match="会场"):
        told("use_template", template.pk, by=editor.username, year=2028)
    words = told("use_template", template.pk, by=editor.username, year=2028, set=["会场=礼堂"])
    told("use_template", template.pk, by=editor.username, year=2029, leave_blank=True)

    assert "2028年在礼堂开会。" in words
    assert Plan.objects.get(year=2029).leftovers.get().words == "{会场}"


def test_templates_of_other_bureaus_are_not_there(district, editor):
    stranger = make_editor(make_district("石桥县"))
    plan = last_year(district, editor)
    told("save_template", plan.pk, by=editor.username, title="要点")
    Plan.objects.update(state=Plan.State.DRAFT)

    with pytest.raises(CommandError):
        told("use_template", PlanTemplate.objects.get().pk, by=stranger.username)
    with pytest.raises(CommandError):
        told("save_template", plan.pk, by=stranger.username, title="要点")
