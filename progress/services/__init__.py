from progress.services.extensions import ask_extension, decide_extension, revoke_extension, withdraw_extension
from progress.services.reports import NotAsked, NotTheirSeat, file_report

__all__ = [
    "NotAsked",
    "NotTheirSeat",
    "ask_extension",
    "decide_extension",
    "file_report",
    "revoke_extension",
    "withdraw_extension",
]
