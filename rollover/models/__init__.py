"""Next year: what becomes of every task, where a plan came from, what is still to look at, and templates."""

from rollover.models.leftovers import Leftover, Origin
from rollover.models.rollovers import CHOICE_SHAPES, KEPT, Choice, Decision, Rollover
from rollover.models.templates import PlanTemplate

__all__ = ["CHOICE_SHAPES", "KEPT", "Choice", "Decision", "Leftover", "Origin", "PlanTemplate", "Rollover"]
