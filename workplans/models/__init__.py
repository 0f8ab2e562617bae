"""What: plans, their sections and numbered tasks, who carries them, whom they address, how they were approved."""

from workplans.models.approval import ApprovalStep
from workplans.models.duties import AudienceRule, Demand, OfficeDuty, TaskAudience, TaskOffice, held_by
from workplans.models.plans import Plan, Section, Target, Task

__all__ = [
    "ApprovalStep",
    "AudienceRule",
    "Demand",
    "OfficeDuty",
    "Plan",
    "Section",
    "Target",
    "Task",
    "TaskAudience",
    "TaskOffice",
    "held_by",
]
