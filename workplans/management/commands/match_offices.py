"""Turn the offices a plan names into duties: what confirming a document does."""

from typing import Any

from django.utils.translation import gettext as _

from districts.models import User
from workplans.management.acting import ActingCommand
from workplans.queries.offices import unmatched_offices
from workplans.services import match_offices


class Command(ActingCommand):
    help = "Match the offices named in plan PK with the bureau's, and list the names nobody bears."

    def act(self, by: User, options: dict[str, Any]) -> None:
        plan = self.kept_plan(by, options["pk"])
        new = match_offices(plan=plan, by=by)
        self.stdout.write(_("%(count)d new duties") % {"count": new})
        for item in unmatched_offices(plan):
            self.stdout.write(f"{item.name}：{'；'.join(str(place) for place in item.places)}")
