"""Begin a plan from a template."""

from argparse import ArgumentParser
from typing import Any
from uuid import uuid4

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import Role, User
from rollover.models import PlanTemplate
from rollover.refusals import StillBlank
from rollover.services import use_template
from rollover.services.templates import year_to_begin
from workplans.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Begin a plan from template PK; --set fills a blank, --leave-blank lists those that stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, help="the calendar year in which the period begins")
        parser.add_argument(
            "--set", action="append", default=[], metavar="NAME=WORDS", help="may be repeated"
        )
        parser.add_argument("--leave-blank", action="store_true")

    def act(self, by: User, options: dict[str, Any]) -> None:
        seat = next(iter(by.seats_as(Role.EDITOR)), None)
        template = PlanTemplate.objects.visible_to(by).filter(pk=options["pk"]).first()
        if template is None or seat is None:
            raise CommandError(
                _("You have no %(kind)s %(pk)d.") % {"kind": _("template"), "pk": options["pk"]}
            )
        try:
            plan = use_template(
                template=template,
                district=seat.district,
                year=options["year"] or year_to_begin(template, timezone.localdate()),
                key=uuid4(),
                values=dict(pair.partition("=")[::2] for pair in options["set"]),
                may_stay_blank=options["leave_blank"],
                by=by,
            )
        except StillBlank as refusal:
            raise CommandError(
                _("These blanks are not filled in: %(names)s") % {"names": "、".join(refusal.names)}
            ) from refusal
        self.show(plan)
