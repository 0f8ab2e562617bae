"""A plan before it has rows: what a document, a template or last year gives to `create_plan`. Pure."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class NamedOffice:
    """An office as the document calls it; `role` is "lead" or "support"."""

    name: str
    role: str = "lead"


@dataclass(frozen=True)
class AudienceDraft:
    """A rule of whom something addresses; an empty part means any, a named school stands alone.

    `demand` is a Demand value: "act" (批办) or "inform" (阅知).
    """

    demand: str = "act"
    stage: str = ""
    ownership: str = ""
    directly_under: bool | None = None
    school_id: int | None = None


@dataclass(frozen=True)
class Duties:
    """The offices of a task or an entry by their keys: at most one leads, any number support.

    `no_lead_reason` says why nobody leads it on purpose; beside a lead it is empty.
    """

    lead: int | None = None
    supporting: frozenset[int] = frozenset()
    no_lead_reason: str = ""

    @property
    def as_text(self) -> str:
        """As a form carries it, so that a save can say what its author saw: `5:3,8:` and the reason."""
        supporting = ",".join(str(pk) for pk in sorted(self.supporting))
        return f"{self.lead or ''}:{supporting}:{self.no_lead_reason}"

    @classmethod
    def from_text(cls, text: str) -> "Duties":
        """What `as_text` gave; raises ValueError for anything else."""
        lead, rest = text.split(":", 1)
        supporting, _colon, reason = rest.partition(":")
        return cls(
            int(lead) if lead else None, frozenset(int(pk) for pk in supporting.split(",") if pk), reason
        )


@dataclass(frozen=True)
class TargetDraft:
    as_written: str
    comparator: str
    value: Decimal
    unit: str
    is_hard: bool


@dataclass(frozen=True)
class TaskDraft:
    title: str
    body: str = ""
    offices: tuple[NamedOffice, ...] = ()
    targets: tuple[TargetDraft, ...] = ()
    due_on: date | None = None
    no_lead_reason: str = ""


@dataclass(frozen=True)
class SectionDraft:
    title: str
    text: str = ""
    tasks: tuple[TaskDraft, ...] = ()
    sections: tuple["SectionDraft", ...] = ()


@dataclass(frozen=True)
class PlanDraft:
    """`kind` is a Plan.Kind value, `year` the calendar year in which the period begins;
    paragraphs of `preamble` and `closing` are separated by newlines."""

    title: str
    kind: str
    year: int
    issuer: str = ""
    addressee: str = ""
    preamble: str = ""
    closing: str = ""
    source_number: str = ""
    signed_on: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    task_form: str = "dot"
    restarts: bool = False
    sections: tuple[SectionDraft, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()  # tasks before the first heading
