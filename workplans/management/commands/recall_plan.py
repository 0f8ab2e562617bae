"""Take a submitted or approved plan back to change it."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Take a submitted or approved plan back to change it."
    step = "recall"
