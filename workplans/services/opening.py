"""The door every change of a plan goes through."""

from django.db.models import F
from django.db.models.functions import Now

from workplans.models import Plan
from workplans.refusals import NotADraft


def open_plan(plan_id: int) -> None:
    """Hold the plan until the transaction ends, and be sure that it is a draft. Raises NotADraft.

    One conditional UPDATE does both: changes of one plan happen one after the other, so positions stay a row
    without gaps, and no change can slip in behind a submission. It also counts the change, for open pages to notice.
    """
    drafts = Plan.objects.filter(pk=plan_id, state=Plan.State.DRAFT)
    if not drafts.update(updated_at=Now(), changes=F("changes") + 1):
        raise NotADraft
