"""Hand a plan to the approvers: what the approval page does."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Hand a plan to the approvers: what the approval page does."
    step = "submit"
