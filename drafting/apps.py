from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftingConfig(AppConfig):
    name = "drafting"
    verbose_name = _("Drafting together")
    default_auto_field = "django.db.models.BigAutoField"
    trail_facts = {
        "answer": _("answer"),
        "quote": _("words quoted"),
        "of": _("of"),
        "was": _("words until now"),
        "proposed": _("suggested words"),
        "offices": _("offices"),
        "items": _("items"),
        "finding": _("words meant"),
        "reason": _("why"),
    }
    trail_verbs = {
        "make_remark": _("Made a remark"),
        "answer_remark": _("Answered a remark"),
        "settle_remark": _("Settled a remark"),
        "reopen_remark": _("Opened a remark again"),
        "remove_remark": _("Took a remark away"),
        "restore_remark": _("Put a remark back"),
        "suggest_wording": _("Suggested other words"),
        "accept_wording": _("Accepted suggested words"),
        "decline_wording": _("Declined suggested words"),
        "withdraw_wording": _("Withdrew suggested words"),
        "ask_offices": _("Asked offices for items"),
        "remind_offices": _("Reminded offices of their items"),
        "close_call": _("Closed the request to offices"),
        "add_item": _("Wrote down an item"),
        "edit_item": _("Changed an item"),
        "remove_item": _("Dropped an item"),
        "send_items": _("Sent the office's items"),
        "take_item": _("Took an item over into the plan"),
        "decline_item": _("Did not take an item over"),
        "dismiss_finding": _("Put a finding aside"),
        "lift_dismissal": _("Took a finding up again"),
    }
