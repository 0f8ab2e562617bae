"""Building the demo: every row by the service a person would use, in the order a year takes.

Documents come in as text and are read, plans are approved and issued, schools sign, offices report.
What is due and what is late is relative to `today`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from calendar_app.models import CalendarEntry
from circulars.models import Circular
from circulars.services import issue_plan, sign_for
from districts.models import District, Office, Role, School, User
from districts.services.founding import found_bureau
from districts.services.people import SeatDraft, add_person
from districts.services.places import add_district, add_office, add_school
from intake.drafts import plan_draft
from intake.reading import outline_of, read_source
from intake.services import confirm_upload, keep_upload
from portal.demo.people import COLLEAGUES, PASSWORD, PEOPLE, Person
from portal.demo.places import PLACES, Place, schools
from portal.demo.talking import talk_over
from portal.demo.years import add_passing_task, decide_half, decided_on, follow_year
from progress.models import Report
from progress.services import file_report
from reminders.services import plan_reminders
from rollover.services import roll_over, save_template
from workplans.drafts import AudienceDraft, PlanDraft
from workplans.models import Plan, Task
from workplans.periods import school_year_of
from workplans.queries.approval import asked_offices, head_seats
from workplans.services import (
    address_schools,
    check_plan,
    close_plan,
    countersign_plan,
    edit_task,
    sign_plan,
    start_amendment,
    submit_plan,
)

TEXTS = Path(__file__).parent / "texts"
FOUNDER = "province-admin"

# What differs from year to year in the city's plan: the newest first.
FIGURES = (
    {"honest": 20, "lessons": 36, "fitness": 62, "bases": 10, "schools": 9, "places": 8600, "kinder": 66,
     "visits": 24, "teachers": 420, "studios": 16, "number": 3},
    {"honest": 15, "lessons": 30, "fitness": 60, "bases": 8, "schools": 11, "places": 9400, "kinder": 63,
     "visits": 20, "teachers": 390, "studios": 12, "number": 5},
    {"honest": 12, "lessons": 24, "fitness": 58, "bases": 6, "schools": 12, "places": 10200, "kinder": 60,
     "visits": 18, "teachers": 450, "studios": 10, "number": 2},
)  # fmt: skip


@dataclass(frozen=True)
class Province:
    """What has been built so far, by the short names of the demo."""

    bureaus: dict[str, District]
    people: dict[str, User]


def build_demo(*, today: date, now: datetime) -> Province:
    """Make the whole province; expects an empty database. A minute's work of four bureaus in a few seconds."""
    province = _open_bureaus()
    _write_city_years(province, today, now)
    _write_school_year(province, today, now)
    _write_neighbours(province, today, now)
    plan_reminders(today=today, now=now)
    return province


def _open_bureaus() -> Province:
    top, *rest = PLACES
    founder = found_bureau(district=_district(top), username=FOUNDER, full_name="岑岭秀").user
    bureaus = {top.slug: District.objects.get(code=top.code)}
    for place in rest:
        superior = District.objects.get(code=place.superior)
        bureaus[place.slug] = add_district(
            parent=superior, name=place.name, bureau_name=place.bureau_name, level=place.level, code=place.code,
            slug=place.slug, document_code=place.document_code, by=founder,
        )  # fmt: skip
    for place in PLACES:
        for kind, units in ((Office.Kind.OFFICE, place.offices), (Office.Kind.AFFILIATED, place.affiliated)):
            for name, aliases in units:
                add_office(district=bureaus[place.slug], name=name, aliases=aliases, kind=kind, by=founder)
    for fact in schools():
        add_school(
            district=bureaus[fact.bureau], name=fact.name, code=fact.code, stage=fact.stage,
            ownership=fact.ownership, directly_under=fact.directly_under, by=founder,
        )  # fmt: skip
    people = {
        person.username: _add(person, bureaus[person.bureau], founder) for person in [*PEOPLE, *COLLEAGUES]
    }
    _give_password_to_all()
    return Province(bureaus, people)


def _give_password_to_all() -> None:
    """The demo's one password, hashed once: hashing it for everybody would take longer than all the rest."""
    User.objects.update(password=make_password(PASSWORD), must_change_password=False)


def _district(place: Place) -> District:
    return District(
        name=place.name, bureau_name=place.bureau_name, level=place.level, code=place.code, slug=place.slug,
        document_code=place.document_code,
    )  # fmt: skip


def _add(person: Person, bureau: District, founder: User) -> User:
    seat = SeatDraft(
        person.role,
        bureau,
        office=Office.objects.get(district=bureau, name=person.office) if person.office else None,
        school=School.objects.get(name=person.school) if person.school else None,
    )
    account = add_person(
        username=person.username,
        full_name=person.full_name,
        email=f"{person.username}@demo.invalid",
        seats=[seat],
        by=founder,
    )
    return account.user


