"""What: plans, their sections and numbered tasks, who carries them, whom they address, how they were approved."""

from workplans.models.approval import ApprovalStep, Countersignature
from workplans.models.duties import AudienceRule, Demand, OfficeDuty, TaskAudience, TaskOffice, held_by
from workplans.models.parts import Section, Task
from workplans.models.plans import Plan
from workplans.models.presence import Presence
from workplans.models.targets import Target
from workplans.models.versions import PlanVersion

__all__ = [
    "ApprovalStep",
    "AudienceRule",
    "Countersignature",
    "Demand",
    "OfficeDuty",
    "Plan",
    "PlanVersion",
    "Presence",
    "Section",
    "Target",
    "Task",
    "TaskAudience",
    "TaskOffice",
    "held_by",
]
