"""Talked over: remarks and answers, suggested wording, contributions of offices, findings put aside."""

from drafting.models.contributions import Asked, Call, Item
from drafting.models.dismissals import Dismissal
from drafting.models.parts import Field, OnPart, PartKind
from drafting.models.remarks import Answer, Remark
from drafting.models.wording import Suggestion

__all__ = [
    "Answer",
    "Asked",
    "Call",
    "Dismissal",
    "Field",
    "Item",
    "OnPart",
    "PartKind",
    "Remark",
    "Suggestion",
]
