"""The verbs of the paper's way out: issue, render, sign, publish."""

from circulars.services.issuing import issue_plan
from circulars.services.publishing import publish_circular, withdraw_circular
from circulars.services.rendering import render_again, render_circular, render_waiting
from circulars.services.signing import sign_for

__all__ = [
    "issue_plan",
    "publish_circular",
    "render_again",
    "render_circular",
    "render_waiting",
    "sign_for",
    "withdraw_circular",
]
