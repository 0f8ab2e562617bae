from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "calendar_app"
    verbose_name = _("Calendar")
    default_auto_field = "django.db.models.BigAutoField"
    plan_annex = "calendar_app.editions.CALENDAR"
    trail_facts = {"entries": _("calendar entries")}
    trail_inner = ("created", "linked")
    trail_verbs = {
        "create_entries": _("Made the calendar of the plan"),
        "add_entry": _("Added the calendar entry"),
        "copy_entry": _("Took the calendar entry over from last year"),
        "edit_entry": _("Changed the calendar entry"),
        "link_tasks": _("Linked the calendar entry to tasks"),
        "remove_entry": _("Deleted the calendar entry"),
        "restore_entry": _("Brought the calendar entry back"),
        "enter_tasks": _("Entered tasks into the calendar"),
        "tie_entries": _("Linked calendar entries to tasks"),
        "add_days": _("Declared days free or worked"),
        "change_days": _("Changed free or worked days"),
        "remove_days": _("Took back free or worked days"),
        "set_term": _("Set the days of a term"),
        "change_term": _("Changed the days of a term"),
        "clear_term": _("Took back the days of a term"),
        "subscribe": _("Subscribed to the calendar"),
        "end_subscription": _("Revoked the calendar's address"),
    }
