"""What the page that is typed in says and asks, as JSON: acts, changes of others, who is here.

Each act is one of the services that the plain pages call, or one of their kin for lines.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from districts.access import PortalRequest, allow
from districts.models import Role, User
from workplans.forms.acts import ActForm, read_value, seen_value
from workplans.models import Plan, Section, Task
from workplans.queries.editing import last_change, removal_of
from workplans.queries.lines import head_state, line_state, rows_of, what_changed, who_is_here
from workplans.queries.outline import TaskNode, nodes_of
from workplans.queries.replacing import replacings
from workplans.refusals import ChangedMeanwhile, NotNow, PartGone, Refused
from workplans.sentences import sentence
from workplans.services import edit_plan, edit_section, edit_task, remove_section, remove_task, restore_line
from workplans.services.acting import counted
from workplans.services.levels import set_level
from workplans.services.lines import find_line, level_of, line_of, move_line, write_line
from workplans.services.pasting import paste_lines
from workplans.services.presence import be_present, leave
from workplans.services.replacing import Replaced, replace_text, undo_replace
from workplans.services.splitting import join_task, split_task
from workplans.templatetags.editor import task_meta
from workplans.views.editing import draft_or_refusal

Clean = dict[str, Any]
Rows = list[Any]


@allow(Role.EDITOR)
@require_POST
def plan_act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act of the editor's page. 409 with a sentence where it is refused; then nothing was changed."""
    request = cast("PortalRequest", request)
    try:
        plan = draft_or_refusal(request, pk)
        form = ActForm(_sent(request))
        if not form.is_valid():
            return _wrong(form.errors.as_data())
        clean, user = form.cleaned_data, request.user
        done = counted(plan, lambda: ACTS[clean["act"]](plan, clean, user))
    except ValidationError as error:
        return JsonResponse({"sentence": " ".join(error.messages)}, status=422)
    except (Refused, ChangedMeanwhile) as refusal:
        return _refused(refusal)
    result = done.result if isinstance(done.result, Replaced) else Replaced(rows=done.result)
    told = {"was": done.was, "changes": done.now, "lines": _told(result.rows), "left": result.left}
    return JsonResponse(told)


@allow(Role.EDITOR)
@require_safe
def plan_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What others did since the page last asked, and who they are."""
    request = cast("PortalRequest", request)
    try:
        plan = draft_or_refusal(request, pk)
    except Refused as refusal:
        return _refused(refusal)
    since = request.GET.get("since", "")
    told = what_changed(plan, int(since) if since.isdecimal() else -1)
    here = who_is_here(plan, request.user, timezone.now())
    return JsonResponse({**told, "here": [person.__dict__ for person in here]})


@allow(Role.EDITOR)
@require_safe
def plan_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines with their texts: those asked for by `key`, else all."""
    request = cast("PortalRequest", request)
    try:
        plan = draft_or_refusal(request, pk)
    except Refused as refusal:
        return _refused(refusal)
    wanted = set(request.GET.getlist("key"))
    rows = [row for row in rows_of(plan) if not wanted or str(row.key) in wanted]
    return JsonResponse({"changes": plan.changes, "lines": _told(rows)})


@allow(Role.EDITOR)
@require_POST
def plan_presence(request: HttpRequest, pk: int) -> HttpResponse:
    """I am here, at this line; or I have left."""
    request = cast("PortalRequest", request)
    try:
        plan = draft_or_refusal(request, pk)
    except Refused as refusal:
        return _refused(refusal)
    sent = _sent(request)
    if sent.get("left"):
        leave(plan=plan, by=request.user)
    else:
        part = ActForm.base_fields["key"]
        try:
            be_present(plan=plan, by=request.user, part=part.clean(sent.get("part")), now=timezone.now())
        except ValidationError as error:
            return JsonResponse({"sentence": " ".join(error.messages)}, status=422)
    return HttpResponse(status=204)


def _add(plan: Plan, clean: Clean, by: User) -> Rows:
    names = ("key", "level", "title", "body", "after")
    return [write_line(plan=plan, by=by, **{name: clean[name] for name in names})]


