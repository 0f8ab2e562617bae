"""The Outline: what a document says, in the shape of a plan. Plain values, frozen; no Django, no clock.

`to_dict` gives the JSON form that the command prints and an Upload keeps; `from_dict` reads it back.
Reasons and warnings are codes here; `intake/remarks.py` says them in sentences.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from calendar_app.months import Deadline, Month, PlanYear
from workplans.quantities import Quantity

CAPTION = "题注"
"""The name in `metadata` of the line in brackets below a title; the only name we give ourselves."""


@dataclass(frozen=True)
class SetAside:
    """Text of the document that has no place in a plan: page numbers, conversion marks, site furniture."""

    text: str
    code: str


@dataclass(frozen=True)
class OutlineWarning:
    """Something a person should look at before confirming; `about` is the text concerned."""

    code: str
    about: str = ""


@dataclass(frozen=True)
class OutlineTask:
    """A numbered duty. `title` is the title sentence with its full stop, `body` the rest: nothing is lost.

    offices: every office named as responsible, in order; lead and supporting: those whose part is said.
    """

    label: str
    title: str
    body: str = ""
    lead_offices: tuple[str, ...] = ()
    supporting_offices: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    targets: tuple[Quantity, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    @property
    def name(self) -> str:
        """The title without the mark that ends it, as lists show it."""
        return self.title.rstrip("。．.，,；;：: ")


@dataclass(frozen=True)
class OutlineSection:
    """A heading with the paragraphs, the sections and the tasks under it. Label and title may be empty."""

    label: str
    title: str
    text: tuple[str, ...] = ()
    sections: tuple["OutlineSection", ...] = ()
    tasks: tuple[OutlineTask, ...] = ()

    def all_tasks(self) -> Iterator[OutlineTask]:
        """Its tasks and those of its sections, in order."""
        yield from self.tasks
        for section in self.sections:
            yield from section.all_tasks()


@dataclass(frozen=True)
class OutlineEntry:
    """A row of the 行事历. month is None where no month could be read; until is the last month of a span.

    as_written: the month as the table writes it (9月), repeated from the merged cell above.
    repeated: the month cell was empty or merged: as_written comes from an earlier row.
    remarks: cells of further columns (备注, 地点 …), as written.
    """

    month: Month | None
    until: Month | None
    as_written: str
    work: str
    offices: tuple[str, ...] = ()
    offices_as_written: str = ""
    remarks: tuple[str, ...] = ()
    repeated: bool = False


@dataclass(frozen=True)
class NumberingStyle:
    """How the document numbers its tasks.

    task_mark: 1. 1． 1、 （1） （一） ◆ …, empty where there are no tasks.
    continuous: the tasks count through the whole plan instead of from 1 in every section.
    """

    task_mark: str = ""
    continuous: bool = False


@dataclass(frozen=True)
class Outline:
    """A document as a plan.

    preamble: paragraphs before the first section; the first `notice_paragraphs` belong to a covering notice.
    notice_title: the covering notice's own title, where the plan has another.
    period: the plan's year as the document suggests it; None where it says nothing.
    """

    title: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    addressee: str | None = None
    signed_on: date | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    sections: tuple[OutlineSection, ...] = ()
    calendar: tuple[OutlineEntry, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[OutlineWarning, ...] = ()
    calendar_title: str | None = None
    notice_title: str | None = None
    notice_paragraphs: int = 0
    period: PlanYear | None = None
    numbering: NumberingStyle = field(default_factory=NumberingStyle)

    def all_tasks(self) -> Iterator[OutlineTask]:
        """Every task, in the order of the document."""
        for section in self.sections:
            yield from section.all_tasks()

    def to_dict(
        self,
        reason: Callable[[str], str] = str,
        warning: Callable[[str, str], str] = "{0} {1}".format,
    ) -> dict[str, Any]:
        """The JSON form. `reason` words a code of set_aside, `warning` a code and the text concerned."""
        return {
            "title": self.title,
            "document_number": self.document_number,
            "issuer": self.issuer,
            "addressee": self.addressee,
            "signed_on": self.signed_on.isoformat() if self.signed_on else None,
            "metadata": dict(self.metadata),
            "preamble": list(self.preamble),
            "closing": list(self.closing),
            "sections": [_section_to_dict(section) for section in self.sections],
            "calendar": [_entry_to_dict(entry) for entry in self.calendar],
            "set_aside": [
                {"text": aside.text, "why": reason(aside.code), "code": aside.code}
                for aside in self.set_aside
            ],
            "warnings": [warning(doubt.code, doubt.about) for doubt in self.warnings],
            "warning_codes": [{"code": doubt.code, "about": doubt.about} for doubt in self.warnings],
            "calendar_title": self.calendar_title,
            "notice_title": self.notice_title,
            "notice_paragraphs": self.notice_paragraphs,
            "period": _period_to_dict(self.period) if self.period else None,
            "numbering": {"task_mark": self.numbering.task_mark, "continuous": self.numbering.continuous},
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Outline":
        """The Outline that `to_dict` wrote, however it was worded."""
        return cls(
            title=kept["title"],
            document_number=kept["document_number"],
            issuer=kept["issuer"],
            addressee=kept["addressee"],
            signed_on=_date(kept["signed_on"]),
            metadata=dict(kept["metadata"]),
            preamble=tuple(kept["preamble"]),
            closing=tuple(kept["closing"]),
            sections=tuple(_section_from_dict(section) for section in kept["sections"]),
            calendar=tuple(_entry_from_dict(entry) for entry in kept["calendar"]),
            set_aside=tuple(SetAside(aside["text"], aside["code"]) for aside in kept["set_aside"]),
            warnings=tuple(
                OutlineWarning(warning["code"], warning["about"]) for warning in kept["warning_codes"]
            ),
            calendar_title=kept["calendar_title"],
            notice_title=kept["notice_title"],
            notice_paragraphs=kept["notice_paragraphs"],
            period=PlanYear(**kept["period"]) if kept["period"] else None,
            numbering=NumberingStyle(**kept["numbering"]),
        )


def _section_to_dict(section: OutlineSection) -> dict[str, Any]:
    return {
        "label": section.label,
        "title": section.title,
        "text": list(section.text),
        "sections": [_section_to_dict(below) for below in section.sections],
        "tasks": [_task_to_dict(task) for task in section.tasks],
    }


def _section_from_dict(kept: Mapping[str, Any]) -> OutlineSection:
    return OutlineSection(
        label=kept["label"],
        title=kept["title"],
        text=tuple(kept["text"]),
        sections=tuple(_section_from_dict(below) for below in kept["sections"]),
        tasks=tuple(_task_from_dict(task) for task in kept["tasks"]),
    )


def _task_to_dict(task: OutlineTask) -> dict[str, Any]:
    return {
        "label": task.label,
        "title": task.title,
        "body": task.body,
        "lead_offices": list(task.lead_offices),
        "supporting_offices": list(task.supporting_offices),
        "offices": list(task.offices),
        "targets": [_target_to_dict(target) for target in task.targets],
        "deadlines": [
            {"by": deadline.by.isoformat() if deadline.by else None, "as_written": deadline.as_written}
            for deadline in task.deadlines
        ],
    }


def _task_from_dict(kept: Mapping[str, Any]) -> OutlineTask:
    return OutlineTask(
        label=kept["label"],
        title=kept["title"],
        body=kept["body"],
        lead_offices=tuple(kept["lead_offices"]),
        supporting_offices=tuple(kept["supporting_offices"]),
        offices=tuple(kept["offices"]),
        targets=tuple(_target_from_dict(target) for target in kept["targets"]),
        deadlines=tuple(
            Deadline(_date(deadline["by"]), deadline["as_written"]) for deadline in kept["deadlines"]
        ),
    )


def _target_to_dict(target: Quantity) -> dict[str, Any]:
    return {
        "subject": target.subject,
        "comparator": target.comparator,
        "value": str(target.value),
        "unit": target.unit,
        "hard": target.hard,
        "as_written": target.as_written,
    }


def _target_from_dict(kept: Mapping[str, Any]) -> Quantity:
    return Quantity(**{**kept, "value": Decimal(kept["value"])})


def _entry_to_dict(entry: OutlineEntry) -> dict[str, Any]:
    return {
        "month": str(entry.month) if entry.month else None,
        "until": str(entry.until) if entry.until else None,
        "as_written": entry.as_written,
        "work": entry.work,
        "offices": list(entry.offices),
        "offices_as_written": entry.offices_as_written,
        "remarks": list(entry.remarks),
        "repeated": entry.repeated,
    }


def _entry_from_dict(kept: Mapping[str, Any]) -> OutlineEntry:
    return OutlineEntry(
        month=Month.parse(kept["month"]) if kept["month"] else None,
        until=Month.parse(kept["until"]) if kept["until"] else None,
        as_written=kept["as_written"],
        work=kept["work"],
        offices=tuple(kept["offices"]),
        offices_as_written=kept["offices_as_written"],
        remarks=tuple(kept["remarks"]),
        repeated=kept["repeated"],
    )


def _period_to_dict(period: PlanYear) -> dict[str, Any]:
    return {"kind": period.kind, "year": period.year}


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
