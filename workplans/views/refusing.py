"""Refusals become sentences; typed words come back with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workplans.refusals import ChangedMeanwhile, LeadMissing, NoteMissing, Refused
from workplans.sentences import sentence

View = Callable[..., HttpResponse]

# Names a form sends for the machine's sake.
NOT_WORDS = {"csrfmiddlewaretoken", "version", "key", "seen", "place"}


def refusals_told(view: View) -> View:
    """A refused act is a 409 page that says why and gives back what was typed; nothing was changed."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Refused, ChangedMeanwhile) as refusal:
            return refused(request, refusal)

    return telling


def refused(request: HttpRequest, refusal: Exception, *, words: str = "", back: str = "") -> HttpResponse:
    """The page of a refusal; a later room brings the words of its own refusals, and where to go back to."""
    context = {
        "sentence": words or sentence(refusal),
        "typed": _typed(request),
        "back": back or request.path,
        "nodes": refusal.tasks if isinstance(refusal, LeadMissing) else [],
    }
    template = (
        "workplans/parts/refused.html" if request.headers.get("HX-Request") else "workplans/refused.html"
    )
    return render(request, template, context, status=422 if isinstance(refusal, NoteMissing) else 409)


def _typed(request: HttpRequest) -> list[str]:
    """The words in the form, longest first; they would be lost with the page."""
    words = {
        value.strip()
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_WORDS and not name.startswith("initial-") and not value.isdecimal()
    }
    return sorted((word for word in words if len(word) > 1), key=len, reverse=True)
