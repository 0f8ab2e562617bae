from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplansConfig(AppConfig):
    name = "workplans"
    verbose_name = _("Work plans")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {
        "added": _("schools added"),
        "rule": _("schools taken out"),
        "duties": _("duties written"),
        "tasks": _("tasks"),
        "lead": _("lead office"),
        "support": _("supporting offices"),
        "no_lead_reason": _("why nobody leads it"),
        "note": _("note"),
        "on_behalf_of": _("on behalf of"),
        "in": _("under"),
        "rows": _("kept whole"),
        "from_trail": _("from trail entry"),
    }
    trail_verbs = {
        "create_plan": _("Created the plan"),
        "edit_plan": _("Changed the head of the plan"),
        "match_offices": _("Matched the offices it names"),
        "add_section": _("Added the section"),
        "edit_section": _("Changed the section"),
        "move_section": _("Moved the section"),
        "remove_section": _("Deleted the section"),
        "restore_section": _("Brought the section back"),
        "add_task": _("Added the task"),
        "edit_task": _("Changed the task"),
        "follow_text": _("Read the targets anew"),
        "move_task": _("Moved the task"),
        "remove_task": _("Deleted the task"),
        "restore_task": _("Brought the task back"),
        "assign_offices": _("Assigned the offices"),
        "address_schools": _("Addressed it to schools"),
        "drop_audience": _("Took schools out of the audience"),
        "submit_plan": _("Submitted the plan for approval"),
        "check_plan": _("Checked the plan"),
        "countersign_plan": _("Countersigned the plan"),
        "sign_plan": _("Signed the plan for issue"),
        "return_plan": _("Returned the plan"),
        "close_plan": _("Closed the plan"),
        "recall_plan": _("Took the plan back"),
    }
