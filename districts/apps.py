from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "districts"
    verbose_name = _("Districts and people")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {"seat": _("seat"), "keys": _("address and keys")}
    trail_verbs = {
        "found_bureau": _("Opened the portal for a bureau"),
        "add_district": _("Added a bureau"),
        "change_district": _("Changed a bureau"),
        "add_office": _("Added an office"),
        "change_office": _("Changed an office"),
        "retire_office": _("Took an office out of use"),
        "restore_office": _("Took an office into use again"),
        "merge_office": _("Merged an office into another"),
        "add_school": _("Added a school"),
        "change_school": _("Changed a school"),
        "retire_school": _("Took a school out of use"),
        "restore_school": _("Took a school into use again"),
        "add_person": _("Added a person"),
        "change_person": _("Changed a person"),
        "give_seat": _("Gave a seat"),
        "take_seat": _("Ended a seat"),
        "deactivate_person": _("Shut an account"),
        "reactivate_person": _("Opened an account again"),
        "give_temporary_password": _("Gave a temporary password"),
        "lend_seat": _("Lent a seat for some days"),
        "take_seat_back": _("Took a lent seat back"),
        "change_own_password": _("Changed the own password"),
        "add_channel": _("Added a channel"),
        "change_channel": _("Changed a channel"),
        "switch_channel_on": _("Switched a channel on"),
        "switch_channel_off": _("Switched a channel off"),
        "channel_broke": _("Switched off a channel that refused everything"),
        "try_channel": _("Tried a channel"),
        "send_again": _("Sent a message once more"),
    }
