from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"
    trail_verbs = {
        "keep_import": _("Kept an Excel file to look through"),
        "import_rows": _("Brought in the rows of an Excel file"),
    }
    trail_facts = {
        "sha256": _("checksum"),
        "new": _("new"),
        "changed": _("changed"),
        "same": _("as before"),
    }
