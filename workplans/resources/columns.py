"""Columns that rows of any kind have in common."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from districts.resources import Column, Days, Names, Numbers, Text


def number_column() -> Column:
    return Column(
        "row_id", gettext_lazy("Number in the portal"), Numbers(),
        hint=gettext_lazy("The export fills it in; leave it as it is. A new row has none."),
    )  # fmt: skip


def plan_column() -> Column:
    return Column(
        "plan_title", gettext_lazy("Plan"), Text(200), is_required=True, example="海云市教育局2027年工作要点",
        hint=gettext_lazy("The title of a plan of your bureau that is still a draft."),
    )  # fmt: skip


def due_column() -> Column:
    return Column("due_on", gettext_lazy("Due on"), Days(), example="2026-11-30")


def lead_column() -> Column:
    return Column("lead_name", gettext_lazy("Lead office"), Text(60), example="基础教育处")


def reason_column() -> Column:
    return Column(
        "no_lead_reason", gettext_lazy("Why nobody leads it"), Text(100),
        hint=gettext_lazy("Only for a task that is meant to have no lead office."),
    )  # fmt: skip


def supporting_column() -> Column:
    return Column(
        "supporting_names", gettext_lazy("Supporting offices"), Names(600), example="计划财务处、学校安全处",
        hint=gettext_lazy("Several are separated by 、"),
    )  # fmt: skip
