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
    """The offices of a task or an entry by their keys: at most one leads, any number support."""

    lead: int | None = None
    supporting: frozenset[int] = frozenset()


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
