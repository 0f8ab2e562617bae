"""The register of numbers from the command line: what /numbers/ shows and does."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from circulars.management.people import number_called, person
from circulars.models import NumberRegister, RegisteredNumber
from circulars.queries import find_numbers, register_faults
from circulars.refusals import Refused
from circulars.sentences import sentence
from circulars.services import reserve_number, use_number_elsewhere, void_number
from districts.models import District, Role


class Command(BaseCommand):
    help = "List a bureau's document numbers, reserve the next one, use or make void a reserved one, or look for gaps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        listing = acts.add_parser("list", help="the numbers, newest first")
        listing.add_argument("--by", required=True, help="user name of somebody of the bureau")
        listing.add_argument("--year", type=int, default=0)
        listing.add_argument("--code", default="")
        listing.add_argument("--state", default="", choices=RegisteredNumber.State.values)
        reserving = acts.add_parser("reserve", help="keep the next number for a paper to come")
        reserving.add_argument("purpose", help="the paper's title, or what it will be about")
        reserving.add_argument("--by", required=True, help="user name of the editor")
        reserving.add_argument("--year", type=int, default=0, help="this year unless given")
        reserving.add_argument("--code", default="", help="the bureau's own unless given")
        using = acts.add_parser("use", help="a reserved number that stands on a paper not made in the portal")
        using.add_argument("number", help="as it is written: 海教〔2026〕3号")
        using.add_argument("--by", required=True, help="user name of the editor")
        using.add_argument("--title", required=True, help="of the paper")
        using.add_argument("--dated", required=True, type=date.fromisoformat, help="2026-03-01")
        voiding = acts.add_parser("void", help="a reserved number that no paper will bear")
        voiding.add_argument("number", help="as it is written: 海教〔2026〕3号")
        voiding.add_argument("--by", required=True, help="user name of the editor")
        voiding.add_argument("--reason", required=True)
        acts.add_parser("check", help="gaps and twins in all registers; fails where there are any")

    def handle(self, **options: Any) -> None:
        try:
            getattr(self, f"_{options['act']}")(options)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from refusal

    def _list(self, options: dict[str, Any]) -> None:
        numbers = RegisteredNumber.objects.visible_to(person(options["by"]))
        asked = {name: options[name] for name in ("year", "code", "state")}
        for row in find_numbers(numbers, **asked).iterator(chunk_size=500):
            self.stdout.write(
                f"{row.number} {row.get_state_display()} {row.purpose} {row.void_reason}".strip()
            )

    def _reserve(self, options: dict[str, Any]) -> None:
        by, now = person(options["by"]), timezone.now()
        bureau = District.objects.filter(pk__in=by.districts_as(Role.EDITOR)).first()
        if bureau is None:
            raise CommandError(f"{by} ≠ {Role.EDITOR.label}")
        number = reserve_number(
            district=bureau,
            code=options["code"],
            year=options["year"] or timezone.localdate(now).year,
            purpose=options["purpose"],
            by=by,
            now=now,
        )
        self.stdout.write(number.number)

    def _use(self, options: dict[str, Any]) -> None:
        by = person(options["by"])
        number = number_called(RegisteredNumber.objects.editable_by(by), options["number"])
        use_number_elsewhere(number=number, title=options["title"], dated=options["dated"], by=by)
        self.stdout.write(f"{number.number} {number.get_state_display()}")

    def _void(self, options: dict[str, Any]) -> None:
        by = person(options["by"])
        number = number_called(RegisteredNumber.objects.editable_by(by), options["number"])
        void_number(number=number, reason=options["reason"], by=by, now=timezone.now())
        self.stdout.write(f"{number.number} {number.get_state_display()}")

    def _check(self, options: dict[str, Any]) -> None:
        faults = register_faults(NumberRegister.objects.order_by("pk"))
        if faults:
            raise CommandError("\n".join(faults))
