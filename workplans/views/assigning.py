"""Who carries what, and which schools it addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from districts.access import PortalRequest, allow
from districts.models import Office, Role, School
from workplans.asking import MOST_WORDS, Answered, Doubt, doubt_about, wanted
from workplans.drafts import AudienceDraft
from workplans.forms.duties import KindsForm, NamesForm, OfficesForm, UnmatchedForm
from workplans.models import AudienceRule
from workplans.queries.duties import (
    Reach,
    Would,
    duties_of,
    reach,
    schools_in_care,
    schools_named,
    unsaved_rule,
    would_reach,
)
from workplans.queries.offices import unmatched_offices
from workplans.queries.outline import PlanOutline, SectionNode, TaskNode, plan_outline
from workplans.services import address_schools, assign_offices, create_named_office, drop_audience, teach_name
from workplans.views.editing import draft_or_refusal, task_of_draft
from workplans.views.refusing import refusals_told
from workplans.views.tabs import duty_tabs


@dataclass(frozen=True)
class AssignPage:
    """The words and addresses around the assigning of one task or entry.

    carrier: a row with `duties` and `audience` (see workplans.carriers).
    url: the page's own address. next_url: where "save and go on" leads, empty for nowhere.
    """

    carrier: Any
    title: str
    url: str
    back_url: str
    back_label: str
    next_url: str = ""
    lead: str = ""


def assign_page(request: PortalRequest, page: AssignPage) -> HttpResponse:
    """Show or change the duties and the audience of a task or an entry; the caller has looked it up and allowed it.

    Wrap the view in `refusals_told`. What is posted says in `act` what it wants: offices, kinds, names, drop.
    """
    forms = _Forms(request, page)
    if request.method == "POST" and (done := forms.act()):
        return redirect(done)
    schools = schools_in_care(page.carrier.district)
    rules = list(page.carrier.audience.select_related("school"))
    context = {
        "page": page,
        "would": forms.would(rules, schools),
        "offices_form": forms.offices,
        "kinds_form": forms.kinds,
        "names_form": forms.names,
        "rules": [(rule, reach([rule], schools)) for rule in rules],
        "reach": reach(rules, schools),
        "q": request.GET.get("q", ""),
        "doubt": forms.doubt,
        "sent_again": forms.sent_again,
        "found": schools_named(
            page.carrier.district,
            request.GET.get("q", ""),
            without=[rule.school_id for rule in rules if rule.school_id],
        ),
    }
    is_bad = "count" not in request.POST and any(
        form.errors for form in (forms.offices, forms.kinds, forms.names)
    )
    is_bad = is_bad or forms.doubt is not None
    return render(request, "workplans/assign.html", context, status=422 if is_bad else 200)


class _Forms:
    """The page's three forms; only the one that was sent is bound."""

    def __init__(self, request: PortalRequest, page: AssignPage) -> None:
        self.request, self.page = request, page
        carrier = page.carrier
        self.sent = request.POST.get("act", "")
        self.offices = OfficesForm(
            self._data("offices"), district=carrier.district, carrier=carrier, duties=duties_of(carrier)
        )
        self.kinds = KindsForm(self._data("kinds"))
        self.names = NamesForm(self._data("names"), district=carrier.district)
        self.doubt: Doubt | None = None

    def _data(self, act: str) -> Any:
        return self.request.POST if self.sent == act else None

    def would(self, rules: list[AudienceRule], schools: Sequence[School]) -> Would | None:
        """How many schools what is chosen would address; None where nothing sensible is chosen."""
        form = {"kinds": self.kinds, "names": self.names}.get(self.sent)
        if form is None or not form.is_valid():
            return None
        return would_reach(form.rules, rules, schools, of=self.sent)

    def act(self) -> str:
        """Do what was asked; where to go then, empty when a form was wrong or only a count was asked for."""
        carrier, by = self.page.carrier, self.request.user
        if "count" in self.request.POST:
            return ""
        if self.sent == "drop" and self.request.POST.get("rule", "").isdecimal():
            drop_audience(carrier=carrier, rule_id=int(self.request.POST["rule"]), by=by)
            return f"{self.page.url}#audience"
        if self.sent == "offices" and self.offices.is_valid():
            clean = self.offices.cleaned_data
            assign_offices(
                carrier=carrier,
                lead=clean["lead"],
                supporting=clean["supporting"],
                no_lead_reason=clean.get("no_lead_reason", ""),
                version=clean["version"],
                was=self.offices.was,
                by=by,
            )
            messages.success(self.request, _("Saved."))
            return self.page.next_url if "next" in self.request.POST else self.page.url
        for act, form in (("kinds", self.kinds), ("names", self.names)):
            if self.sent == act and form.is_valid():
                answered = self.weighed(form.rules)
                if self.doubt:
                    return ""
                address_schools(carrier=carrier, rules=form.rules, by=by, over_limit=answered)
                return f"{self.page.url}#audience"
        return ""

    def weighed(self, drafts: Iterable[AudienceDraft]) -> Answered | None:
        """Whether the schools are asked for too much already, which wants a reason. A draft is weighed when it is
        issued."""
        carrier = self.page.carrier
        if carrier.plan_id:
            return None
        rules = [unsaved_rule(draft) for draft in drafts]
        report = wanted(("entry", carrier.pk), carrier.last_day, rules)
        doubt = doubt_about(carrier.district, report, timezone.localdate())
        reason = self.request.POST.get("needed_because", "").strip()[:MOST_WORDS]
        self.doubt = doubt if doubt and not reason else None
        return Answered(doubt, reason) if doubt and reason else None

    @property
    def sent_again(self) -> list[tuple[str, str]]:
        """What was posted, to be posted again with a reason."""
        own = ("csrfmiddlewaretoken", "needed_because")
        sent = self.request.POST.lists()
        return [(name, str(value)) for name, values in sent if name not in own for value in values]


