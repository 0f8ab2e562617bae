"""The verbs of the paper's way out: issue, render, sign, publish."""

from circulars.services.issuing import (
    AlreadyIssued,
    IssueRefused,
    NoDocumentCode,
    NotApproved,
    issue_plan,
)
from circulars.services.publishing import publish_circular, withdraw_circular
from circulars.services.signing import NotAddressed, sign_for

__all__ = [
    "AlreadyIssued",
    "IssueRefused",
    "NoDocumentCode",
    "NotAddressed",
    "NotApproved",
    "issue_plan",
    "publish_circular",
    "sign_for",
    "withdraw_circular",
]
