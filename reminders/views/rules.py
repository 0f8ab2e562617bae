"""The bureau's rules: read, changed, tried on last month, switched on and off; its hour."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts.access import PortalRequest, allow
from districts.models import Role
from districts.queries import history_of
from districts.views.saving import saved
from reminders.forms import RhythmForm, RuleForm
from reminders.models import Rhythm, Rule, rules_of
from reminders.queries import change_of, trial_of
from reminders.sentences import sentence_of
from reminders.services import change_rhythm, change_rule, switch_rule

KEEPERS = (Role.EDITOR, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Line:
    """A rule as the list draws it."""

    rule: Rule
    sentence: str


@allow(*KEEPERS)
@require_safe
def rule_list(request: PortalRequest) -> HttpResponse:
    rhythm = Rhythm.of(request.seat.district)
    lines = [Line(rule, sentence_of(rule, rhythm)) for rule in rules_of(request.seat.district)]
    return render(request, "reminders/rules.html", {"lines": lines, "rhythm": rhythm})


@allow(*KEEPERS)
def rule_edit(request: PortalRequest, kind: str) -> HttpResponse:
    """What is saved of a rule that is on holds at once: so it is shown first what that would have sent last month."""
    rule, kept = _rule(request, kind), _rule(request, kind)  # as it is typed, and as it stands
    district, rhythm = kept.district, Rhythm.of(kept.district)
    form = RuleForm(request.POST or None, instance=rule)
    change = None
    if form.is_valid() and form.is_to_be_tried:
        change = change_of(kept, rule, timezone.localdate())
        form.keep_as_tried()
    elif form.is_valid():
        done = saved(
            form, change_rule, district=district, kind=kind, facts=form.facts, by=request.user,
            version=form.seen_version,
        )  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("rule_list")
    return render(
        request,
        "reminders/rule.html",
        {
            "form": form,
            "rule": kept,
            "sentence": sentence_of(kept, rhythm),
            "wanted": sentence_of(rule, rhythm) if change else "",
            "change": change,
            "history": history_of(request.user, kept) if kept.pk else [],
        },
    )


@allow(*KEEPERS)
def rule_switch(request: PortalRequest, kind: str) -> HttpResponse:
    """Before a rule is switched on: what it would have sent last month, and to how many people."""
    rule = _rule(request, kind)
    if request.method == "POST":
        rule = switch_rule(
            district=rule.district, kind=kind, is_on=request.POST.get("to") == "on", by=request.user
        )
        said = _("The rule is switched on.") if rule.is_on else _("The rule is switched off.")
        messages.success(request, said)
        return redirect("rule_list")
    return render(
        request,
        "reminders/rule_trial.html",
        {
            "rule": rule,
            "sentence": sentence_of(rule, Rhythm.of(rule.district)),
            "trial": trial_of(rule, timezone.localdate()),
        },
    )


@allow(*KEEPERS)
def rhythm_edit(request: PortalRequest) -> HttpResponse:
    district = request.seat.district
    form = RhythmForm(request.POST or None, instance=Rhythm.of(district))
    if form.is_valid():
        done = saved(
            form, change_rhythm, district=district, facts=form.facts, by=request.user,
            version=form.seen_version,
        )  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("rule_list")
    return render(request, "reminders/rhythm.html", {"form": form})


def _rule(request: PortalRequest, kind: str) -> Rule:
    found = next((rule for rule in rules_of(request.seat.district) if rule.kind == kind), None)
    if found is None:
        raise Http404(kind)
    return found
