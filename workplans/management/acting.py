"""What the commands of plans have in common: who acts, which row they may touch, refusals in words."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import User
from workplans.models import Plan, Section, Task
from workplans.queries.outline import plan_outline
from workplans.refusals import ChangedMeanwhile, Refused
from workplans.sentences import sentence
from workplans.services.approval import TAKE


class ActingCommand(BaseCommand):
    """A command that somebody gives: `--by` says who, and they may touch no more than on the pages."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pk", type=int)
        parser.add_argument("--by", required=True, help="user name of who acts")

    def handle(self, **options: Any) -> None:
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(_("Nobody here has the user name %(name)s.") % {"name": options["by"]})
        try:
            self.act(by, options)
        except (Refused, ChangedMeanwhile) as refusal:
            raise CommandError(sentence(refusal)) from refusal

    def act(self, by: User, options: dict[str, Any]) -> None:
        raise NotImplementedError

    def plan(self, by: User, pk: int) -> Plan:
        """A plan of a bureau the person works in."""
        rows = Plan.objects.filter(district_id__in=by.bureau_district_ids).select_related("district")
        return _found(rows.filter(pk=pk).first(), _("plan"), pk)

    def kept_plan(self, by: User, pk: int) -> Plan:
        """A plan of a bureau where the person is an editor."""
        return _found(
            Plan.objects.kept_by(by).select_related("district").filter(pk=pk).first(), _("plan"), pk
        )

    def task(self, by: User, pk: int) -> Task:
        rows = Task.objects.kept_by(by).select_related("plan__district")
        return _found(rows.filter(pk=pk).first(), _("task"), pk)

    def section(self, by: User, pk: int) -> Section:
        rows = Section.objects.kept_by(by).select_related("plan__district")
        return _found(rows.filter(pk=pk).first(), _("section"), pk)

    def show(self, plan: Plan) -> None:
        """The plan as it reads now; in brackets what a part is called by on the command line."""
        outline = plan_outline(Plan.objects.get(pk=plan.pk))
        self.stdout.write(
            f"{outline.plan.title}（{outline.plan.get_state_display()}）[plan {outline.plan.pk}]"
        )
        for node in outline.tasks:
            self.stdout.write(f"{node.label}{node.task.title} [task {node.task.pk}]")
        for section in outline.walk():
            indent = "　" * section.depth
            self.stdout.write(
                f"{indent}{section.label}{section.section.title} [section {section.section.pk}]"
            )
            for node in section.tasks:
                self.stdout.write(f"{indent}　{node.label}{node.task.title} [task {node.task.pk}]")


class StepCommand(ActingCommand):
    """A step on a plan's way; `step` is its name in workplans.transitions."""

    step = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--note", default="", help="what to say to those who come next")

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.plan(by, options["pk"])
        wishes = self.wishes(plan, by, options)
        TAKE[self.step](plan=plan, note=options["note"], by=by, now=timezone.now(), **wishes)
        plan.refresh_from_db()
        self.stdout.write(f"{plan.title}（{plan.get_state_display()}）")

    def wishes(self, plan: Plan, by: User, options: dict[str, Any]) -> dict[str, Any]:
        """What the step's verb takes beside the note."""
        return {}

    def chosen_offices(self, plan: Plan, options: dict[str, Any]) -> dict[str, Any]:
        """The offices named by --office; nothing where none is named, so that the service proposes."""
        if options["no_offices"]:
            return {"offices": []}
        names = options["office"] or []
        offices = {office.name: office for office in plan.district.offices.working().filter(name__in=names)}
        for name in names:
            if name not in offices:
                raise CommandError(_("There is no office %(name)s.") % {"name": name})
        return {"offices": list(offices.values())} if names else {}


Row = TypeVar("Row", Plan, Section, Task)


def _found(row: Row | None, kind: str, pk: int) -> Row:
    if row is None:
        raise CommandError(_("You have no %(kind)s %(pk)d.") % {"kind": kind, "pk": pk})
    return row
