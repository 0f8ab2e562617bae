"""What people do in a bureau between two days: each changes what is owed."""

from __future__ import annotations

from datetime import date, datetime, time

from calendar_app.models import CalendarEntry, SpecialDays
from calendar_app.services.days import add_days, remove_days
from districts.models import Membership, Office, Role
from districts.services import merge_office
from progress.models import Extension, Report
from reminders.services import nudge
from tests.reminders.year.bureau import DAY, SHANGHAI, Bureau, Place, Thing, Urging
from workplans.models import Task

MODELS: dict[str, type[Task] | type[CalendarEntry]] = {"task": Task, "entry": CalendarEntry}


def change(bureau: Bureau, today: date) -> None:
    """Some of it happens on some days, by the bureau's own dice."""
    for likely, happens in (
        (0.2, move_a_day),
        (0.35, report),
        (0.2, think_again),
        (0.3, grant_more_time),
        (0.06, edit_working_days),
        (0.1, report_of_a_school),
        (0.04, withdraw),
        (0.05, replace_a_clerk),
        (0.01, merge_two_offices),
    ):
        if bureau.dice.random() < likely:
            happens(bureau, today)


def move_a_day(bureau: Bureau, today: date) -> None:
    if open_tasks := [thing for thing in bureau.things if thing.kind == "task" and thing.is_open]:
        moved = bureau.dice.choice(open_tasks)
        moved.due = bureau.some_day()
        Task.objects.filter(pk=moved.pk).update(due_on=moved.due)


def report(bureau: Bureau, today: date) -> None:
    bureau.last_word = bureau.dice.choice(bureau.things)
    think_again(bureau, today)


def think_again(bureau: Bureau, today: date) -> None:
    """It was said too early, and is said not to be done; or done after all."""
    done = bureau.last_word
    if done is None:
        return
    done.is_done = not done.is_done
    status = Report.Status.DONE if done.is_done else Report.Status.UNDER_WAY
    says(bureau, done, status, office_id=bureau.merged.get(done.lead, done.lead))


def grant_more_time(bureau: Bureau, today: date) -> None:
    """To the lead, to the supporting office or to a school; before the day or after it."""
    near = [one for one in bureau.things if one.is_open and abs((one.due - today).days) < 40]
    if not near:
        return
    thing = bureau.dice.choice(near)
    places: list[Place] = [("office", bureau.merged.get(one, one)) for one in (thing.lead, thing.supporting)]
    if thing.stage:
        places.append(("school", bureau.dice.choice(sorted(bureau.clerks[thing.stage]))))
    place = bureau.dice.choice(places)
    due = bureau.granted(thing, place)
    thing.more_time[place] = max(due, today) + bureau.dice.randrange(1, 40) * DAY
    kind, pk = place
    at_six = datetime.combine(today, time(6), SHANGHAI)
    Extension.objects.create(
        **{f"{thing.kind}_id": thing.pk, f"{kind}_id": pk},
        district=bureau.district, due_on=due, until=thing.more_time[place], reason="等待数据",
        state=Extension.State.GRANTED, asked_by=bureau.editor, asked_at=at_six, decided_at=at_six,
    )  # fmt: skip


def edit_working_days(bureau: Bureau, today: date) -> None:
    """Some day of the next weeks becomes free, or is worked; or what was said of it is taken back."""
    day = today + bureau.dice.randrange(1, 30) * DAY
    if day in bureau.decided:
        del bureau.decided[day]
        remove_days(days=SpecialDays.objects.get(first_day=day), by=bureau.editor)
        return
    bureau.decided[day] = not bureau.days.is_working_day(day)
    kind = SpecialDays.Kind.WORK if bureau.decided[day] else SpecialDays.Kind.OFF
    add_days(district=bureau.district, name="调整", kind=kind, first_day=day, last_day=day, by=bureau.editor)


def report_of_a_school(bureau: Bureau, today: date) -> None:
    if asked := [thing for thing in bureau.things if thing.stage]:
        thing = bureau.dice.choice(asked)
        school = bureau.dice.choice(sorted(bureau.clerks[thing.stage]))
        thing.done_by.add(school)
        says(bureau, thing, Report.Status.DONE, school_id=school)


def says(bureau: Bureau, thing: Thing, status: str, **place: int) -> None:
    Report.objects.create(
        **{f"{thing.kind}_id": thing.pk}, **place, district=bureau.district, filed_by=bureau.editor, status=status
    )  # fmt: skip


def withdraw(bureau: Bureau, today: date) -> None:
    """An amendment takes it out."""
    thing = bureau.dice.choice(bureau.things)
    thing.is_withdrawn = True
    MODELS[thing.kind]._default_manager.filter(pk=thing.pk).update(withdrawn_on=today)


def replace_a_clerk(bureau: Bureau, today: date) -> None:
    """One seat ends, another begins: the new clerk is told what is owed, the old one no more."""
    stage = bureau.dice.choice(sorted(bureau.clerks))
    school = bureau.dice.choice(sorted(bureau.clerks[stage]))
    Membership.objects.filter(user=bureau.clerks[stage][school]).update(is_active=False)
    new = bureau.person(f"new-{school}-{today}", Role.SCHOOL_CLERK, school_id=school)
    bureau.clerks[stage][school] = new.pk


def merge_two_offices(bureau: Bureau, today: date) -> None:
    """Its people and its work go to the other; the leader in charge is that office's."""
    there = list(Office.objects.filter(is_active=True, memberships__is_active=True).distinct().order_by("pk"))
    if len(there) < 4:
        return
    old, into = bureau.dice.sample(there, 2)
    merge_office(office=old, into=into, by=bureau.editor)
    people = tuple(dict.fromkeys([*bureau.sits[into.pk], *bureau.sits[old.pk]]))
    for office in (into.pk, *Office.objects.filter(successor=into).values_list("pk", flat=True)):
        bureau.sits[office], bureau.leader[office] = people, bureau.leader[into.pk]
        bureau.merged[office] = into.pk


def urge(bureau: Bureau, today: date, now: datetime) -> None:
    """Once a day at most, now and then."""
    if bureau.dice.random() >= 0.12:
        return
    if still_open := [thing for thing in bureau.things if thing.is_open]:
        thing = bureau.dice.choice(still_open)
        row = MODELS[thing.kind]._default_manager.get(pk=thing.pk)
        chairs = ["lead_staff", "lead_head"]
        nudge(item=row, tells=chairs, by=bureau.editor, today=today, now=now)
        bureau.urged.append(Urging(thing, today, bureau.sits[thing.lead]))
