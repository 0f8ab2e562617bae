"""Sign for a circular from the command line: what the button on its page does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from circulars.management.people import person, theirs
from circulars.models import Circular
from circulars.queries import signing_places
from circulars.refusals import NotAddressed
from circulars.sentences import sentence
from circulars.services import sign_for


class Command(BaseCommand):
    help = "Sign for a circular from every office or school where the person has a seat and is asked to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("circular", type=int)
        parser.add_argument("--by", required=True, help="user name of the person who signs")

    def handle(self, **options: Any) -> None:
        by = person(options["by"])
        circular = theirs(Circular.objects.visible_to(by), options["circular"])
        places = signing_places(circular, by)
        if not places:
            raise CommandError(sentence(NotAddressed()))
        for place in places:
            self.stdout.write(str(sign_for(circular=circular, by=by, seat=place.seat)))
