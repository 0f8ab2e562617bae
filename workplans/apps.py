from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplansConfig(AppConfig):
    name = "workplans"
    verbose_name = _("Work plans")
    default_auto_field = "django.db.models.BigAutoField"
    trail_verbs = {
        "create_plan": _("Created the plan"),
        "match_offices": _("Matched the offices named in it"),
    }
