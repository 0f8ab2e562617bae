from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RolloverConfig(AppConfig):
    name = "rollover"
    verbose_name = _("Next year")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {
        "choice": _("decision"),
        "decisions": _("decisions"),
        "reason": _("reason"),
        "source": _("made from"),
        "kept": _("taken over"),
        "left": _("left behind"),
        "closed": _("closed offices"),
        "looked": _("looked at"),
        "open": _("left open"),
    }
    trail_verbs = {
        "start_rollover": _("Began to decide on next year's plan"),
        "discard_rollover": _("Discarded what was decided for next year"),
        "decide": _("Decided what becomes of it"),
        "roll_over": _("Made next year's plan"),
        "begin_from_plan": _("Began a plan from another bureau's"),
        "look_at": _("Looked at what last year's text left"),
        "save_template": _("Saved a template"),
        "edit_template": _("Changed the template"),
        "remove_template": _("Deleted the template"),
        "restore_template": _("Brought the template back"),
        "use_template": _("Began a plan from a template"),
    }
