"""Keep a plan as a template of the bureau somebody edits for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from districts.models import Role, User
from rollover.services import save_template
from workplans.management.acting import ActingCommand
from workplans.models import Plan


class Command(ActingCommand):
    help = "Keep plan PK as a template named --title."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--title", required=True, help="name of the template")
        parser.add_argument("--note", default="", help="what it is for")

    def act(self, by: User, options: dict[str, Any]) -> None:
        seat = next(iter(by.seats_as(Role.EDITOR)), None)
        plan = Plan.objects.visible_to(by).select_related("district").filter(pk=options["pk"]).first()
        if plan is None or seat is None:
            raise CommandError(_("You have no %(kind)s %(pk)d.") % {"kind": _("plan"), "pk": options["pk"]})
        template = save_template(
            plan=plan, district=seat.district, title=options["title"], note=options["note"], by=by
        )
        self.stdout.write(f"{template.title} [template {template.pk}]")
