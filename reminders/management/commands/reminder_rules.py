"""A bureau's rules of reminding from the command line: read, tried on last month, switched."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from districts.models import District, Role, User
from reminders.models import Rhythm, Rule, rules_of
from reminders.queries import trial_of
from reminders.sentences import sentence_of
from reminders.services import switch_rule


class Command(BaseCommand):
    help = (
        "Show a bureau's rules of reminding; show what one would have sent last month; switch one on or off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--district", required=True, help="administrative code")
        parser.add_argument("--try", dest="tried", metavar="KIND", help="what it would have sent last month")
        parser.add_argument("--on", metavar="KIND", help="switch it on")
        parser.add_argument("--off", metavar="KIND", help="switch it off")
        parser.add_argument("--by", help="user name of the editor or administrator who switches")
        parser.add_argument("--today", type=date.fromisoformat, help="act as on this day (YYYY-MM-DD)")

    def handle(self, **options: Any) -> None:
        district = District.objects.filter(code=options["district"]).first()
        if district is None:
            raise CommandError(_("There is no such district, plan or user."))
        if options["tried"]:
            self.show(_rule(district, options["tried"]), options["today"] or timezone.localdate())
            return
        for is_on, kind in ((True, options["on"]), (False, options["off"])):
            if kind:
                by = _keeper(district, options["by"])
                switch_rule(district=district, kind=_rule(district, kind).kind, is_on=is_on, by=by)
        rhythm = Rhythm.of(district)
        for rule in rules_of(district):
            mark = _("Switched on") if rule.is_on else _("Switched off")
            self.stdout.write(f"{rule.kind:<12}{mark}  {sentence_of(rule, rhythm)}")

    def show(self, rule: Rule, today: date) -> None:
        trial = trial_of(rule, today)
        for day, reminders, people in trial.days:
            self.stdout.write(f"{day}  {reminders:>5}  {people:>5}")
        self.stdout.write(
            _("%(month)s: %(reminders)d reminders to %(people)d people, of %(items)d items; nothing was sent")
            % {
                "month": trial.month.strftime("%Y-%m"),
                "reminders": trial.reminders,
                "people": trial.people,
                "items": trial.items,
            }
        )


def _rule(district: District, kind: str) -> Rule:
    found = {rule.kind: rule for rule in rules_of(district)}
    if kind not in found:
        raise CommandError(_("There is no such rule. There are: %(kinds)s") % {"kinds": " ".join(found)})
    return found[kind]


def _keeper(district: District, username: str | None) -> User:
    by = User.objects.filter(username=username or "", is_active=True).first()
    if by is None or district.pk not in by.districts_as(Role.EDITOR, Role.ADMINISTRATOR):
        raise CommandError(_("Say with --by which editor or administrator of the bureau switches it."))
    return by
