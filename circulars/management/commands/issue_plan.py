"""Issue a plan from the command line: what /plans/…/issue/ does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from circulars.disclosure import Facts, misdated
from circulars.layout import DOCUMENT_FORM, FORMS, Layout
from circulars.management.people import number_called, person, theirs
from circulars.models import Openness, RegisteredNumber
from circulars.queries import plans_to_issue, signed_off_on
from circulars.refusals import Refused
from circulars.sentences import misdating_sentence, sentence
from circulars.services import issue_plan
from districts.models import User
from workplans.models import Plan


class Command(BaseCommand):
    help = "Give an approved plan its number, freeze its text and tell everybody it addresses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", type=int)
        parser.add_argument("--by", required=True, help="user name of the editor")
        parser.add_argument("--signed-on", required=True, type=date.fromisoformat, metavar="2026-01-29")
        parser.add_argument(
            "--document-code", help="what stands before 〔2026〕; the bureau's own unless given"
        )
        parser.add_argument("--reserved", metavar="海教〔2026〕3号", help="a number kept for this paper")
        parser.add_argument("--openness", default=Openness.PUBLIC, choices=Openness.values)
        parser.add_argument("--openness-reason", default="", help="why it is not open")
        parser.add_argument("--copied-to", default="")
        parser.add_argument("--form", choices=FORMS, default=DOCUMENT_FORM)
        parser.add_argument("--addressee", default="", help="of a document to a superior or a letter")
        parser.add_argument("--signer", action="append", default=[], help="of a document to a superior")
        parser.add_argument("--breakdown", action="store_true", help="append the tasks broken down")
        parser.add_argument("--publish", action="store_true", help="show it on the public page at once")

    def handle(self, **options: Any) -> None:
        by = person(options["by"])
        plan = theirs(plans_to_issue(by), options["plan"])
        self._refuse_false_days(plan, options["signed_on"])
        try:
            circular = issue_plan(
                plan=plan,
                by=by,
                signed_on=options["signed_on"],
                document_code=options["document_code"],
                reserved=self._reserved(by, options["reserved"]),
                openness=options["openness"],
                openness_reason=options["openness_reason"],
                copied_to=options["copied_to"],
                publish=options["publish"],
                layout=Layout(
                    form=options["form"], addressee=options["addressee"], signers=tuple(options["signer"])
                ),
                with_breakdown=options["breakdown"],
            )
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal
        self.stdout.write(f"{circular.pk} {circular}")

    def _refuse_false_days(self, plan: Plan, signed_on: date) -> None:
        day = signed_off_on(plan)
        facts = Facts(
            "public", "", "in_force", "", signed_on=signed_on, number_year=signed_on.year, signed_off_on=day
        )
        faults = misdated(facts, today=timezone.localdate())
        said = [misdating_sentence(code, signed_off_on=day) for _field, code in faults]
        if said:
            raise CommandError(" ".join(said))

    def _reserved(self, by: User, number: str | None) -> RegisteredNumber | None:
        if not number:
            return None
        numbers = RegisteredNumber.objects.editable_by(by).select_related("register")
        return number_called(numbers, number)
