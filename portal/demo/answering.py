"""What people of the demo answer: they sign for papers, report what is done, and ask for more time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from circulars.services import sign_for
from districts.models import Office, Role
from portal.demo.opening import Province
from portal.demo.people import PEOPLE
from progress.models import Extension, Report
from progress.services import ask_extension, decide_extension, file_report
from workplans.models import Plan, Task


def sign(circular: Circular, province: Province, *, everybody: bool) -> None:
    """Of the people we have, all sign, or all but a few."""
    left_out = set() if everybody else {"clerk", "principal", "finance", "research"}
    for person in PEOPLE:
        user = province.people[person.username]
        seat = user.seats[0]
        may_sign = person.bureau == "haiyun" and person.role in (
            Role.OFFICE_HEAD,
            Role.OFFICE_STAFF,
            Role.SCHOOL_CLERK,
        )
        if may_sign and person.username not in left_out:
            sign_for(circular=circular, by=user, seat=seat)


def report(plan: Plan, province: Province, today: date) -> None:
    """What was to be done before this month is reported done, but for little; this month is under way here and there."""
    begun = today.replace(day=1)
    entries = plan.entries.filter(ends_month__lte=begun).order_by("starts_month", "position")
    for place, entry in enumerate(entries):
        if entry.ends_month < begun and place % LEFT_OPEN:
            _file(province, entry, Report.Status.DONE)
        elif place % 3 == 0:
            _file(province, entry, Report.Status.UNDER_WAY)
    for task in plan.tasks.filter(due_on__lt=begun):
        _file(province, task, Report.Status.DONE)


def ask_for_time(plan: Plan, province: Province, today: date, now: datetime) -> None:
    """Of what ends with this month two offices ask for more time; one has it, one waits for the answer."""
    entries = plan.entries.filter(ends_month=today.replace(day=1), due_on=None).order_by("position")
    asked: dict[Office, Extension] = {}
    for entry in entries:
        lead = entry.duties.filter(role="lead").select_related("office").get().office
        by = next((user for user in province.people.values() if lead.pk in user.office_ids), None)
        if by and lead not in asked:
            asked[lead] = ask_extension(
                item=entry, until=entry.last_day + timedelta(days=14), reason=WHY_LATER, by=by, now=now, today=today,
                office=lead,
            )  # fmt: skip
        if len(asked) == ASKED_FOR_TIME:
            break
    for extension in list(asked.values())[:1]:
        decide_extension(
            extension=extension,
            is_granted=True,
            word="同意，请抓紧。",
            by=province.people["approver"],
            now=now,
        )


ASKED_FOR_TIME = 2
WHY_LATER = "等待省里下发名单，名单到后两周内可办结。"
LEFT_OPEN = 15  # one entry of so many is late


def _file(province: Province, item: CalendarEntry | Task, status: Report.Status) -> None:
    """By somebody of the leading office."""
    lead = item.duties.filter(role="lead").select_related("office").get().office
    people = (user for user in province.people.values() if lead.pk in user.office_ids)
    where = {"entry": item} if isinstance(item, CalendarEntry) else {"task": item}
    if by := next(people, None):
        file_report(by=by, status=status, text=SAID[status], office=lead, **where)


SAID = {
    Report.Status.DONE: "已按计划完成，材料已归档。",
    Report.Status.UNDER_WAY: "方案已印发，正在组织实施。",
}
