"""What people do when they draft together. Every verb takes keyword arguments only, the actor as `by=`, and leaves a trace."""

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
    "answer_remark",
    "decline_wording",
    "make_remark",
    "remove_remark",
    "reopen_remark",
    "restore_remark",
    "settle_remark",
    "suggest_wording",
    "withdraw_wording",
]
