from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"
    trail_verbs = {
        "keep_import": _("Kept an Excel file to look through"),
        "import_rows": _("Brought in the rows of an Excel file"),
    }
    trail_facts = {
        "new": pgettext_lazy("row of a file", "new"),
        "changed": pgettext_lazy("row of a file", "changed"),
        "same": _("as before"),
        "wrong": _("to be mended"),
    }
