"""The register's pages: found, kept, made void with a reason, chosen when a plan is issued; as a workbook."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from circulars.models import Circular, RegisteredNumber
from circulars.services import reserve_number
from districts.models import AuditEntry, Role
from tests.circulars.factories import approved_plan, make_bureau, make_circular, make_editor, make_user
from tests.districts.factories import signed_in


@pytest.fixture
def editor(db):
    return make_editor(make_bureau())


@pytest.fixture
def client(editor):
    return signed_in(editor)


@pytest.fixture
def bureau(editor):
    return editor.seats[0].district


@pytest.fixture
def reserved(bureau, editor):
    return reserve_number(
        district=bureau, year=timezone.localdate().year, purpose="开学通知", by=editor, now=timezone.now()
    )


def test_a_number_is_reserved_by_a_form(client, bureau):
    year = timezone.localdate().year

    answer = client.post(
        reverse("number_reserve"), {"code": "临教", "year": year, "purpose": "开学通知"}, follow=True
    )

    assert RegisteredNumber.objects.get().number == f"临教〔{year}〕1号"
    assert "开学通知" in answer.text


def test_a_number_becomes_void_only_with_a_reason(client, reserved):
    address = reverse("number_void", args=[reserved.pk])

    client.post(address, {"reason": " "})
    assert RegisteredNumber.objects.get().is_reserved
    client.post(address, {"reason": "不再印发"})
    assert RegisteredNumber.objects.get().void_reason == "不再印发"
    # Asked again, as after going back: the register says what it is.
    assert client.post(address, {"reason": "错号"}, follow=True).status_code == 200
    assert RegisteredNumber.objects.get().void_reason == "不再印发"


def test_a_plan_is_issued_under_the_number_kept_for_it(client, bureau, reserved):
    make_circular(bureau, signed_on=timezone.localdate())
    plan = approved_plan(bureau)
    address = reverse("plan_issue", args=[plan.pk])
    assert reserved.number in client.get(address).text

    client.post(
        address,
        {"document_code": "临教", "reserved": reserved.pk, "signed_on": timezone.localdate(), "audience": "all",
         "demand": "act", "openness": "public"},
    )  # fmt: skip

    assert Circular.objects.get(plan=plan).number == reserved.number


def test_a_number_of_another_year_is_refused_in_words(client, bureau, editor):
    last_year = timezone.localdate().year - 1
    kept = reserve_number(district=bureau, year=last_year, purpose="通知", by=editor, now=timezone.now())
    plan = approved_plan(bureau)

    answer = client.post(
        reverse("plan_issue", args=[plan.pk]),
        {"document_code": "临教", "reserved": kept.pk, "signed_on": timezone.localdate(), "audience": "all",
         "demand": "act", "openness": "public"},
    )  # fmt: skip

    assert "reserved" in answer.context["form"].errors
    assert not Circular.objects.exists()


def test_the_list_is_searched_and_takes_as_many_queries_for_three_as_for_one(
    client, bureau, editor, reserved, django_assert_max_num_queries
):
    make_circular(bureau)
    make_circular(bureau)

    with django_assert_max_num_queries(8):
        answer = client.get(reverse("number_list"))
    assert answer.context["page"].paginator.count == 3

    found = client.get(reverse("number_list"), {"state": "reserved", "q": "开学"})
    assert [number.pk for number in found.context["page"]] == [reserved.pk]
    assert not client.get(reverse("number_list"), {"q": "没有"}).context["page"].object_list


def test_who_may_not_edit_sees_no_buttons(bureau, reserved):
    officer = make_user(bureau, Role.APPROVER)

    text = signed_in(officer).get(reverse("number_list")).text

    assert reserved.number in text
    assert reverse("number_void", args=[reserved.pk]) not in text


def test_the_register_as_a_workbook(client, reserved):
    answer = client.get(reverse("number_excel"))

    [_heads, row] = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert row[0] == reserved.number
    assert row[2] == "开学通知"


def test_the_register_from_the_command_line(editor, capsys):
    def run(*words, command="number_register"):
        call_command(command, *words)
        return capsys.readouterr().out.strip()

    number = run("reserve", "开学通知", "--by", editor.username, "--year", "2026")
    assert number == "临教〔2026〕1号"
    other = run("reserve", "另一份", "--by", editor.username, "--year", "2026")
    plan = approved_plan(editor.seats[0].district)
    issued = run(
        "--reserved",
        other,
        str(plan.pk),
        "--by",
        editor.username,
        "--signed-on",
        "2026-01-29",
        command="issue_plan",
    )
    assert other in issued
    run("void", number, "--by", editor.username, "--reason", "不再印发")
    assert "开学通知 不再印发" in run("list", "--by", editor.username, "--state", "void")
    assert run("check") == ""
    with pytest.raises(CommandError):
        run("void", number, "--by", editor.username, "--reason", "错号")
    with pytest.raises(CommandError):
        run("void", "临教〔2026〕7号", "--by", editor.username, "--reason", "错号")


def test_a_number_used_outside_the_portal_stands_in_the_register_with_its_paper(client, reserved):
    today = timezone.localdate()
    address = reverse("number_elsewhere", args=[reserved.pk])
    assert address in client.get(reverse("number_list")).text
    assert "开学通知" in client.get(address).text

    other_year = client.post(
        address, {"title": "关于开学的通知", "dated": f"{today.year - 1}-03-01"}, follow=True
    )
    assert "年份与成文日期不一致" in other_year.text
    tomorrow = {"title": "关于开学的通知", "dated": today + timedelta(days=1)}
    assert "晚于今天" in client.post(address, tomorrow).text
    assert RegisteredNumber.objects.get().is_reserved
    answer = client.post(address, {"title": "关于开学的通知", "dated": today}, follow=True)

    assert "关于开学的通知" in answer.text
    assert f"平台外制发，成文日期 {today:%Y-%m-%d}" in answer.text
    assert address not in answer.text
    assert client.post(address, {"title": "别的", "dated": today}, follow=True).status_code == 200
    assert RegisteredNumber.objects.get().purpose == "关于开学的通知"


def test_a_number_is_used_elsewhere_from_the_command_line(editor, reserved, capsys):
    call_command(
        *("number_register", "use", reserved.number, "--by", editor.username, "--title", "关于开学的通知"),
        *("--dated", str(timezone.localdate())),
    )

    assert reserved.number in capsys.readouterr().out
    assert RegisteredNumber.objects.get().is_used_elsewhere


def begins(client, bureau, last="11", **changed):
    day = timezone.localdate().replace(month=1, day=1).isoformat()
    return client.post(
        reverse("number_begin"), {"code": bureau.document_code, "last": last, "dated": day} | changed
    )


def test_a_bureau_that_joins_in_mid_year_goes_on_counting(client, bureau, editor):
    page = begins(client, bureau)

    assert page.url == reverse("number_list")
    assert RegisteredNumber.objects.filter(state="used", purpose="平台启用前已使用").count() == 11
    year = timezone.localdate().year
    following = reserve_number(district=bureau, year=year, purpose="通知", by=editor, now=timezone.now())
    assert following.serial == 12
    assert AuditEntry.objects.get(verb="begin_register").after == {"register": f"临教〔{year}〕", "last": 11}


def test_a_register_that_has_begun_is_not_begun_again(client, bureau, reserved):
    page = begins(client, bureau)

    assert "当年已有登记的文号" in page.text
    assert 'value="11"' in page.text
    assert RegisteredNumber.objects.get() == reserved
    assert "不晚于今天" in begins(client, bureau, dated="2062-01-01").text