def _write_city_years(province: Province, today: date, now: datetime) -> None:
    """Two years that are over, this year in force, the next as a draft; each but the first made of the one before."""
    plan: Plan | None = None
    for age, figures in reversed(list(enumerate(FIGURES))):
        year = today.year - age
        if plan:
            plan = follow_year(
                plan,
                _read(province, "haiyun", "city_year", year, figures),
                by=province.people["editor"],
                now=now,
            )
        else:
            plan = _bring_in(province, "haiyun", "city_year", year, figures)
        add_passing_task(plan, age=age, by=province.people["editor"])
        _address_year(plan, province.people["editor"])
        if age == 0:
            _set_days(plan, today, province.people["editor"])
        circular = _issue(province, "haiyun", plan, date(plan.year, 1, 20), now)
        _sign(circular, province, everybody=age > 0)
        if age == 0:
            _report(plan, province, today)
        if age:
            close_plan(plan=plan, by=province.people["editor"], now=now)
        else:
            _amend(plan, province, today, now)
    if plan:
        following = roll_over(
            rollover=decided_on(plan, by=province.people["editor"]), by=province.people["editor"]
        )
        talk_over(following, province.people, today=today, now=now)
        save_template(
            plan=plan,
            district=plan.district,
            title="年度工作要点模板",
            note="每年一月起草年度要点时用",
            by=province.people["editor"],
        )


def _write_school_year(province: Province, today: date, now: datetime) -> None:
    """The school year's opinions for the city's own schools, with the autumn calendar."""
    year = school_year_of(today)
    plan = _bring_in(province, "haiyun", "city_school_year", year, {"next": year + 1})
    editor = province.people["editor"]
    for place, task in enumerate(plan.tasks.order_by("section_id", "position")):
        demand = "act" if place % 3 == 0 else "inform"
        address_schools(carrier=task, rules=[AudienceDraft(demand=demand, directly_under=True)], by=editor)
    for entry in plan.entries.all():
        if rules := _entry_rules(entry.work):
            address_schools(carrier=entry, rules=rules, by=editor)
    circular = _issue(province, "haiyun", plan, date(year, 8, 25), now)
    _sign(circular, province, everybody=False)
    _report(plan, province, today)
    _countersign_the_next(province, year + 1, now)
    decide_half(plan, by=editor)


def _countersign_the_next(province: Province, year: int, now: datetime) -> None:
    """Next school year's opinions lie with the offices: one has agreed, the others are asked."""
    plan = _bring_in(province, "haiyun", "city_school_year", year, {"next": year + 1})
    submit_plan(plan=plan, by=province.people["editor"], now=now)
    check_plan(plan=plan, by=province.people["approver"], note="内容完整，拟同意。", now=now)
    countersign_plan(plan=plan, by=province.people["basic"], note="同意。", now=now)


def _write_neighbours(province: Province, today: date, now: datetime) -> None:
    """The province's plan is in force, its next one awaits the signature; one county's waits to be checked, the other's is approved."""
    plan = _bring_in(province, "yunshan", "province_year", today.year, {})
    _issue(province, "yunshan", plan, date(today.year, 1, 12), now)
    coming = _bring_in(province, "yunshan", "province_year", today.year + 1, {})
    submit_plan(plan=coming, by=province.people["province"], now=now)
    check_plan(plan=coming, by=province.people["province-approver"], now=now)
    linxi = _bring_in(
        province, "linxi", "county_year", today.year, {"place": "临溪县", "beds": 1200, "buses": 12}
    )
    submit_plan(plan=linxi, by=province.people["linxi"], now=now)
    qingchuan = _bring_in(
        province, "qingchuan", "county_year", today.year, {"place": "青川县", "beds": 900, "buses": 8}
    )
    submit_plan(plan=qingchuan, by=province.people["qingchuan"], now=now)
    _approve(qingchuan, province.people["qingchuan-approver"], now)


def _bring_in(province: Province, bureau: str, text: str, year: int, figures: Mapping[str, object]) -> Plan:
    """A document of the year comes in, is read and confirmed."""
    district = province.bureaus[bureau]
    content = _content(text, year, figures)
    editor = province.people[EDITORS[bureau]]
    kind = Plan.Kind.SCHOOL_YEAR if "学年" in content.splitlines()[0] else Plan.Kind.CALENDAR_YEAR
    period = f"{year}学年" if kind == Plan.Kind.SCHOOL_YEAR else f"{year}年"
    upload = keep_upload(
        district=district, name=f"{district.bureau_name}{period}.txt", content=content.encode(), by=editor
    )
    title = upload.outline["title"] if upload.outline else upload.name
    return confirm_upload(upload=upload, title=title, kind=kind, year=year, by=editor)


