"""Work papers: asked for once, made once for the same content, a batch that stops and goes on."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from circulars.models import WorkPaper
from circulars.paper import TableAppendix
from circulars.queries import place_in_queue
from circulars.services import (
    ask_for_every_school,
    ask_for_paper,
    go_on_with_batch,
    render_waiting,
    stop_batch,
)
from circulars.services.leases import LEASE
from circulars.services.making import MOMENT, make_paper, paper_of
from circulars.sources import source_of_plan
from districts.models import AuditEntry
from progress.models import Report
from tests.circulars.factories import approved_plan, make_bureau, make_editor, make_office, make_school
from tests.circulars.reading_pdf import read_pdf

NOW = datetime(2026, 5, 10, 8, tzinfo=UTC)
DAY = date(2026, 5, 10)


@pytest.fixture
def plan(db):
    return approved_plan(make_bureau())


@pytest.fixture
def editor(plan):
    return make_editor(plan.district)


def asked(plan, editor, kind="breakdown", **about):
    return ask_for_paper(plan=plan, kind=kind, by=editor, today=DAY, key=uuid4(), **about)


def test_a_paper_asked_for_becomes_ready(plan, editor):
    row = asked(plan, editor)

    assert render_waiting(clock=lambda: NOW) == 1

    row.refresh_from_db()
    pdf = read_pdf(Path(row.pdf.path).read_bytes())
    assert row.is_ready
    assert row.title == f"{plan.title}任务分解表"
    assert len(pdf.pages) == row.pages
    assert Path(row.docx.path).read_bytes().startswith(b"PK")
    assert AuditEntry.objects.get(verb="ask_for_paper").actor == editor


def test_a_double_click_asks_once(plan, editor):
    key = uuid4()

    rows = {ask_for_paper(plan=plan, kind="plan", by=editor, today=DAY, key=key).pk for _ in range(2)}

    assert len(rows) == 1
    assert AuditEntry.objects.filter(verb="ask_for_paper").count() == 1


def test_the_same_content_is_printed_once(plan, editor, monkeypatch):
    first, second = asked(plan, editor), asked(plan, editor)
    make_paper(pk=first.pk, now=NOW)
    monkeypatch.setattr("circulars.services.making.print_paper", None)  # printing again would fail

    assert make_paper(pk=second.pk, now=NOW)

    first.refresh_from_db()
    second.refresh_from_db()
    assert second.pdf == first.pdf
    assert second.content_hash == first.content_hash


def test_the_same_content_is_not_printed_by_two_at_once(plan, editor, monkeypatch):
    first, second = asked(plan, editor), asked(plan, editor)
    content_hash = paper_of(first).content_hash()
    WorkPaper.objects.filter(pk=first.pk).update(
        state="rendering", lease_until=NOW + LEASE, attempts=1, content_hash=content_hash
    )
    monkeypatch.setattr("circulars.services.making.print_paper", None)  # printing would fail

    assert not make_paper(pk=second.pk, now=NOW)

    second.refresh_from_db()
    assert (second.state, second.attempts) == (WorkPaper.State.WAITING, 0)
    assert second.lease_until == NOW + MOMENT


def test_a_file_that_went_away_is_made_again(plan, editor):
    first, second = asked(plan, editor), asked(plan, editor)
    make_paper(pk=first.pk, now=NOW)
    first.refresh_from_db()
    Path(first.pdf.path).unlink()

    assert make_paper(pk=second.pk, now=NOW)

    assert Path(first.pdf.path).read_bytes().startswith(b"%PDF-")


def test_single_papers_go_before_those_of_batches(plan, editor):
    make_school(plan.district, "第一小学")
    batch = ask_for_every_school(plan=plan, kind="school", by=editor, today=DAY, key=uuid4())
    single = asked(plan, editor)

    assert place_in_queue(single) == 1
    assert place_in_queue(batch.papers.get()) == 2


def test_a_paper_of_nothing_fails_at_once_and_says_why(plan, editor):
    row = asked(plan, editor, "calendar")

    assert not make_paper(pk=row.pk, now=NOW)

    row.refresh_from_db()
    assert (row.state, row.failure) == (WorkPaper.State.FAILED, "nothing_to_print")


def test_a_batch_has_a_paper_for_every_school_stops_and_goes_on(plan, editor):
    schools = [make_school(plan.district, name) for name in ("第一小学", "第二小学")]
    batch = ask_for_every_school(plan=plan, kind="school", by=editor, today=DAY, key=uuid4())
    stop_batch(batch=batch, by=editor, now=NOW)

    assert render_waiting(clock=lambda: NOW) == 0
    go_on_with_batch(batch=batch, by=editor)
    render_waiting(clock=lambda: NOW)

    assert {row.school for row in batch.papers.all()} == set(schools)
    assert not batch.papers.filter(state=WorkPaper.State.WAITING).exists()
    verbs = AuditEntry.objects.filter(verb__contains="papers").values_list("verb", flat=True)
    assert set(verbs) == {"stop_papers", "go_on_with_papers"}


def test_a_school_is_given_only_what_it_has_to_act_on(plan, editor):
    school = make_school(plan.district)
    tasks = list(plan.tasks.all())
    tasks[0].audience.create()
    tasks[0].audience.create(demand="inform")

    source = source_of_plan(plan, day=DAY, school=school)

    assert [row.title for row in source.tasks] == [tasks[0].title]
    assert source.school == school.name


def test_progress_and_what_is_late_come_from_reports(plan, editor):
    office = make_office(plan.district, "基础教育处")
    plan.state = "issued"
    plan.save()
    task = plan.tasks.first()
    task.due_on = date(2026, 5, 1)
    task.save()
    task.duties.create(office=office, role="lead")
    Report.objects.create(
        district=plan.district, task=task, office=office, status="blocked", text="经费\n未到", filed_by=editor
    )

    source = source_of_plan(plan, day=DAY)

    assert source.tasks[0].progress == "遇到困难：经费 未到"
    assert [(row.office, row.days, row.progress) for row in source.late] == [
        ("基础教育处", 9, "遇到困难：经费 未到")
    ]


def test_the_paper_bears_the_day_it_was_asked_for(plan, editor):
    [table] = paper_of(asked(plan, editor)).appendices

    assert isinstance(table, TableAppendix)
    assert table.note.endswith("2026年5月10日")


def test_the_command_makes_what_waits(plan, editor, capsys):
    asked(
        plan, editor, "calendar"
    )  # the plan has no months: nothing becomes ready, and nothing is left waiting

    call_command("render_circulars")

    assert capsys.readouterr().out == "0\n"
    assert not WorkPaper.objects.filter(state=WorkPaper.State.WAITING).exists()
