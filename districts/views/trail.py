"""The audit trail: read, narrowed, taken along as a table."""

import csv
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.access import PortalRequest, allow
from districts.cells import safe_cell
from districts.forms import FindTrail
from districts.models import AuditEntry, Role
from districts.queries import TrailLine, trail_entries, trail_lines, trail_page

READERS = (Role.AUDITOR, Role.ADMINISTRATOR)
# What a spreadsheet still opens with ease.
MOST_LINES = 50_000
OUR_APPS = (
    "districts",
    "workplans",
    "calendar_app",
    "progress",
    "drafting",
    "rollover",
    "circulars",
    "intake",
    "reminders",
    "portal",
)


@allow(*READERS)
@require_safe
def trail(request: PortalRequest) -> HttpResponse:
    filters = FindTrail(request.GET, kinds=_kinds())
    wanted = filters.wanted
    page = trail_page(
        _found(request, wanted),
        before=wanted.get("before"),
        after=wanted.get("after"),
        size=settings.PAGE_SIZE,
    )
    return render(request, "districts/trail.html", {"page": page, "filters": filters, "most": MOST_LINES})


@allow(*READERS)
@require_safe
def trail_csv(request: PortalRequest) -> HttpResponseBase:
    found = _found(request, FindTrail(request.GET, kinds=_kinds()).wanted)
    response = StreamingHttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="trail-{timezone.localdate()}.csv"'
    return response


def _found(request: PortalRequest, wanted: dict[str, Any]) -> QuerySet[AuditEntry]:
    return trail_entries(
        request.user,
        person=wanted.get("person", ""),
        verb=wanted.get("verb", ""),
        kind=wanted.get("kind", ""),
        words=wanted.get("q", ""),
        first=wanted.get("first"),
        last=wanted.get("last"),
    )


def _kinds() -> list[tuple[str, str]]:
    """Every kind of row the portal keeps, for the filter."""
    return [
        (model._meta.label_lower, str(model._meta.verbose_name))
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
    ]


class _Echo:
    """Something csv can write to that hands each line back at once."""

    def write(self, line: str) -> str:
        return line


def _csv(found: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # without it Excel takes the text for another encoding
    yield writer.writerow(
        [
            _("Time"),
            _("Person"),
            _("Act"),
            _("Kind of object"),
            _("Object"),
            _("Changes"),
            _("From where"),
            _("Address"),
        ]
    )
    newest = found.order_by("-pk")[:MOST_LINES]
    for line in trail_lines(newest.iterator(chunk_size=2000)):
        yield writer.writerow([safe_cell(part) for part in _cells(line)])


def _cells(line: TrailLine) -> list[str]:
    return [
        f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
        line.actor,
        line.act,
        line.object_kind,
        line.object_label,
        "；".join(f"{change.label}：{change.before}→{change.after}" for change in line.changes),
        line.channel,
        line.address,
    ]
