"""What people do when they draft together. Every verb takes keyword arguments only, the actor as `by=`, and leaves a trace."""

from drafting.services.checking import dismiss_finding, lift_dismissal
from drafting.services.contributions import (
    add_item,
    ask_offices,
    close_call,
    decline_item,
    edit_item,
    remind_offices,
    remove_item,
    send_items,
    take_item,
)
from drafting.services.remarks import (
    answer_remark,
    make_remark,
    remove_remark,
    reopen_remark,
    restore_remark,
    settle_remark,
)
from drafting.services.wording import accept_wording, decline_wording, suggest_wording, withdraw_wording

__all__ = [
    "accept_wording",
    "add_item",
    "answer_remark",
    "ask_offices",
    "close_call",
    "decline_item",
    "decline_wording",
    "dismiss_finding",
    "edit_item",
    "lift_dismissal",
    "make_remark",
    "remind_offices",
    "remove_item",
    "remove_remark",
    "reopen_remark",
    "restore_remark",
    "send_items",
    "settle_remark",
    "suggest_wording",
    "take_item",
    "withdraw_wording",
]