def _read(province: Province, bureau: str, text: str, year: int, figures: Mapping[str, object]) -> PlanDraft:
    """What the document of the year says, read but not brought in."""
    name = f"{province.bureaus[bureau].bureau_name}{year}.txt"
    outline = outline_of(read_source(_content(text, year, figures).encode(), name), name)
    return plan_draft(outline, title=outline.title or name, kind=Plan.Kind.CALENDAR_YEAR, year=year)


def _content(text: str, year: int, figures: Mapping[str, object]) -> str:
    return (TEXTS / f"{text}.txt").read_text().format(year=year, **figures)


EDITORS = {"yunshan": "province", "haiyun": "editor", "linxi": "linxi", "qingchuan": "qingchuan"}
APPROVERS = {"yunshan": "province-approver", "haiyun": "approver"}


def _issue(province: Province, bureau: str, plan: Plan, day: date, now: datetime) -> Circular:
    editor, approver = province.people[EDITORS[bureau]], province.people[APPROVERS[bureau]]
    submit_plan(plan=plan, by=editor, now=now)
    _approve(plan, approver, now)
    return issue_plan(plan=plan, by=editor, signed_on=day, publish=True)


def _amend(plan: Plan, province: Province, today: date, now: datetime) -> None:
    """The year's plan was amended once: more places than were promised, and a later day for one task."""
    editor = province.people["editor"]
    note = "根据全市学龄人口变化情况，经局长办公会研究，对部分指标和时限作修订。"
    draft = start_amendment(plan=plan, note=note, by=editor)
    places = f"{FIGURES[0]['places']}"
    for task in draft.tasks.filter(body__contains=places):
        edit_task(task=task, changes={"body": task.body.replace(places, "9200")}, by=editor)
    last = draft.tasks.exclude(due_on=None).order_by("due_on").last()
    if last and last.due_on:
        edit_task(task=last, changes={"due_on": last.due_on + timedelta(days=7)}, by=editor)
    submit_plan(plan=draft, by=editor, now=now)
    _approve(draft, province.people["approver"], now)
    issue_plan(plan=draft, by=editor, signed_on=today - timedelta(days=20), publish=True)


def _approve(plan: Plan, approver: User, now: datetime) -> None:
    """The rest of the way: checked, countersigned by every office that was asked, signed."""
    check_plan(plan=plan, by=approver, now=now)
    asked = {row.office_id for row in asked_offices(plan)}
    for seat in head_seats(plan):
        if seat.office_id in asked:
            countersign_plan(plan=plan, by=seat.user, seat=seat, now=now)
            asked.discard(seat.office_id)
    sign_plan(plan=plan, by=approver, now=now)
    plan.refresh_from_db()


def _address_year(plan: Plan, editor: User) -> None:
    """A few tasks are for certain schools only, the others for all of them."""
    for task in plan.tasks.all():
        address_schools(carrier=task, rules=_task_rules(task), by=editor)


def _task_rules(task: Task) -> list[AudienceDraft]:
    for word, stages in STAGES_MEANT.items():
        if word in task.title:
            return [AudienceDraft(stage=stage) for stage in stages]
    return [AudienceDraft(demand="act" if any(word in task.title for word in ASKED_OF_SCHOOLS) else "inform")]


ASKED_OF_SCHOOLS = ("体魄", "劳动", "安全责任")
STAGES_MEANT = {
    "学前": ("kindergarten",),
    "县域高中": ("senior",),
    "职业教育": ("vocational",),
    "特殊教育": ("special", "adult"),
}


def _entry_rules(work: str) -> list[AudienceDraft]:
    """Whom an entry of the calendar asks; work of the offices alone asks no school."""
    if any(word in work for word in ("中职", "技能大赛")):
        return [AudienceDraft(stage="vocational")]
    if any(word in work for word in ("高中", "学业水平")):
        return [AudienceDraft(stage="senior")]
    if any(word in work for word in ("监测", "心理测评")):
        return [AudienceDraft(stage="primary"), AudienceDraft(stage="junior")]
    if any(
        word in work
        for word in ("第一课", "演练", "家长开放日", "长跑", "艺术节", "章程", "自评", "期末", "寒假校园")
    ):
        return [AudienceDraft(directly_under=True)]
    return []


def _set_days(plan: Plan, today: date, editor: User) -> None:
    """Days around today, so that there is always something late, something due and something ahead."""
    days = {3: -9, 7: -2, 13: 0, 17: 3, 18: 6, 20: 12}
    for number, task in enumerate(plan.tasks.order_by("section__position", "position"), start=1):
        if number in days:
            edit_task(task=task, changes={"due_on": today + timedelta(days=days[number])}, by=editor)


def _sign(circular: Circular, province: Province, *, everybody: bool) -> None:
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


def _report(plan: Plan, province: Province, today: date) -> None:
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
