"""Sign a plan for issue (签发)."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Sign plan PK for issue, once it is checked and countersigned; nobody signs what they drafted."
    step = "sign"
