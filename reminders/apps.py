from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = _("Reminders")
    default_auto_field = "django.db.models.BigAutoField"
    burden_scales = "reminders.queries.doubts.doubt_about"
    trail_facts = {
        "people": _("people told"),
        "word": _("a word of your own"),
        "accounts": _("accounts in channels"),
    }
    trail_verbs = {
        "change_reminder_rule": _("Changed a rule of reminding"),
        "switch_reminder_rule_on": _("Switched a rule of reminding on"),
        "switch_reminder_rule_off": _("Switched a rule of reminding off"),
        "change_reminder_rhythm": _("Changed the hour of reminding"),
        "change_burden_measure": _("Changed the measure of burden"),
        "choose_reminders": _("Chose how to be reminded"),
        "nudge": _("Urged by hand"),
        "remind_unsigned": _("Reminded those who have not signed"),
    }
