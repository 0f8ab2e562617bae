from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "progress"
    verbose_name = _("Progress")
    default_auto_field = "django.db.models.BigAutoField"
    trail_verbs = {"file_report": _("Filed a report")}