@allow(Role.EDITOR)
@refusals_told
def task_duties(request: HttpRequest, pk: int) -> HttpResponse:
    request = cast("PortalRequest", request)
    task = task_of_draft(request, pk)
    nodes = list(plan_outline(task.plan).all_tasks())
    at = next(place for place, node in enumerate(nodes) if node.task.pk == pk)
    following = nodes[at + 1].task.pk if at + 1 < len(nodes) else None
    page = AssignPage(
        carrier=task,
        title=f"{nodes[at].label}{task.title}",
        url=reverse("task_duties", args=[pk]),
        back_url=f"{reverse('plan_duties', args=[task.plan_id])}#task-{pk}",
        back_label=_("Duties"),
        next_url=reverse("task_duties", args=[following]) if following else "",
        lead=task.body,
    )
    return assign_page(request, page)


@dataclass(frozen=True)
class DutyRow:
    node: TaskNode
    reach: Reach


@dataclass(frozen=True)
class DutyGroup:
    """A section's tasks; `section` is None before the first heading."""

    section: SectionNode | None
    rows: list[DutyRow]


@allow(Role.EDITOR)
@refusals_told
def plan_duties(request: HttpRequest, pk: int) -> HttpResponse:
    """All tasks with their offices and schools, and the names in the document that mean no office yet."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    outline = plan_outline(plan)
    tasks = list(outline.all_tasks())
    unmatched = unmatched_offices(plan)
    context = {
        "plan": plan,
        "tabs": duty_tabs(plan, request.user, "plan_duties"),
        "groups": _groups(outline),
        "without_lead": sum(1 for node in tasks if node.needs_lead),
        "without_audience": sum(1 for node in tasks if not node.audience),
        "unmatched": unmatched,
        "offices": Office.objects.filter(district=plan.district).working() if unmatched else [],
    }
    return render(request, "workplans/plan_duties.html", context)


def _groups(outline: PlanOutline) -> list[DutyGroup]:
    schools = schools_in_care(outline.plan.district)

    def rows(nodes: list[TaskNode]) -> list[DutyRow]:
        return [DutyRow(node, reach(node.audience, schools)) for node in nodes]

    groups = [DutyGroup(None, rows(outline.tasks))]
    groups += [DutyGroup(section, rows(section.tasks)) for section in outline.walk()]
    return [group for group in groups if group.rows]


@allow(Role.EDITOR)
@require_POST
@refusals_told
def plan_names(request: HttpRequest, pk: int) -> HttpResponse:
    """A name in the document: another name of an office, or an office the bureau lacked."""
    request = cast("PortalRequest", request)
    plan = draft_or_refusal(request, pk)
    form = UnmatchedForm(request.POST, district=plan.district)
    back = redirect(f"{reverse('plan_duties', args=[pk])}#unmatched")
    if not form.is_valid():
        messages.error(request, _("This name is too long for an office, or the office is not yours."))
        return back
    name, office = form.cleaned_data["name"], form.cleaned_data["office"]
    if "create" in request.POST:
        create_named_office(plan=plan, name=name, by=request.user)
        messages.success(request, _("The office “%(name)s” exists now and has its work.") % {"name": name})
    elif office:
        teach_name(plan=plan, name=name, office=office, by=request.user)
        messages.success(
            request, _("“%(name)s” means %(office)s from now on.") % {"name": name, "office": office}
        )
    else:
        messages.error(request, _("Choose the office that “%(name)s” means.") % {"name": name})
    return back
