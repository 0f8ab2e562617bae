"""Give a plan back to its editors; --note says what should be changed."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Give a plan back to its editors; --note says what should be changed."
    step = "return"
