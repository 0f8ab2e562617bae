"""Approve a plan; nobody approves what they drafted or submitted."""

from workplans.management.acting import StepCommand


class Command(StepCommand):
    help = "Approve a plan; nobody approves what they drafted or submitted."
    step = "approve"
