"""What people do for next year. Every verb takes keyword arguments only, the actor as `by=`, and leaves a trace."""

from rollover.services.borrowing import begin_from_plan
from rollover.services.deciding import accept_proposals, decide, decide_many, start_rollover
from rollover.services.looking import look_at
from rollover.services.rolling import roll_over

__all__ = [
    "accept_proposals",
    "begin_from_plan",
    "decide",
    "decide_many",
    "look_at",
    "roll_over",
    "start_rollover",
]
