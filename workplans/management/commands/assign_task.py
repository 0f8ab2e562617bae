"""Give a task its offices and its schools: what the duties page does."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from districts.models import Office, Ownership, School, Stage, User
from workplans.drafts import AudienceDraft
from workplans.management.acting import ActingCommand
from workplans.models import Demand, Task
from workplans.queries.duties import duties_of, reach, schools_in_care
from workplans.services import address_schools, assign_offices


class Command(ActingCommand):
    help = "Assign task PK: --lead and --support take an office's name, --stage, --ownership and --school address schools."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--lead", help="name of the office that leads")
        parser.add_argument(
            "--support", action="append", help="name of an office that supports; may be repeated"
        )
        parser.add_argument("--no-lead-reason", help="why it has no lead office on purpose")
        parser.add_argument("--demand", choices=Demand.values, default=Demand.ACT)
        parser.add_argument("--stage", action="append", choices=Stage.values, help="may be repeated")
        parser.add_argument("--ownership", choices=Ownership.values, default="")
        parser.add_argument("--all-schools", action="store_true")
        parser.add_argument("--school", action="append", help="name of a school; may be repeated")

    def act(self, by: User, options: dict[str, Any]) -> None:
        task = self.task(by, options["pk"])
        if any(options[name] is not None for name in ("lead", "support", "no_lead_reason")):
            self.assign(task, by, options)
        if rules := list(_rules(task, options)):
            address_schools(carrier=task, rules=rules, by=by)
        self.tell(task)

    def assign(self, task: Task, by: User, options: dict[str, Any]) -> None:
        """What is not said stays as it is."""
        now = duties_of(task)
        lead = (
            _office(task, options["lead"])
            if options["lead"]
            else Office.objects.filter(pk=now.lead or 0).first()
        )
        said = options["support"]
        supporting = (
            list(Office.objects.filter(pk__in=now.supporting))
            if said is None
            else [_office(task, name) for name in said]
        )
        why = now.no_lead_reason if options["no_lead_reason"] is None else options["no_lead_reason"]
        if options["no_lead_reason"]:
            lead = None
        assign_offices(carrier=task, lead=lead, supporting=supporting, no_lead_reason=why, by=by)

    def tell(self, task: Task) -> None:
        for duty in task.duties.select_related("office"):
            self.stdout.write(f"{duty.get_role_display()}：{duty.office}")
        counted = reach(task.audience.all(), schools_in_care(task.plan.district))
        self.stdout.write(
            _("%(act)d schools to act, %(inform)d informed") % {"act": counted.act, "inform": counted.inform}
        )


def _rules(task: Task, options: dict[str, Any]) -> Iterator[AudienceDraft]:
    stages = options["stage"] or ([""] if options["all_schools"] or options["ownership"] else [])
    for stage in stages:
        yield AudienceDraft(options["demand"], stage, options["ownership"])
    for name in options["school"] or []:
        school = School.objects.within(task.plan.district).filter(name=name).first()
        if school is None:
            raise CommandError(_("There is no school %(name)s.") % {"name": name})
        yield AudienceDraft(options["demand"], school_id=school.pk)


def _office(task: Task, name: str) -> Office:
    office = Office.objects.filter(district=task.plan.district, name=name).working().first()
    if office is None:
        raise CommandError(_("There is no office %(name)s.") % {"name": name})
    return office
