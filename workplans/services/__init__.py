"""What people do with a plan. Every verb takes keyword arguments only, the actor as `by=`, and leaves a trace."""

from workplans.services.amending import apply_amendment, drop_amendment, open_amendment, start_amendment
from workplans.services.approval import (
    check_plan,
    close_plan,
    countersign_plan,
    recall_plan,
    return_plan,
    sign_plan,
    submit_plan,
)
from workplans.services.drafting import create_plan
from workplans.services.duties import address_schools, address_tasks, assign_offices, drop_audience
from workplans.services.editing import edit_plan, edit_section, edit_task
from workplans.services.matching import create_named_office, match_offices, teach_name
from workplans.services.matrix import fill_matrix
from workplans.services.removal import remove_section, remove_task, restore_line, restore_part
from workplans.services.structure import add_section, add_task, move_section, move_task
from workplans.services.targets import add_target, edit_target, remove_target
from workplans.services.versions import keep_version, name_version, restore_task, restore_version

__all__ = [
    "add_section",
    "add_target",
    "add_task",
    "address_schools",
    "address_tasks",
    "apply_amendment",
    "assign_offices",
    "check_plan",
    "close_plan",
    "countersign_plan",
    "create_named_office",
    "create_plan",
    "drop_amendment",
    "drop_audience",
    "edit_plan",
    "edit_section",
    "edit_target",
    "edit_task",
    "fill_matrix",
    "keep_version",
    "match_offices",
    "move_section",
    "move_task",
    "name_version",
    "open_amendment",
    "recall_plan",
    "remove_section",
    "remove_target",
    "remove_task",
    "restore_line",
    "restore_part",
    "restore_task",
    "restore_version",
    "return_plan",
    "sign_plan",
    "start_amendment",
    "submit_plan",
    "teach_name",
]
