"""Bringing a document in."""

from hashlib import sha256

import pytest

from districts.models import AuditEntry, District, Office
from intake.models import Upload
from intake.services import NothingToConfirm, confirm_upload, discard_upload, keep_upload, read_upload
from tests.districts.factories import make_district, make_office, make_user
from tests.intake.documents import PLAN, as_word, bomb
from workplans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> District:
    return make_district("海云市")


@pytest.fixture
def editor(bureau):
    return make_user(bureau)


def bring(bureau, editor, content: bytes = PLAN.encode(), name: str = "要点.txt") -> Upload:
    return keep_upload(district=bureau, name=name, content=content, by=editor)


def confirm(upload: Upload, editor) -> Plan:
    return confirm_upload(upload=upload, title="要点", kind="calendar_year", year=2026, by=editor)


def test_the_file_is_kept_untouched_with_its_checksum(bureau, editor):
    content = as_word()

    upload = bring(bureau, editor, content, "要点.docx")

    assert upload.state == Upload.State.READ
    assert upload.sha256 == sha256(content).hexdigest()
    with upload.file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("空.docx", b"", "empty"),
        ("图片.docx", b"\x89PNG\r\n\x1a\n0000", "not_a_document"),
        ("炸弹.docx", bomb(), "unpacks_too_large"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_with_the_reason(bureau, editor, name, content, refusal):
    upload = bring(bureau, editor, content, name)

    assert (upload.state, upload.refusal, upload.outline) == (Upload.State.REFUSED, refusal, None)
    assert upload.file.size == len(content)


def test_nothing_is_written_before_somebody_confirms(bureau, editor):
    bring(bureau, editor)

    assert not Plan.objects.exists()


def test_confirming_writes_plan_tasks_calendar_and_duties(bureau, editor):
    finance = make_office(bureau, "计划财务处", aliases="计财处")
    safety = make_office(bureau, "学校安全处")
    upload = bring(bureau, editor)

    plan = confirm(upload, editor)

    upload.refresh_from_db()
    assert (upload.state, upload.plan) == (Upload.State.CONFIRMED, plan)
    assert plan.tasks.count() == 3
    assert [entry.starts_month.month for entry in plan.entries.all()] == [9, 11]
    assert set(Office.objects.filter(task_duties__task__plan=plan)) == {finance, safety}
    assert set(Office.objects.filter(entry_duties__entry__plan=plan)) == {finance, safety}
    assert AuditEntry.objects.filter(verb="confirm_upload", actor=editor).count() == 1


def test_a_second_click_gives_the_same_plan_and_writes_nothing_more(bureau, editor):
    upload = bring(bureau, editor)

    first = confirm(upload, editor)
    second = confirm(Upload.objects.get(pk=upload.pk), editor)

    assert second == first
    assert (Plan.objects.count(), first.tasks.count(), first.entries.count()) == (1, 3, 2)


def test_a_refused_upload_cannot_be_confirmed(bureau, editor):
    upload = bring(bureau, editor, b"", "空.docx")

    with pytest.raises(NothingToConfirm):
        confirm(upload, editor)


def test_what_was_put_aside_is_taken_back_by_reading_it_again(bureau, editor):
    upload = discard_upload(upload=bring(bureau, editor), by=editor)
    assert upload.state == Upload.State.DISCARDED

    assert read_upload(upload=upload, by=editor).state == Upload.State.READ


def test_a_confirmed_upload_is_neither_put_aside_nor_read_again(bureau, editor):
    upload = bring(bureau, editor)
    confirm(upload, editor)

    assert discard_upload(upload=upload, by=editor).state == Upload.State.CONFIRMED
    assert read_upload(upload=upload, by=editor).state == Upload.State.CONFIRMED


def test_a_name_with_a_path_in_it_is_only_a_name(bureau, editor):
    assert bring(bureau, editor, name="C:\\桌面\\..\\要点.txt").name == "要点.txt"
