"""The same verbs from the command line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from circulars.models import Circular, Receipt
from tests.circulars.factories import (
    approved_plan,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_school,
)


@pytest.fixture
def district(db):
    return make_bureau()


def test_a_plan_is_issued_rendered_published_and_signed_for(district, capsys):
    editor, clerk = make_editor(district), make_clerk(make_school(district))
    plan = approved_plan(district)

    with pytest.raises(CommandError, match="晚于今天"):
        call_command("issue_plan", str(plan.pk), "--by", editor.username, "--signed-on", "9999-01-01")
    call_command("issue_plan", str(plan.pk), "--by", editor.username, "--signed-on", "2026-01-29")
    circular = Circular.objects.get()
    call_command("render_circulars", "--id", str(circular.pk))
    call_command("publish_circular", str(circular.pk), "--by", editor.username)
    call_command("sign_for", str(circular.pk), "--by", clerk.username)

    circular.refresh_from_db()
    assert circular.is_ready
    assert circular.published_at
    assert Receipt.objects.get().signed_by == clerk
    assert capsys.readouterr().out.splitlines()[0] == f"{circular.pk} {circular}"


def test_withdrawing_is_publishings_other_way(district):
    circular = make_circular(district, publish=True)

    call_command(
        "publish_circular", str(circular.pk), "--by", circular.issued_by.username, "--withdraw", "另文印发"
    )

    assert not Circular.objects.published().exists()


def test_refusals_are_sentences(district):
    circular = make_circular(district)
    by = circular.issued_by.username

    with pytest.raises(CommandError, match="计划已经印发"):
        call_command("issue_plan", str(circular.plan_id), "--by", by, "--signed-on", "2026-01-29")
    with pytest.raises(CommandError, match="不需要您单位签收"):
        call_command("sign_for", str(circular.pk), "--by", by)
    with pytest.raises(CommandError, match="没有用户名为"):
        call_command("sign_for", str(circular.pk), "--by", "nobody")


def test_an_editor_of_another_bureau_issues_nothing(district):
    stranger = make_editor(make_bureau("青川县"))
    plan = approved_plan(district)

    with pytest.raises(CommandError, match="无权操作"):
        call_command("issue_plan", str(plan.pk), "--by", stranger.username, "--signed-on", "2026-01-29")


def test_waiting_papers_are_rendered_without_a_worker(district, capsys):
    make_circular(district)

    call_command("render_circulars")

    assert capsys.readouterr().out == "1\n"


def test_a_failure_is_said(district):
    circular = make_circular(district)
    Circular.objects.update(snapshot={})

    with pytest.raises(CommandError, match="PDF 无法生成"):
        call_command("render_circulars", "--id", str(circular.pk))


def test_what_is_as_it_was_issued_is_found_so(district, capsys):
    circular = make_circular(district)
    call_command("render_circulars", "--id", str(circular.pk))

    call_command("verify_circulars")

    assert capsys.readouterr().out.splitlines()[-1] == "核对 1 件公文，0 件不一致。"


def test_a_changed_snapshot_or_file_is_found(district, capsys):
    circular, spoilt = make_circular(district), make_circular(district)
    call_command("render_circulars")
    circular.refresh_from_db()
    Path(circular.pdf.path).write_bytes(b"%PDF-1.7 another")
    Circular.objects.filter(pk=spoilt.pk).update(snapshot={**spoilt.snapshot, "title": "另一个标题"})
    capsys.readouterr()

    with pytest.raises(SystemExit):
        call_command("verify_circulars")

    assert capsys.readouterr().out.splitlines() == [
        f"{circular.pk} {circular.number} file_changed",
        f"{spoilt.pk} {spoilt.number} snapshot_changed",
        f"{spoilt.pk} {spoilt.number} printed_differently",
        "核对 2 件公文，2 件不一致。",
    ]
