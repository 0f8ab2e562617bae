"""What is done on the board, as JSON: each act is one service, and is answered with the row as it stands then.

Without script the same is done on the entries' own pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calendar_app.drafts import EntryDraft
from calendar_app.forms.board import (
    BoardActForm,
    When,
    read_names,
    read_offices,
    read_when,
    read_work,
    unknown_offices,
)
from calendar_app.models import CalendarEntry
from calendar_app.months import PlanKind, PlanYear
from calendar_app.queries.board import bars_of, columns_of, removal_of
from calendar_app.queries.entries import last_change
from calendar_app.services import add_entry, edit_entry, remove_entry, restore_entry
from calendar_app.spans import each_month
from districts.access import PortalRequest, allow
from districts.models import Office, Role, User
from workplans.drafts import Duties
from workplans.models import Plan
from workplans.periods import Period, period_of
from workplans.queries import directory
from workplans.queries.duties import duties_of
from workplans.refusals import ChangedMeanwhile, PartGone, Refused
from workplans.sentences import sentence
from workplans.services import assign_offices

Clean = dict[str, Any]
MOST_NAMES = 500  # characters, as many as the board's fields take


@allow(Role.EDITOR)
@require_POST
def board_act(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    """One act of static/js/board/, on a board of these months.

    200 done; 409 refused with a sentence, nothing was changed, and with both texts where somebody else was there
    first; 422 not understood, with the reason in words.
    """
    request = cast("PortalRequest", request)
    board = _Board(request, PlanYear(cast("PlanKind", kind), year), period_of(kind, year))
    form = BoardActForm(_sent(request))
    if not form.is_valid():
        found = [error for errors in form.errors.as_data().values() for error in errors]
        return _wrong(message for error in found for message in error.messages)
    clean = form.cleaned_data
    try:
        return JsonResponse({"row": board.done(clean)})
    except ValidationError as error:
        return _wrong(error.messages, board.as_it_stands(clean))
    except (Refused, ChangedMeanwhile) as refusal:
        return JsonResponse(board.refused(clean, refusal), status=409)


@allow(Role.EDITOR)
@require_safe
def offices_meant(request: PortalRequest) -> HttpResponse:
    """Of `names` as they are being typed: a sentence about those that no office bears, and what may be meant instead."""
    advice = unknown_offices(request.GET.get("names", "")[:MOST_NAMES], directory(request.seat.district))
    return JsonResponse({"sentence": advice.sentence, "instead": advice.instead} if advice else {})


class _Board:
    """The acts, for one visitor and the months shown."""

    def __init__(self, request: PortalRequest, year: PlanYear, period: Period) -> None:
        self.user, self.district = request.user, request.seat.district
        self.year, self.period = year, period

    def done(self, clean: Clean) -> dict[str, Any] | None:
        """Do it; the row as it stands then, None where it went."""
        acts: dict[str, Callable[[Clean], CalendarEntry | None]] = {
            "add": self._add,
            "edit": self._edit,
            "remove": self._remove,
            "restore": self._restore,
        }
        entry = acts[clean["act"]](clean)
        return self._told(entry.pk) if entry else None

    def refused(self, clean: Clean, refusal: Exception) -> dict[str, Any]:
        """Why not, and the row as it stands; where somebody else was there first, who, and both texts."""
        told: dict[str, Any] = {"refusal": type(refusal).__name__, "sentence": sentence(refusal)}
        told["row"] = self.as_it_stands(clean)
        if not isinstance(refusal, ChangedMeanwhile):
            return told
        current = self._kept(clean)
        change = last_change(current)
        return told | {
            "by": str(change.actor or "") if change else "",
            "at": f"{timezone.localtime(change.at):%H:%M}" if change else "",
            "side": self._sides(clean, current),
        }

    def as_it_stands(self, clean: Clean) -> dict[str, Any] | None:
        """The row that was not changed."""
        entry = CalendarEntry.objects.kept_by(self.user).filter(key=clean["key"]).first()
        return self._told(entry.pk) if entry else None

    def _add(self, clean: Clean) -> CalendarEntry:
        plan = None
        if clean["plan"]:
            plan = get_object_or_404(
                Plan.objects.kept_by(self.user).filter(district=self.district), pk=clean["plan"]
            )
        names = read_names(clean["offices"])
        read_offices("、".join(name.name for name in names), directory(self.district))
        draft = EntryDraft(clean["month"], clean["month"], clean["work"], offices=names)
        return add_entry(district=self.district, draft=draft, plan=plan, key=clean["key"], by=self.user)

    def _edit(self, clean: Clean) -> CalendarEntry:
        entry = self._kept(clean)
        if clean["field"] == "offices":
            wanted, was = self._duties(clean, entry)
            offices = Office.objects.in_bulk([*wanted.supporting, *([wanted.lead] if wanted.lead else [])])
            lead = offices.pop(wanted.lead, None) if wanted.lead else None
            assign_offices(
                carrier=entry,
                lead=lead,
                supporting=offices.values(),
                version=clean["version"],
                was=was,
                by=self.user,
            )
            return entry
        changes, was_there = self._texts(clean, entry)
        return edit_entry(entry=entry, changes=changes, was=was_there, version=clean["version"], by=self.user)

    def _remove(self, clean: Clean) -> None:
        entry = CalendarEntry.objects.kept_by(self.user).filter(key=clean["key"]).first()
        if entry is None and removal_of(self.user, str(clean["key"])):
            return  # asked twice
        remove_entry(entry=self._kept(clean), version=clean["version"], by=self.user)

    def _restore(self, clean: Clean) -> CalendarEntry:
        removal = removal_of(self.user, str(clean["key"]))
        if removal is None:
            raise PartGone
        return restore_entry(removal=removal, by=self.user)

    def _kept(self, clean: Clean) -> CalendarEntry:
        rows = CalendarEntry.objects.kept_by(self.user).select_related("plan", "district")
        entry = rows.filter(key=clean["key"]).first()
        if entry is None:
            raise PartGone
        return entry

    def _texts(self, clean: Clean, entry: CalendarEntry) -> tuple[Clean, Clean]:
        """What shall stand in the row, and what its author saw there."""
        if clean["field"] == "work":
            return {"work": read_work(clean["value"])}, {"work": clean["was"]}
        wanted = read_when(clean["value"], self.year, entry.due_on)
        return wanted.as_row, _seen_when(clean["was"], self.year)

    def _duties(self, clean: Clean, entry: CalendarEntry) -> tuple[Duties, Duties]:
        wanted = read_offices(clean["value"], directory(entry.district))
        return wanted, read_offices(clean["was"] or "::", [])

    def _told(self, pk: int) -> dict[str, Any]:
        [row] = drawn([CalendarEntry.objects.with_offices().get(pk=pk)], self.period, self.user)
        return row

    def _sides(self, clean: Clean, current: CalendarEntry) -> dict[str, str]:
        """Both texts in words: what stands there now, and what its author wanted."""
        if clean["act"] == "remove":
            return {"theirs": f"{current.work}（{When.of(current).words}）", "mine": _("Deleted")}
        if clean["field"] == "work":
            return {"theirs": current.work, "mine": read_work(clean["value"])}
        if clean["field"] == "when":
            return {
                "theirs": When.of(current).words,
                "mine": read_when(clean["value"], self.year, current.due_on).words,
            }
        offices = {office.pk: office.name for office in directory(current.district)}
        return {
            "theirs": _names(duties_of(current), offices),
            "mine": _names(self._duties(clean, current)[0], offices),
        }


def drawn(entries: Iterable[CalendarEntry], period: Period, user: User) -> list[dict[str, Any]]:
    """Rows as the page takes them, drawn as the page draws them; of entries that came `with_offices`."""
    today = timezone.localdate().replace(day=1)
    months = each_month(period.starts_on, period.ends_on.replace(day=1))
    columns = columns_of([month == today for month in months])
    return [
        {
            "key": str(bar.entry.key),
            "months": bar.months,
            "offices": bar.offices,
            "html": render_to_string("calendar_app/board_row.html", {"bar": bar, "columns": columns}),
        }
        for bar in bars_of(entries, period, user)
    ]


def _names(duties: Duties, offices: dict[int, str]) -> str:
    keys = [*([duties.lead] if duties.lead else []), *sorted(duties.supporting)]
    return "、".join(offices[key] for key in keys if key in offices)


def _seen_when(text: str, year: PlanYear) -> Clean:
    """What the author saw; nothing where it makes no sense, so that it equals nothing that ever stood there."""
    try:
        return read_when(text, year, None).as_row
    except ValidationError:
        return {}


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _wrong(words: Iterable[str], row: dict[str, Any] | None = None) -> JsonResponse:
    told = {"sentence": " ".join(words) or _("This could not be read."), "row": row}
    return JsonResponse(told, status=422)