def _edit(plan: Plan, clean: Clean, by: User) -> Rows:
    row: Any = line_of(plan, clean["key"]) if clean["key"] else plan
    name, value = read_value(type(row), clean["field"], clean["value"])
    edit: dict[str, Any] = {
        "changes": {name: value},
        "was": {name: seen_value(type(row), clean["field"], clean["was"])},
        "version": clean["version"],
        "by": by,
    }
    if isinstance(row, Plan):
        return [edit_plan(plan=row, **edit)]
    if isinstance(row, Section):
        return [edit_section(section=row, **edit)]
    return [edit_task(task=row, **edit)]


def _move(plan: Plan, clean: Clean, by: User) -> Rows:
    return [move_line(plan=plan, key=clean["key"], after=clean["after"], by=by)]


def _level(plan: Plan, clean: Clean, by: User) -> Rows:
    return [set_level(plan=plan, key=clean["key"], level=clean["level"], by=by)]


def _split(plan: Plan, clean: Clean, by: User) -> Rows:
    names = ("key", "new_key", "field", "at", "version")
    return list(split_task(plan=plan, by=by, **{name: clean[name] for name in names}))


def _join(plan: Plan, clean: Clean, by: User) -> Rows:
    return [join_task(plan=plan, key=clean["key"], into=clean["into"], by=by)]


def _remove(plan: Plan, clean: Clean, by: User) -> Rows:
    line = find_line(plan, clean["key"])
    if line is None:
        if removal_of(plan, clean["key"]):
            return []  # asked twice
        raise PartGone
    if clean["level"] and clean["level"] != level_of(line):
        raise NotNow  # the page took it for something else: a heading goes with all that stands under it
    if isinstance(line, Section):
        remove_section(section=line, version=clean["version"], by=by)
    else:
        remove_task(task=line, version=clean["version"], by=by)
    return []


def _restore(plan: Plan, clean: Clean, by: User) -> Rows:
    return [restore_line(plan=plan, key=clean["key"], by=by)]


def _paste(plan: Plan, clean: Clean, by: User) -> Rows:
    return list(paste_lines(plan=plan, text=clean["text"], key=clean["key"], after=clean["after"], by=by))


def _replace(plan: Plan, clean: Clean, by: User) -> Replaced:
    return replace_text(plan=plan, find=clean["find"], replace=clean["replace"], key=clean["key"], by=by)


def _unreplace(plan: Plan, clean: Clean, by: User) -> Replaced:
    entry = replacings(plan).filter(before__key=str(clean["key"])).first()
    if entry is None:
        return Replaced()  # there was nothing to replace
    return undo_replace(plan=plan, entry=entry, by=by)


ACTS: dict[str, Callable[[Plan, Clean, User], Rows | Replaced]] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "level": _level,
    "split": _split,
    "join": _join,
    "remove": _remove,
    "restore": _restore,
    "paste": _paste,
    "replace": _replace,
    "unreplace": _unreplace,
}


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body or b"{}")
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _told(rows: Rows) -> list[dict[str, Any]]:
    """The rows as the page takes them; of tasks also what they carry and how that reads."""
    nodes = nodes_of([row for row in rows if isinstance(row, Task)])
    return [_state(row, nodes.get(row.pk) if isinstance(row, Task) else None) for row in rows]


def _state(row: Plan | Section | Task, node: TaskNode | None = None) -> dict[str, Any]:
    if isinstance(row, Plan):
        return head_state(row)
    told = {**line_state(row).__dict__, "due": "", "carries": "", "meta": ""}
    if node is None:
        return told
    due = node.task.due_on
    return {
        **told,
        "due": due.isoformat() if due else "",
        "carries": node.carries,
        "meta": task_meta(node),
    }


def _refused(refusal: Exception) -> JsonResponse:
    told: dict[str, Any] = {"refusal": type(refusal).__name__, "sentence": sentence(refusal)}
    if isinstance(refusal, ChangedMeanwhile):
        change = last_change(cast("Plan | Section | Task", refusal.row))
        told["line"] = _told([refusal.row])[0]
        told["by"] = str(change.actor or "") if change else ""
        told["at"] = f"{timezone.localtime(change.at):%H:%M}" if change else ""
    return JsonResponse(told, status=409)


def _wrong(errors: dict[str, list[ValidationError]]) -> JsonResponse:
    words = [message for found in errors.values() for error in found for message in error.messages]
    return JsonResponse({"sentence": " ".join(words) or _("This could not be read.")}, status=422)
