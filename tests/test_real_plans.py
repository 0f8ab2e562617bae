"""Real plans go the whole way, from the file to the PDF, and every word of theirs arrives on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from circulars.models import Circular
from circulars.services import issue_plan, render_circular
from districts.models import Role
from intake.drafts import suggested_kind
from intake.models import Upload
from intake.reading import Outline
from intake.services import confirm_upload, keep_upload
from tests.circulars.factories import make_bureau
from tests.circulars.reading_pdf import ReadPdf, joined, read_pdf
from tests.districts.factories import make_user
from tests.seeds import FORMS, needs_seeds, seed
from tests.workplans.factories import NOBODY_LEADS, approve
from workplans.models import Plan

pytestmark = [needs_seeds, pytest.mark.django_db]

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT_ENDS = 265.0  # mm from the top: below stands the page number


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("number", "sections", "below", "tasks", "months"),
    [
        ("000", 7, 0, 24, {"2021-09": 23, "2021-10": 18, "2021-11": 9, "2021-12": 18, "2022-01": 2}),
        ("001", 6, 0, 25, {}),
        ("002", 5, 0, 22, {}),
        ("003", 8, 0, 26, {}),
        ("004", 2, 7, 22, {}),
    ],
)
def test_a_real_plan_arrives_whole_on_paper(
    number: str, form: str, sections: int, below: int, tasks: int, months: dict[str, int]
) -> None:
    plan = brought_in(*seed(number, form))

    assert plan.sections.filter(parent=None).count() == sections
    assert plan.sections.exclude(parent=None).count() == below
    assert plan.tasks.count() == tasks
    assert Counter(f"{entry.starts_month:%Y-%m}" for entry in plan.entries.all()) == months

    circular = issued(plan)
    assert render_circular(pk=circular.pk, now=NOW)
    circular.refresh_from_db()
    assert circular.state == Circular.State.READY

    with circular.pdf.open() as file:
        printed = read_pdf(file.read())
    text = running_text(printed)
    assert len(printed.pages) == circular.pages
    assert [part for part in passages(plan) if squeezed(part) not in text] == []
    assert Counter(squeezed("".join(words_of_calendar(plan)))) - Counter(text) == Counter()


def brought_in(content: bytes, name: str) -> Plan:
    """The plan as the page of intake would make it of what was read, without a word changed."""
    bureau = make_bureau("海云市", "海教")
    editor = make_user(bureau, Role.EDITOR)
    upload = keep_upload(district=bureau, name=name, content=content, by=editor)
    assert upload.state == Upload.State.READ
    outline = Outline.from_dict(upload.outline or {})
    kind, year = suggested_kind(outline.period)
    return confirm_upload(upload=upload, title=outline.title or name, kind=kind, year=year or 2026, by=editor)


def issued(plan: Plan) -> Circular:
    editor, approver = plan.drafted_by, make_user(plan.district, Role.APPROVER)
    # Offices the bureau does not have yet lead nothing: its editors would say who does, or why nobody.
    plan.tasks.without_lead().update(no_lead_reason=NOBODY_LEADS)
    approve(plan, approver, now=NOW)
    return issue_plan(plan=plan, by=editor, signed_on=plan.signed_on or date(2026, 11, 22))


def passages(plan: Plan) -> Iterator[str]:
    """Everything the plan says in running text, each passage as it must be found in one piece."""
    yield from (plan.title, plan.addressee)
    yield from plan.preamble.splitlines()
    yield from plan.closing.splitlines()
    for section in plan.sections.all():
        yield section.label + section.title
        yield from section.text.splitlines()
    for task in plan.tasks.all():
        yield task.label + task.title + task.body


def words_of_calendar(plan: Plan) -> Iterator[str]:
    """What stands in cells, whose lines are printed beside one another."""
    for entry in plan.entries.all():
        yield entry.work
        yield from (item["name"] for item in entry.offices_as_written)


def running_text(printed: ReadPdf) -> str:
    """The text over all pages as the eye reads it, line by line, page numbers left out.

    The order in which a PDF draws its glyphs says nothing: it changes with the typefaces in use.
    """
    return "".join(
        joined(row) for page in printed.pages for row in page.rows() if row[0].baseline < TEXT_ENDS
    )


def squeezed(text: str) -> str:
    return "".join(text.split())
