"""Close a plan whose year is over: still read, nobody is reminded of it."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Close an issued plan whose year is over: still read, nobody is reminded of it."
    step = "close"
