"""Refusals become sentences; typed words come back with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from drafting.sentences import sentence
from workplans.refusals import ChangedMeanwhile, Refused
from workplans.views.refusing import refused

View = Callable[..., HttpResponse]


def refusals_told(view: View) -> View:
    """A refused act is a 409 page that says why and gives back what was typed; nothing was changed."""

    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Refused, ChangedMeanwhile) as refusal:
            return refused(
                request, refusal, words=sentence(refusal), back=request.headers.get("Referer", "/")
            )

    return telling
