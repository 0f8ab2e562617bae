from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "progress"
    verbose_name = _("Progress")
    default_auto_field = "django.db.models.BigAutoField"
    more_time = "progress.queries.granted.granted_to"
    trail_facts = {
        "due_on": _("due on"),
        "until": _("more time until"),
        "reason": _("why"),
        "from": _("reported or asked for by"),
    }
    trail_verbs = {
        "file_report": _("Filed a report"),
        "ask_extension": _("Asked for more time"),
        "grant_extension": _("Granted more time"),
        "refuse_extension": _("Did not grant more time"),
        "revoke_extension": _("Revoked an extension"),
        "withdraw_extension": _("Took back a request for more time"),
    }
