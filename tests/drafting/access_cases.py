"""What is said of a draft: see tests/access_world.py."""

from datetime import UTC, date, datetime
from typing import Any

from districts.models import Role
from drafting.checks import Finding
from drafting.models import Asked, Item, Remark, Suggestion
from drafting.queries.parts import parts_of_plan
from drafting.services import add_item, ask_offices, dismiss_finding, make_remark, send_items, suggest_wording
from tests.access_world import ONLY_GET, ONLY_POST, Bureau, Case
from tests.workplans.access_cases import draft, plan_of
from workplans.models import Plan

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def remark_of(bureau: Bureau) -> Remark:
    plan = plan_of(bureau)
    return make_remark(plan=plan, part=parts_of_plan(plan)[None], text="请再想想", by=bureau.editor, now=NOW)


def suggestion_of(bureau: Bureau) -> Suggestion:
    plan = plan_of(bureau)
    part = parts_of_plan(plan)[plan.tasks.get().key]
    return suggest_wording(
        plan=plan, part=part, field="title", proposed="办好一件事", by=bureau.editor, now=NOW
    )


def remark(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": remark_of(bureau).pk}


def answered(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": remark_of(bureau).pk, "act": "answer"}


def suggestion(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": suggestion_of(bureau).pk}


def withdrawn(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": suggestion_of(bureau).pk, "act": "withdraw"}


def issued_draft(bureau: Bureau, role: str) -> dict[str, Any]:
    plan = plan_of(bureau)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.ISSUED)
    return {"pk": plan.pk}


def asked_of(bureau: Bureau) -> Asked:
    call = ask_offices(
        plan=plan_of(bureau), offices=[bureau.office], wanted_by=date(2026, 10, 1), by=bureau.editor, now=NOW
    )
    return call.asked.get()


def item_of(bureau: Bureau, *, sent: bool = False) -> Item:
    asked, head = asked_of(bureau), bureau.people[Role.OFFICE_HEAD]
    item = add_item(asked=asked, title="办好一件事", by=head)
    if sent:
        send_items(asked=asked, by=head, now=NOW)
    return item


def asked(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": asked_of(bureau).pk}


def reminded(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": asked_of(bureau).call_id, "act": "remind"}


def own_item(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": item_of(bureau).pk}


def sent_item(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": item_of(bureau, sent=True).pk}


def put_aside(bureau: Bureau, role: str) -> dict[str, Any]:
    finding = Finding("placeholder", words="××")
    plan = plan_of(bureau)
    return {
        "pk": dismiss_finding(plan=plan, finding=finding, reason="另文下达", by=bureau.editor, now=NOW).pk
    }


CASES = {
    "plan_checks": Case(row=draft, post=ONLY_GET, query={"q": "事", "severity": "x", "brief": "1"}),
    "finding_dismiss": Case(row=draft, get=ONLY_POST),
    "dismissal_lift": Case(row=put_aside, get=ONLY_POST),
    "plan_contributions": Case(row=draft, post=ONLY_GET, query={"q": "事", "state": "x"}),
    "call_new": (Case(row=draft, post={422}), Case(row=issued_draft, get={409}, post={409})),
    "call_act": Case(row=reminded, get=ONLY_POST),
    "contribution_list": Case(post=ONLY_GET, query={"q": "事", "state": "open", "page": "9"}),
    "contribution": Case(row=asked, post={422}, data={"word": ""}),
    "item_new": Case(row=asked, post={422}, data={"title": ""}),
    "item_edit": Case(row=own_item, post={422}, data={"title": ""}),
    "item_delete": Case(row=own_item, get=ONLY_POST),
    "item_take": Case(row=sent_item, post={422}, data={"title": ""}),
    "item_decline": Case(row=sent_item, post={422}, data={"reason": ""}),
    "plan_talk": Case(row=draft, get={200, 302}, post=ONLY_GET),
    "plan_talk_counts": Case(row=draft, post=ONLY_GET),
    "plan_remarks": Case(
        row=draft, post=ONLY_GET, query={"q": "想", "state": "all", "kind": "x", "page": "9"}
    ),
    "remark_new": (
        Case(row=draft, post={422}, data={"text": ""}),
        Case(row=issued_draft, get={409}, post={409}),
    ),
    "remark": Case(row=remark, post=ONLY_GET),
    "remark_act": Case(row=answered, get=ONLY_POST, data={"text": ""}),
    "wording_new": (Case(row=draft, post={422}), Case(row=issued_draft, get={409}, post={409})),
    "suggestion": Case(row=suggestion, post=ONLY_GET),
    # only its author may withdraw a suggestion
    "suggestion_act": Case(row=withdrawn, get=ONLY_POST, post={302, 409}),
}
