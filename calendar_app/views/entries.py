"""Entries one by one: read, written, changed, given to offices and schools, linked to tasks, deleted."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from calendar_app.models import CalendarEntry
from calendar_app.spans import span_words
from districts.access import PortalRequest, signed_in


@signed_in
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast("PortalRequest", request).user
    row = get_object_or_404(CalendarEntry.objects.visible_to(user).for_page(), pk=pk)
    context = {
        "entry": row,
        "months": span_words(row.starts_month, row.ends_month),
        "tasks": row.tasks.visible_to(user).select_related("plan"),
        "may_edit": CalendarEntry.objects.editable_by(user).filter(pk=pk).exists(),
    }
    return render(request, "calendar_app/entry.html", context)
