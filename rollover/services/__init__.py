"""What people do for next year. Every verb takes keyword arguments only, the actor as `by=`, and leaves a trace."""

from rollover.services.borrowing import begin_from_plan
from rollover.services.deciding import (
    accept_proposals,
    decide,
    decide_many,
    discard_rollover,
    start_rollover,
)
from rollover.services.looking import look_at
from rollover.services.rolling import roll_over
from rollover.services.templates import (
    edit_template,
    remove_template,
    restore_template,
    save_template,
    use_template,
)

__all__ = [
    "accept_proposals",
    "begin_from_plan",
    "decide",
    "decide_many",
    "discard_rollover",
    "edit_template",
    "look_at",
    "remove_template",
    "restore_template",
    "roll_over",
    "save_template",
    "start_rollover",
    "use_template",
]
