"""A plan's whole life in any order: written, submitted, signed, returned, issued, amended, by whoever tries.

Everybody tries whatever the pages offer, in whatever state the plan is. The same machine serves the suite, in a short
form, and `make prove-approval`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from calendar_app.drafts import EntryDraft
from calendar_app.models import CalendarEntry
from calendar_app.services import add_entry, edit_entry, remove_entry
from circulars.refusals import Refused as PaperRefused
from circulars.services import issue_plan
from districts.models import AuditEntry, Office, Role, User
from tests.circulars.factories import make_bureau
from tests.districts.factories import make_office, make_user
from tests.workplans.factories import draft_of
from tests.workplans.plan_rows import Rows
from workplans.models import Plan, PlanVersion, Section, Task
from workplans.numbering import chinese_number
from workplans.queries import plan_outline
from workplans.queries.approval import asked_offices, authors
from workplans.queries.editing import RETURNS
from workplans.queries.outline import SectionNode, TaskNode
from workplans.queries.snapshots import content_hash
from workplans.refusals import ChangedMeanwhile, Refused
from workplans.services import (
    add_section,
    add_task,
    assign_offices,
    create_plan,
    drop_amendment,
    edit_plan,
    edit_section,
    edit_task,
    move_section,
    move_task,
    name_version,
    remove_section,
    remove_task,
    restore_part,
    restore_task,
    restore_version,
    start_amendment,
)
from workplans.services.approval import TAKE
from workplans.transitions import step_from

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
NUMBERS = st.integers(0, 99)
State = Plan.State
WAY = (State.DRAFT, State.SUBMITTED, State.COUNTERSIGNING, State.SIGNING, State.APPROVED, State.ISSUED)
FORWARD = dict(zip(WAY, ("submit", "check", "countersign", "sign", "issue", "amend"), strict=True))
ROLES_OF = {
    "editor": {Role.EDITOR},
    "checker": {Role.APPROVER, Role.OFFICE_HEAD},
    "countersigner": {Role.OFFICE_HEAD},
    "signer": {Role.APPROVER},
    "approver": {Role.APPROVER},
}
# What a step may lead to beside the target of its row.
ALSO = {"check": {State.SIGNING}, "countersign": {State.COUNTERSIGNING}, "issue": {State.WORKED_IN}}


@dataclass
class Tally:
    """What was tried, and what was found against the promises."""

    steps: int = 0
    illegal: int = 0
    lost: int = 0
    misnumbered: int = 0
    issued: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return (
            f"prove-approval steps={self.steps} illegal={self.illegal} "
            f"lost={self.lost} misnumbered={self.misnumbered}"
        )


class PlanLife(RuleBasedStateMachine):
    """Two editors, of whom the second also approves; an approver; the heads of two offices."""

    tally = Tally()

    def __init__(self) -> None:
        """Each life begins in an empty database: what it wrote is taken back when it is over."""
        super().__init__()
        self.life = transaction.atomic()
        self.life.__enter__()

    @initialize(start=st.sampled_from(WAY))
    def begin(self, start: str) -> None:
        district = make_bureau()
        self.offices = [make_office(district), make_office(district)]
        self.editors = [make_user(district, Role.EDITOR), make_user(district, Role.EDITOR)]
        self.editors[1].memberships.create(district=district, role=Role.APPROVER)
        heads = [make_user(district, Role.OFFICE_HEAD, office=office) for office in self.offices]
        self.people = [*self.editors, make_user(district, Role.APPROVER), *heads]
        self.roles = {user: {seat.role for seat in user.memberships.all()} for user in self.people}
        self.plan = create_plan(district=district, draft=draft_of(4), by=self.editors[0])
        self.texts: set[str] = set()
        self.serial, self.in_vain = 0, 0
        self.frozen: list[Any] = []
        self.trail, self.last_entry = "", 0
        self.versions: dict[int, str] = {}
        self.counted: dict[int, list[Any]] = {}
        self.looks()
        for task, office in zip(self.tasks(), self.offices, strict=False):
            assign_offices(carrier=task, lead=office, supporting=[], by=self.editors[0])
        self.looks()
        for who in range(12):
            if self.target().state == start:
                break
            self.goes_on(who)

    # What stands there, and who tries what

    def looks(self) -> None:
        """`is_new`: since the promises were last held against it."""
        self.rows, self.is_new = Rows.read(), True

    def target(self) -> Plan:
        """The text that is worked on: the draft of an amendment while there is one, else the plan."""
        return Plan.objects.get(pk=self.rows.open_amendment_of(self.plan.pk) or self.plan.pk)

    def tasks(self) -> list[Task]:
        return list(Task.objects.filter(plan=self.target()).order_by("pk"))

    def sections(self) -> list[Section]:
        return list(Section.objects.filter(plan=self.target()).order_by("pk"))

    def entries(self) -> list[CalendarEntry]:
        return list(CalendarEntry.objects.filter(plan=self.target()).order_by("pk"))

    def new_text(self) -> str:
        self.serial += 1
        return f"〔第{self.serial}句〕"

    def tries(self, act: Callable[..., Any], *, who: User, step: str = "", **words: Any) -> bool:
        """Whether it was done. A refusal changes nothing; what is done follows the table."""
        self.tally.steps += 1
        before = self.rows
        target = self.target() if step else None
        asked = {row.office_id for row in asked_offices(target) if row.step_id is None} if target else set()
        own = authors(target) if target else set()
        try:
            act(by=who, **words)
        except (Refused, ChangedMeanwhile, PaperRefused):
            self.tally.refused += 1
            self.holds(Rows.read() == before, "illegal", f"refused, but changed: {act.__name__}")
            self.is_stuck()
            return False
        self.in_vain = 0
        self.looks()
        if target:
            self.may(step, target, who, own, asked)
        self.follows(step, target, before)
        return True

    def is_stuck(self) -> None:
        """Who is only refused proves little: after three times in a row somebody moves the plan, to and fro."""
        self.in_vain += 1
        if self.in_vain == 3:
            (self.goes_on if self.tally.steps % 3 else self.opens_the_text)(who=self.serial % 2)
            self.in_vain = 0

    def may(self, step: str, target: Plan, who: User, own: set[User], asked: set[int]) -> None:
        """What was done was this person's to do: `own` wrote the plan, `asked` are the offices still silent."""
        row = step_from(step, target.state)
        self.holds(row is not None, "illegal", f"{step} from {target.state}")
        assert row is not None
        parts = {part for part in row.parts if self.roles[who] & ROLES_OF[part]}
        if not set(who.office_ids) & asked:
            parts.discard("countersigner")
        self.holds(bool(parts), "illegal", f"{step} by {self.roles[who]}")
        self.holds(not (row.not_by_authors and who in own), "illegal", f"{step} by an author")

    def follows(self, step: str, target: Plan | None, before: Rows) -> None:
        """Every plan stands where it stood, but the one that took a step: that stands where its row leads."""
        states = before.states()
        for pk, state in self.rows.states().items():
            was = states.get(pk, State.DRAFT)
            row = step_from(step, was) if target and pk == target.pk else None
            leads_to = {row.target, *ALSO.get(step, ())} if row else {was}
            self.holds(state in leads_to, "illegal", f"{was}: {step}: {state}")

    def holds(self, fact: bool, promise: str, words: str) -> None:
        if not fact:
            setattr(self.tally, promise, getattr(self.tally, promise) + 1)
            raise AssertionError(f"{promise}: {words}")

    # Writing

    @rule(who=st.integers(0, 1), home=NUMBERS, leads=st.booleans())
    def adds_a_task(self, who: int, home: int, leads: bool) -> None:
        sections, title, body = [*self.sections(), None], self.new_text(), self.new_text()
        section = sections[home % len(sections)]
        if self.tries(
            add_task, plan=self.target(), title=title, body=body, section=section, who=self.editors[who]
        ):
            self.texts |= {title, body}
            if leads:
                self.gives(self.tasks()[-1])

    @rule(who=st.integers(0, 1), home=NUMBERS)
    def adds_a_section(self, who: int, home: int) -> None:
        sections, title = [*self.sections(), None], self.new_text()
        parent = sections[home % len(sections)]
        if self.tries(add_section, plan=self.target(), title=title, parent=parent, who=self.editors[who]):
            self.texts.add(title)

    @rule(who=st.integers(0, 1), which=NUMBERS, name=st.sampled_from(["title", "body"]), late=st.booleans())
    def writes_into_a_task(self, who: int, which: int, name: str, late: bool) -> None:
        """`late`: somebody saved it since the page was drawn."""
        if tasks := self.tasks():
            task, text = tasks[which % len(tasks)], self.new_text()
            version = task.version - late
            changes = {name: text}
            if self.tries(edit_task, task=task, changes=changes, version=version, who=self.editors[who]):
                self.texts.add(text)

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def writes_into_a_section(self, who: int, which: int) -> None:
        if sections := self.sections():
            section, text = sections[which % len(sections)], self.new_text()
            if self.tries(edit_section, section=section, changes={"text": text}, who=self.editors[who]):
                self.texts.add(text)

    @rule(who=st.integers(0, 1), month=st.integers(1, 12))
    def adds_an_entry(self, who: int, month: int) -> None:
        work, day, target = self.new_text(), date(2026, month, 1), self.target()
        draft = EntryDraft(day, day, work)
        if self.tries(add_entry, district=target.district, plan=target, draft=draft, who=self.editors[who]):
            self.texts.add(work)

    @rule(who=st.integers(0, 1), which=NUMBERS, month=st.integers(1, 12))
    def writes_into_an_entry(self, who: int, which: int, month: int) -> None:
        if entries := self.entries():
            text, day = self.new_text(), date(2026, month, 1)
            changes = {"work": text, "starts_month": day, "ends_month": day}
            entry = entries[which % len(entries)]
            if self.tries(edit_entry, entry=entry, changes=changes, who=self.editors[who]):
                self.texts.add(text)

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def removes_an_entry(self, who: int, which: int) -> None:
        if entries := self.entries():
            self.tries(remove_entry, entry=entries[which % len(entries)], who=self.editors[who])

    @rule(who=st.integers(0, 1), restarts=st.booleans())
    def writes_into_the_head(self, who: int, restarts: bool) -> None:
        text = self.new_text()
        changes = {"preamble": text, "restarts": restarts}
        if self.tries(edit_plan, plan=self.target(), changes=changes, who=self.editors[who]):
            self.texts.add(text)

    @rule(who=st.integers(0, 1), which=NUMBERS, before=NUMBERS)
    def moves_a_task(self, who: int, which: int, before: int) -> None:
        if tasks := self.tasks():
            task, other = tasks[which % len(tasks)], tasks[before % len(tasks)]
            self.tries(move_task, task=task, before=other, who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS, home=NUMBERS)
    def moves_a_section(self, who: int, which: int, home: int) -> None:
        if sections := self.sections():
            parent = [*sections, None][home % (len(sections) + 1)]
            section = sections[which % len(sections)]
            self.tries(move_section, section=section, parent=parent, who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def removes_a_task(self, who: int, which: int) -> None:
        if tasks := self.tasks():
            self.tries(remove_task, task=tasks[which % len(tasks)], who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def removes_a_section(self, who: int, which: int) -> None:
        if len(sections := self.sections()) > 1:
            self.tries(remove_section, section=sections[which % len(sections)], who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def brings_back_what_was_removed(self, who: int, which: int) -> None:
        entries = AuditEntry.objects.filter(district=self.plan.district_id, verb__in=RETURNS).order_by("pk")
        if found := list(entries):
            entry = found[which % len(found)]
            self.tries(restore_part, plan=self.target(), entry=entry, who=self.editors[who])

    @rule(who=st.integers(0, 1))
    def keeps_a_version(self, who: int) -> None:
        self.tries(name_version, plan=self.target(), name="这一稿", who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS)
    def brings_back_a_version(self, who: int, which: int) -> None:
        if found := list(self.target().versions.order_by("number")):
            self.tries(restore_version, version=found[which % len(found)], who=self.editors[who])

    @rule(who=st.integers(0, 1), which=NUMBERS, task=NUMBERS)
    def brings_back_a_task_of_a_version(self, who: int, which: int, task: int) -> None:
        if found := list(self.target().versions.order_by("number")):
            version = found[which % len(found)]
            keys = [kept["origin"] or kept["key"] for kept in version.snapshot["tasks"]] or ["none"]
            self.tries(restore_task, version=version, key=keys[task % len(keys)], who=self.editors[who])

    # The way to approval, and beyond

    @rule(who=NUMBERS, act=st.sampled_from(sorted({*TAKE} - {"close"})), reason=st.sampled_from(["", "请改"]))
    def presses_any_button(self, who: int, act: str, reason: str) -> None:
        """Whoever they are, and whether or not the page would offer it."""
        self.takes(act, self.people[who % len(self.people)], reason)

    @rule(who=NUMBERS)
    def goes_on(self, who: int) -> None:
        """The next step on the way, by the first person who may take it; every other who tries is refused."""
        target = self.target()
        act = FORWARD[State(target.state)]
        if act == "issue":
            self.issues(who % 2)
            return
        if act == "amend":
            self.begins_an_amendment(who % 2)
            return
        if act == "submit":
            for task in target.tasks.without_lead():
                self.gives(task)
            if target.amends_id:  # one that changes nothing is not handed in
                self.adds_a_task(who=who % 2, home=0, leads=True)
        for number in range(len(self.people)):
            if self.takes(act, self.people[(who + number) % len(self.people)], ""):
                return

    @rule(who=st.integers(0, 1))
    def opens_the_text(self, who: int) -> None:
        """So that there is much to write into: taken back, or amended."""
        target = self.target()
        if target.is_issued:
            self.begins_an_amendment(who)
        elif not target.is_draft:
            self.takes("recall", self.editors[who], "")

    @rule(who=st.integers(0, 1))
    def issues(self, who: int) -> None:
        target = self.target()
        if self.tries(issue_plan, step="issue", plan=target, signed_on=DAY, who=self.editors[who]):
            self.tally.issued += 1
            self.frozen = self.rows.text_of(self.plan.pk)

    @rule(who=st.integers(0, 1))
    def begins_an_amendment(self, who: int) -> None:
        note = self.new_text()
        plan = Plan.objects.get(pk=self.plan.pk)
        if self.tries(start_amendment, plan=plan, note=note, who=self.editors[who]):
            self.texts.add(note)

    @rule(who=st.integers(0, 1), really=st.integers(0, 3))
    def gives_an_amendment_up(self, who: int, really: int) -> None:
        """Not often: more is learnt from those that are issued."""
        if really == 0:
            self.tries(drop_amendment, draft=self.target(), who=self.editors[who])

    def takes(self, act: str, who: User, note: str) -> bool:
        return self.tries(TAKE[act], step=act, plan=self.target(), note=note, now=NOW, who=who)

    def gives(self, task: Task) -> None:
        office: Office = self.offices[task.pk % 2]
        assign_offices(carrier=task, lead=office, supporting=[], by=self.editors[0])
        self.looks()

    # The promises

    @invariant()
    def every_promise_holds(self) -> None:
        """Of what was looked at since they were last held against it."""
        if self.is_new:
            self.no_text_is_lost()
            self.an_issued_text_stands()
            self.numbers_count_from_one()
            self.papers_are_numbered_in_a_row()
            self.is_new = False

    def no_text_is_lost(self) -> None:
        rows = self.rows.words()
        kept = self.trail_as_text() + "".join(self.versions_as_text().values())
        lost = [text for text in sorted(self.texts) if text not in rows and text not in kept]
        self.holds(not lost, "lost", "，".join(lost))

    def an_issued_text_stands(self) -> None:
        if self.rows.states()[self.plan.pk] in Plan.PUBLIC_STATES:
            stands = self.rows.text_of(self.plan.pk) == self.frozen
            self.holds(stands, "illegal", "the issued text changed")

    def numbers_count_from_one(self) -> None:
        """Of each plan whose rows are others than those that were counted last."""
        for pk in {self.plan.pk, self.target().pk}:
            text = self.rows.text_of(pk)
            if self.counted.get(pk) != text:
                self.parts_count(Plan.objects.get(pk=pk))
                self.counted[pk] = text

    def parts_count(self, plan: Plan) -> None:
        outline = plan_outline(plan)
        self.sections_count(outline.sections)
        counted = 0
        for family in [outline.tasks, *(node.tasks for node in outline.walk())]:
            counted = self.tasks_count(family, 0 if plan.restarts else counted)
        standing = Task.objects.filter(plan=plan).standing().count()
        self.holds(standing == len(list(outline.all_tasks())), "misnumbered", "a task stands nowhere")
        nowhere = Section.objects.filter(plan=plan).count() - len(list(outline.walk()))
        self.holds(not nowhere, "misnumbered", "a section stands nowhere")

    def papers_are_numbered_in_a_row(self) -> None:
        serials = list(self.plan.district.circulars.order_by("serial").values_list("serial", flat=True))
        self.holds(serials == list(range(1, len(serials) + 1)), "misnumbered", f"papers {serials}")

    def tasks_count(self, nodes: list[TaskNode], before: int) -> int:
        labels = [node.label for node in nodes]
        wanted = [f"{before + number}．" for number in range(1, len(nodes) + 1)]
        self.holds(labels == wanted, "misnumbered", f"{labels}")
        places = [node.task.position for node in nodes]
        self.holds(places == list(range(len(nodes))), "misnumbered", f"positions {places}")
        return before + len(nodes)

    def sections_count(self, nodes: list[SectionNode]) -> None:
        for number, node in enumerate(nodes, start=1):
            wanted = f"（{chinese_number(number)}）" if node.depth else f"{chinese_number(number)}、"
            self.holds(node.label == wanted, "misnumbered", node.label)
            self.holds(
                node.section.position == number - 1, "misnumbered", f"{node.label} {node.section.position}"
            )
            self.sections_count(node.sections)

    def trail_as_text(self) -> str:
        """Read on from the last entry: nothing in the trail is ever changed."""
        new = AuditEntry.objects.filter(district=self.plan.district_id, pk__gt=self.last_entry).order_by("pk")
        for entry in new:
            self.trail += json.dumps([entry.before, entry.after], ensure_ascii=False)
            self.last_entry = entry.pk
        return self.trail

    def versions_as_text(self) -> dict[int, str]:
        """Those that are there now; one that went with a draft is not counted upon."""
        there = {pk for pk, _fingerprint in self.rows.versions}
        if new := there - set(self.versions):
            for version in PlanVersion.objects.filter(pk__in=new):
                self.versions[version.pk] = json.dumps(version.snapshot, ensure_ascii=False)
        self.versions = {pk: text for pk, text in self.versions.items() if pk in there}
        return self.versions

    def teardown(self) -> None:
        """What was kept at any time is what it was then."""
        try:
            for version in PlanVersion.objects.all():
                whole = content_hash(version.snapshot) == version.content_hash
                self.holds(whole, "lost", f"version {version.number} was changed")
        finally:
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)
