"""The item of an address, as far as the person may see it."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from calendar_app.models import CalendarEntry
from districts.access import PortalRequest
from workplans.models import Task


def task_seen(request: HttpRequest, pk: int) -> Task:
    user = cast("PortalRequest", request).user
    return get_object_or_404(Task.objects.visible_to(user).select_related("plan__district"), pk=pk)


def entry_seen(request: HttpRequest, pk: int) -> CalendarEntry:
    user = cast("PortalRequest", request).user
    return get_object_or_404(CalendarEntry.objects.visible_to(user).select_related("plan", "district"), pk=pk)
