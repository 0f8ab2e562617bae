"""Bring back the text of a version, or one task of it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.services import restore_task, restore_version


class Command(ActingCommand):
    help = "Bring the text of version NUMBER of draft PK back; what stands now is kept as a version first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("number", type=int)
        parser.add_argument("--task", help="the key of one task, as its row has it")

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        version = plan.versions.filter(number=options["number"]).first()
        if version is None:
            raise CommandError(
                _("You have no %(kind)s %(pk)d.") % {"kind": _("version"), "pk": options["number"]}
            )
        if options["task"]:
            restore_task(version=version, key=options["task"], by=by)
        else:
            restore_version(version=version, by=by)
        self.show(plan)
