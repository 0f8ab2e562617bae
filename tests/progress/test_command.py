import pytest
from django.core.management import CommandError, call_command

from districts.models import Role
from progress.models import Report
from tests.calendar_app.factories import (
    make_district,
    make_entry,
    make_office,
    make_plan,
    make_school,
    make_task,
    make_user,
)
from workplans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return make_district("临溪县")


def test_office_reports_on_an_entry(county, capsys):
    office = make_office(county, "基教科")
    officer = make_user(county, Role.OFFICE_HEAD, office=office)
    entry = make_entry(county, lead=office)

    call_command(
        "file_report",
        "--entry",
        str(entry.pk),
        "--office",
        "基教科",
        "--status",
        "done",
        "--by",
        officer.username,
    )

    assert capsys.readouterr().out == "开学工作检查 · 已完成\n"
    assert entry.reports.get().filed_by == officer


def test_school_reports_on_a_task(county):
    school = make_school(county)
    clerk = make_user(county, Role.SCHOOL_CLERK, school=school)
    task = make_task(make_plan(county, Plan.State.ISSUED))
    task.audience.create()

    call_command(
        "file_report", "--task", str(task.pk), "--school", school.code, "--status", "blocked", "--text", "缺人手",
        "--by", clerk.username,
    )  # fmt: skip

    assert task.reports.get().text == "缺人手"


@pytest.mark.parametrize(
    ("office", "by", "sentence"),
    [
        ("基教科", "stranger", "不是该处室"),
        ("计财科", "stranger", "不承担"),
        ("体艺科", "stranger", "没有找到"),
        ("基教科", "nobody", "没有找到"),
    ],
)
def test_refusals_are_sentences(county, office, by, sentence):
    entry = make_entry(county, lead=make_office(county, "基教科"))
    stranger = make_user(county, Role.OFFICE_HEAD, office=make_office(county, "计财科"))
    name = stranger.username if by == "stranger" else by

    with pytest.raises(CommandError, match=sentence):
        call_command(
            "file_report", "--entry", str(entry.pk), "--office", office, "--status", "done", "--by", name
        )
    assert not Report.objects.exists()
