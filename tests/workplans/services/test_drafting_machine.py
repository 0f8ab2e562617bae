"""Two editors at one plan, doing whatever the editor's page offers, in any order."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from districts.models import AuditEntry
from tests.districts.factories import make_district
from tests.workplans.factories import draft_of, make_editor
from workplans.models import Plan, Section, Task
from workplans.queries import plan_outline
from workplans.queries.places import task_steps
from workplans.refusals import CannotComeBack, IntoItself, TooDeep
from workplans.services import (
    add_section,
    add_task,
    create_plan,
    move_section,
    move_task,
    remove_section,
    remove_task,
    restore_part,
)

NUMBERS = st.integers(0, 99)


class Drafting(RuleBasedStateMachine):
    """What is in the plan or was deleted from it is all that was ever written: nothing is lost, numbers are 1…n."""

    @initialize()
    def begin(self) -> None:
        district = make_district()
        self.editors = [make_editor(district), make_editor(district)]
        self.plan = create_plan(district=district, draft=draft_of(4), by=self.editors[0])
        self.removed: list[AuditEntry] = []
        self.written = {task.key for task in Task.objects.filter(plan=self.plan)}

    def tasks(self) -> list[Task]:
        return list(Task.objects.filter(plan=self.plan).order_by("pk"))

    def sections(self) -> list[Section]:
        return list(Section.objects.filter(plan=self.plan).order_by("pk"))

    def section(self, number: int) -> Section | None:
        """One of them, or none: the place before the first heading."""
        return [*self.sections(), None][number % (len(self.sections()) + 1)]

    @rule(home=NUMBERS, who=st.integers(0, 1))
    def write_a_task(self, home: int, who: int) -> None:
        task = add_task(plan=self.plan, section=self.section(home), title="新的事", by=self.editors[who])
        self.written.add(task.key)

    @rule(home=NUMBERS)
    def write_a_section(self, home: int) -> None:
        with suppress(TooDeep):
            add_section(plan=self.plan, parent=self.section(home), title="新的章", by=self.editors[0])

    @precondition(lambda self: self.tasks())
    @rule(which=NUMBERS, before=NUMBERS, who=st.integers(0, 1))
    def drag_a_task_before_another(self, which: int, before: int, who: int) -> None:
        tasks = self.tasks()
        move_task(task=tasks[which % len(tasks)], before=tasks[before % len(tasks)], by=self.editors[who])

    @precondition(lambda self: self.tasks())
    @rule(which=NUMBERS, home=NUMBERS)
    def send_a_task_to_a_section(self, which: int, home: int) -> None:
        tasks = self.tasks()
        move_task(task=tasks[which % len(tasks)], section=self.section(home), by=self.editors[0])

    @precondition(lambda self: self.sections())
    @rule(which=NUMBERS, home=NUMBERS)
    def send_a_section_into_another(self, which: int, home: int) -> None:
        sections = self.sections()
        with suppress(IntoItself, TooDeep):
            move_section(
                section=sections[which % len(sections)], parent=self.section(home), by=self.editors[1]
            )

    @precondition(lambda self: self.sections())
    @rule(which=NUMBERS, before=NUMBERS)
    def drag_a_section_before_another(self, which: int, before: int) -> None:
        sections = self.sections()
        with suppress(IntoItself, TooDeep):
            move_section(
                section=sections[which % len(sections)],
                before=sections[before % len(sections)],
                by=self.editors[0],
            )

    @precondition(lambda self: self.tasks())
    @rule(which=NUMBERS)
    def delete_a_task(self, which: int) -> None:
        tasks = self.tasks()
        self.removed.append(remove_task(task=tasks[which % len(tasks)], by=self.editors[1]))

    @precondition(lambda self: len(self.sections()) > 1)
    @rule(which=NUMBERS)
    def delete_a_section(self, which: int) -> None:
        sections = self.sections()
        self.removed.append(remove_section(section=sections[which % len(sections)], by=self.editors[1]))

    @precondition(lambda self: self.removed)
    @rule(which=NUMBERS)
    def undo_a_deletion(self, which: int) -> None:
        entry = self.removed[which % len(self.removed)]
        try:
            restore_part(plan=self.plan, entry=entry, by=self.editors[0])
        except CannotComeBack:
            return
        self.removed.remove(entry)

    @invariant()
    def numbers_count_from_one(self) -> None:
        outline = plan_outline(Plan.objects.get(pk=self.plan.pk))
        nodes = list(outline.all_tasks())
        assert [node.label for node in nodes] == [f"{number}．" for number in range(1, len(nodes) + 1)]
        for family in [outline.tasks, *(node.tasks for node in outline.walk())]:
            assert [node.task.position for node in family] == list(range(len(family)))
        for sections in [outline.sections, *(node.sections for node in outline.walk())]:
            assert [node.section.position for node in sections] == list(range(len(sections)))
        assert len(nodes) == Task.objects.filter(plan=self.plan).count()
        assert len(list(outline.walk())) == Section.objects.filter(plan=self.plan).count()

    @invariant()
    def headings_nest_two_levels(self) -> None:
        assert all(node.depth < 2 for node in plan_outline(self.plan).walk())

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = {
            row["fields"]["key"]
            for entry in self.removed
            for row in (entry.before or {})["rows"]
            if row["model"] == "workplans.task"
        }
        here = {str(task.key) for task in self.tasks()}
        assert {str(key) for key in self.written} <= here | kept

    @invariant()
    def every_arrow_leads_somewhere_else(self) -> None:
        steps = task_steps(plan_outline(self.plan))
        assert all(step.up != step.down for step in steps.values() if step.up)


@pytest.mark.django_db
def test_whatever_two_editors_do_nothing_is_lost_and_numbers_follow():
    calm = settings(
        max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )

    run_state_machine_as_test(Drafting, settings=calm)
