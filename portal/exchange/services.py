"""Bringing rows in: look through, keep, and only when somebody confirms, write all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from uuid import uuid4

import tablib
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.results import Result, RowResult

from circulars.fonts import find_faces
from circulars.word import word_twin
from districts.models import District, User
from districts.resources import Column, NewAccount, RowsResource
from districts.resources.columns import as_text
from districts.trail import record
from portal.exchange.kinds import Kind
from portal.exchange.limits import Refused
from portal.exchange.reading import Sheet, read_sheet
from portal.exchange.reports import CHANGED, NEW, SAME, WRONG, CellChange, Report, ReportRow, fingerprint
from portal.exchange.word import WordForm, is_word, read_word_sheet, tables_paper
from portal.exchange.writing import Heading, Words, write_rows, write_template
from portal.models import ImportFile

SHOWN_CHARACTERS = 60


class AlreadyConfirmed(Exception):
    """The file was brought in before; doing it again changes nothing."""


class LooksDifferent(Exception):
    """Since the file was looked through the rows have changed: `report` is what it would do now."""

    def __init__(self, report: Report) -> None:
        super().__init__("the file would do something else than was shown")
        self.report = report


def look_through(*, kind: Kind, district: District, content: bytes, by: User) -> Report:
    """What the file would do; nothing is written. Raises Refused for a file that cannot be read."""
    return _run(_resource(kind, district, by), _sheet(kind, content))


def keep_import(*, kind: Kind, district: District, name: str, content: bytes, by: User) -> ImportFile:
    """Keep the file with what it would do. Raises Refused for a file that cannot be read."""
    report = look_through(kind=kind, district=district, content=content, by=by)
    name = PurePath(name.replace("\\", "/")).name[-200:]
    suffix = PurePath(name).suffix.lower()[:10]
    kept = default_storage.save(f"imports/{district.pk}/{uuid4().hex}{suffix}", ContentFile(content))
    with transaction.atomic():
        row = ImportFile.objects.create(
            district=district, kind=kind.name, name=name, file=kept, size=len(content),
            sha256=sha256(content).hexdigest(), report=report.to_dict(), brought_by=by,
        )  # fmt: skip
        record(by=by, verb="keep_import", on=row, after=_counts(report, NEW, CHANGED, SAME, WRONG))
    return row


def confirm_import(*, kept: ImportFile, kind: Kind, by: User) -> list[NewAccount]:
    """Write every row of the file, or none; returns new accounts with their passwords, to be told once.

    Raises AlreadyConfirmed the second time, and LooksDifferent when the file would no longer do what was shown:
    the new look is kept, for the person to look again.
    """
    with kept.file.open("rb") as file:
        sheet = _sheet(kind, file.read())
    try:
        return _write(kept, kind, sheet, by)
    except (LooksDifferent, IntegrityError) as late:  # the database saw a twin that we had not seen yet
        report = (
            late.report
            if isinstance(late, LooksDifferent)
            else _run(_resource(kind, kept.district, by), sheet)
        )
        ImportFile.objects.filter(pk=kept.pk, state=ImportFile.State.WAITING).update(report=report.to_dict())
        raise LooksDifferent(report) from late


def _write(kept: ImportFile, kind: Kind, sheet: Sheet, by: User) -> list[NewAccount]:
    waiting = ImportFile.objects.filter(pk=kept.pk, state=ImportFile.State.WAITING)
    with transaction.atomic():
        if not waiting.update(state=ImportFile.State.DONE, confirmed_at=timezone.now()):
            raise AlreadyConfirmed
        resource = _resource(kind, kept.district, by, is_writing=True)
        report = _run(resource, sheet)
        if fingerprint(report.to_dict()) != fingerprint(kept.report) or not report.can_be_confirmed:
            raise LooksDifferent(report)
        record(by=by, verb="import_rows", on=kept, after=_counts(report, NEW, CHANGED, SAME))
    return list(getattr(resource, "accounts", []))


def export_rows(*, kind: Kind, district: District, by: User, rows: Iterable[Any] | None = None) -> bytes:
    """A workbook of `rows`, or of all the bureau's; it can be changed and brought in again."""
    resource = _resource(kind, district, by)
    shown = resource.rows() if rows is None else resource.shaped(rows)
    lines: Iterator[list[str]] = ([str(column.export(row)) for column in resource.columns] for row in shown)
    return write_rows(_headings(resource), lines, _words(kind))


def export_word(*, kind: Kind, form: WordForm, district: District, by: User, rows: Iterable[Any]) -> bytes:
    """The same rows as a Word file, which can be changed and brought in again too."""
    resource = _resource(kind, district, by)
    columns = {column.attribute: column for column in resource.columns}
    lines = (
        {name: str(column.export(row)) for name, column in columns.items()} for row in resource.shaped(rows)
    )
    note = _(
        "Change rows or add some, and bring the file back; what is missing here stays. "
        "Please leave “%(number)s” as it is; a new row has none."
    )
    paper = tables_paper(
        form,
        [str(columns[name].label) for name in form.columns],
        lines,
        note=note % {"number": columns[form.number].label},
    )
    return word_twin(paper, faces=find_faces(settings.FONTS_DIR))


