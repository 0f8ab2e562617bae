from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CircularsConfig(AppConfig):
    name = "circulars"
    verbose_name = _("Circulars")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {
        "number": _("document number"),
        "purpose": _("for which paper"),
        "dated": _("date of the paper"),
        "reason": _("reason"),
        "place": _("signed for"),
        "stopped_at": _("stopped"),
        "content_hash": _("checksum of the text"),
        "sha256": _("checksum of the PDF"),
        "docx_sha256": _("checksum of the Word file"),
    }
    trail_verbs = {
        "issue_plan": _("Issued the plan"),
        "sign_for": _("Signed for the circular"),
        "read_circular": _("Took note of the circular"),
        "set_disclosure": _("Changed how the circular is disclosed"),
        "publish_circular": _("Published the circular"),
        "withdraw_circular": _("Withdrew the circular from the public page"),
        "repeal_circular": _("Repealed or annulled the circular"),
        "restore_circular": _("Restored the circular"),
        "render_circular": _("Set the paper"),
        "render_failed": _("Could not set the paper"),
        "ask_for_paper": _("Asked for a work paper"),
        "stop_papers": _("Stopped the batch of papers"),
        "go_on_with_papers": _("Went on with the batch of papers"),
        "begin_register": _("Entered the numbers given before the portal"),
        "reserve_number": _("Reserved a document number"),
        "use_number_elsewhere": _("Used a document number for a paper not made here"),
        "void_number": _("Made a document number void"),
        "give_seal": _("Gave the bureau's seal"),
        "take_seal_out_of_use": _("Took the seal out of use"),
        "render_again": _("Had the paper set again"),
    }

    def ready(self) -> None:
        from circulars import checks  # noqa: F401, PLC0415 -- checks register themselves once the apps are loaded
