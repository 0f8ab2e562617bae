from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = _("Intake")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {"refusal": _("why it was turned away"), "made_plan": _("plan")}
    trail_verbs = {
        "keep_upload": _("Brought in a document"),
        "read_upload": _("Read a document"),
        "confirm_upload": _("Made a plan of a document"),
        "discard_upload": _("Put a document aside"),
    }
