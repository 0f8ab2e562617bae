"""What people do with a plan. Every function takes keyword arguments only, the actor as `by=`, and leaves a trace."""

from workplans.services.drafting import create_plan
from workplans.services.matching import match_offices

__all__ = ["create_plan", "match_offices"]