def template(*, kind: Kind, district: District, by: User) -> bytes:
    """An empty workbook with headings, an example and lists to choose from."""
    return write_template(_headings(_resource(kind, district, by)), _words(kind))


def labels_of(kind: Kind) -> dict[str, str]:
    """The headings of a kind by column."""
    return {column.attribute: str(column.label) for column in _columns(kind)}


# Reading --------------------------------------------------------------------------------------------------------------


def _resource(kind: Kind, district: District, by: User, *, is_writing: bool = False) -> RowsResource:
    return kind.resource(district=district, by=by, is_writing=is_writing)


def _columns(kind: Kind) -> list[Column]:
    return [kind.resource.fields[name] for name in kind.resource._meta.fields]


def _sheet(kind: Kind, content: bytes) -> Sheet:
    if len(content) > settings.EXCEL_LIMIT_BYTES:
        raise Refused("too_big")
    columns = _columns(kind)
    headings = {column.attribute: {"".join(label.split()) for label in column.labels} for column in columns}
    if kind.word and is_word(content):
        return read_word_sheet(content, headings, kind.word)
    return read_sheet(
        content,
        headings,
        required=list(kind.resource.key_columns),
        example=[column.example for column in columns],
    )


def _run(resource: RowsResource, sheet: Sheet) -> Report:
    """Let the library walk through the rows; a dry run unless the resource is writing."""
    dataset = tablib.Dataset(headers=sheet.columns)
    for _number, cells in sheet.lines:
        dataset.append([cells[name] for name in sheet.columns])
    result = resource.import_data(
        dataset, dry_run=not resource.is_writing, use_transactions=True, rollback_on_validation_errors=True
    )
    for row in result.rows:
        if row.errors:
            raise row.errors[0].error  # a mistake of ours, not of the file
    return _report(resource, sheet, result)


def _counts(report: Report, *outcomes: str) -> dict[str, int]:
    return {outcome: report.count(outcome) for outcome in outcomes}


# What it would do -----------------------------------------------------------------------------------------------------


def _report(resource: RowsResource, sheet: Sheet, result: Result) -> Report:
    labels = {column.attribute: str(column.label) for column in resource.columns}
    widgets = {column.attribute: column.widget for column in resource.columns}

    def said(name: str, value: Any) -> str:
        return str(widgets[name].render(value))

    rows: list[ReportRow] = []
    same = 0
    for (number, cells), row in zip(sheet.lines, result.rows, strict=True):
        if row.import_type == RowResult.IMPORT_TYPE_SKIP:
            same += 1
        elif row.import_type == RowResult.IMPORT_TYPE_INVALID:
            problems = [
                _problem(number, labels.get(name, ""), cells.get(name), advice)
                for name, advices in row.validation_error.message_dict.items()
                for advice in advices
            ]
            rows.append(ReportRow(number, WRONG, _called(resource, cells), problems=problems))
        else:
            change = row.change
            changes = [
                CellChange(
                    labels[name],
                    said(name, change.before[name]) if name in change.before else "",
                    said(name, value),
                )
                for name, value in change.after.items()
            ]
            outcome = NEW if change.is_new else CHANGED
            rows.append(ReportRow(number, outcome, _called(resource, cells), changes))
    return Report(rows, same, sheet.unknown)


def _called(resource: RowsResource, cells: Mapping[str, Any]) -> str:
    """What the row is called in the file: its first column that says something, and the name."""
    return " ".join(filter(None, (as_text(cells.get(name)) for name in resource.called_by)))[:80]


def _problem(number: int, label: str, value: Any, advice: str) -> str:
    """One sentence: which row, which column, what stands there, what to do."""
    text = as_text(value)
    if len(text) > SHOWN_CHARACTERS:
        text = f"{text[:SHOWN_CHARACTERS]}…"
    if not label:
        return _("Row %(row)s: %(advice)s") % {"row": number, "advice": advice}
    if not text:
        return _("Row %(row)s, “%(column)s” is empty: %(advice)s") % {
            "row": number, "column": label, "advice": advice,
        }  # fmt: skip
    return _("Row %(row)s, “%(column)s” says “%(value)s”: %(advice)s") % {
        "row": number, "column": label, "value": text, "advice": advice,
    }  # fmt: skip


# Writing --------------------------------------------------------------------------------------------------------------


def _headings(resource: RowsResource) -> list[Heading]:
    return [
        Heading(str(column.label), column.is_required, column.about, column.example, resource.allowed(column))
        for column in resource.columns
    ]


def _words(kind: Kind) -> Words:
    return Words(
        sheet=str(kind.label),
        help_sheet=_("How to fill in"),
        column=_("Column"),
        required=_("Required"),
        required_yes=_("yes"),
        hint=_("What to know"),
        example=_("Example"),
        choose=_("Please choose from the list."),
    )
