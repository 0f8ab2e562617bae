"""Rows from a workbook: looked through, then all written or none, each with its line in the trail."""

from typing import Any

import pytest
from django.utils.translation import override

from districts.models import AuditEntry, District, Membership, Office, Role, School, Stage, User
from districts.services import SeatDraft, change_school, give_seat
from portal.exchange.kinds import KINDS
from portal.exchange.reports import Report
from portal.exchange.services import (
    AlreadyConfirmed,
    LooksDifferent,
    confirm_import,
    export_rows,
    keep_import,
    look_through,
    template,
)
from portal.models import ImportFile
from tests.districts.factories import make_administrator, make_district, make_office, make_school, make_user
from tests.portal.exchange.workbooks import cells, workbook

pytestmark = pytest.mark.django_db

SCHOOL_HEADS = ["School code", "School name", "Stage", "Ownership", "Directly under the bureau", "In use"]


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared word by word; the Chinese ones are held complete by a check of their own."""
    with override("en"):
        yield


@pytest.fixture
def district() -> District:
    return make_district("海云市")


@pytest.fixture
def administrator(district: District) -> User:
    return make_administrator(district)


def look(kind: str, by: User, *rows: Any) -> Report:
    return look_through(kind=KINDS[kind], district=by.seats[0].district, content=workbook(*rows), by=by)


def bring(kind: str, by: User, *rows: Any) -> list[Any]:
    """Keep and confirm."""
    kept = keep_import(
        kind=KINDS[kind], district=by.seats[0].district, name="名单.xlsx", content=workbook(*rows), by=by
    )
    return confirm_import(kept=kept, kind=KINDS[kind], by=by)


def outcomes(report: Report) -> list[tuple[int, str]]:
    return [(row.number, row.outcome) for row in report.rows]


def problems(report: Report) -> list[str]:
    return [problem for row in report.rows for problem in row.problems]


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


# Schools ----------------------------------------------------------------------------------------------------------


def test_a_file_is_looked_through_row_by_row_and_nothing_is_written(district, administrator):
    make_school(district, "实验小学", code="1001", stage="primary")
    make_school(district, "第二小学", code="1002", stage="primary")

    report = look(
        "schools", administrator, SCHOOL_HEADS,
        ["1001", "实验小学", "小学", "公办", "否", "是"],
        ["1002", "第二学校", "九年一贯制学校", "公办", "否", "是"],
        ["1003", "新小学", "primary", "", "", ""],
        ["1004", "怪学校", "初级中学", "公办", "也许", "是"],
    )  # fmt: skip

    assert outcomes(report) == [(3, "changed"), (4, "new"), (5, "wrong")]
    assert (report.same, report.can_be_confirmed) == (1, False)
    assert [(cell.before, cell.after) for cell in report.rows[0].cells] == [
        ("第二小学", "第二学校"),
        ("Primary school", "Nine-year school"),
    ]
    assert School.objects.count() == 2
    assert verbs() == []


def test_what_is_wrong_is_said_with_row_column_value_and_advice(administrator):
    report = look(
        "schools", administrator, SCHOOL_HEADS,
        ["1004", "", "初级中学", "公办", "也许", "是"],
        ["10 04", "好" * 81, "小学", "公办", "是", "是"],
    )  # fmt: skip

    assert problems(report) == [
        "Row 2, “School name” is empty: please fill this in.",
        f"Row 2, “Stage” says “初级中学”: please choose: {'、'.join(str(label) for label in Stage.labels)}.",
        "Row 2, “Directly under the bureau” says “也许”: please choose: yes、no.",
        "Row 3, “School code” says “10 04”: only letters, digits and hyphens, please.",
        f"Row 3, “School name” says “{'好' * 60}…”: at most 80 characters, please.",
    ]


def test_confirming_writes_every_row_with_its_line_in_the_trail(district, administrator):
    make_school(district, "第二小学", code="1002", stage="primary")

    bring(
        "schools", administrator, SCHOOL_HEADS,
        ["1002", "第二学校", "小学", "公办", "否", "是"],
        ["1003", "新小学", "小学", "民办", "是", ""],
    )  # fmt: skip

    assert list(
        School.objects.order_by("code").values_list("code", "name", "ownership", "directly_under")
    ) == [
        ("1002", "第二学校", "public", False),
        ("1003", "新小学", "private", True),
    ]
    assert School.objects.get(code="1002").version == 2
    assert verbs() == ["keep_import", "add_school", "change_school", "import_rows"]
    changed = AuditEntry.objects.get(verb="change_school")
    assert (changed.object_label, changed.before, changed.after, changed.district) == (
        "第二学校",
        {"name": "第二小学"},
        {"name": "第二学校"},
        district,
    )
    assert AuditEntry.objects.get(verb="import_rows").after == {"new": 1, "changed": 1, "same": 0}


def test_confirming_twice_writes_once(administrator):
    rows = (SCHOOL_HEADS, ["1003", "新小学", "小学", "", "", ""])
    kept = keep_import(
        kind=KINDS["schools"], district=administrator.seats[0].district, name="a.xlsx", content=workbook(*rows),
        by=administrator,
    )  # fmt: skip
    confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)

    with pytest.raises(AlreadyConfirmed):
        confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)

    assert School.objects.count() == 1
    assert verbs().count("import_rows") == 1


def test_what_changed_since_it_was_looked_through_is_looked_at_again(district, administrator):
    school = make_school(district, "第二小学", code="1002", stage="primary")
    kept = keep_import(
        kind=KINDS["schools"], district=district, name="a.xlsx", by=administrator,
        content=workbook(SCHOOL_HEADS, ["1002", "第二学校", "小学", "公办", "否", "是"]),
    )  # fmt: skip
    change_school(school=school, by=administrator, name="实验二小")

    with pytest.raises(LooksDifferent):
        confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)

    kept.refresh_from_db()
    assert School.objects.get().name == "实验二小"
    assert not kept.is_done
    assert [c.before for c in Report.from_dict(kept.report).rows[0].cells] == ["实验二小"]

    confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)
    assert School.objects.get().name == "第二学校"


def test_one_wrong_row_keeps_all_out(administrator):
    kept = keep_import(
        kind=KINDS["schools"], district=administrator.seats[0].district, name="a.xlsx", by=administrator,
        content=workbook(SCHOOL_HEADS, ["1", "好小学", "小学", "", "", ""], ["2", "坏小学", "大学", "", "", ""]),
    )  # fmt: skip

    with pytest.raises(LooksDifferent):
        confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)

    assert not School.objects.exists()
    assert not ImportFile.objects.get().is_done


def test_another_bureaus_school_is_out_of_reach(administrator):
    make_school(make_district("青川县"), "青川小学", code="9001")

    report = look("schools", administrator, SCHOOL_HEADS, ["9001", "海云小学", "小学", "", "", ""])

    assert problems(report) == [
        "Row 2, “School code” says “9001”: this code belongs to a school of another bureau."
    ]


def test_a_school_below_is_the_bureaus_below(district, administrator):
    make_school(make_district("临溪县", parent=district), code="9001")

    assert (
        look("schools", administrator, SCHOOL_HEADS, ["9001", "小学", "小学", "", "", ""]).count("wrong") == 1
    )


def test_a_row_twice_in_the_file_is_told(administrator):
    row = ["1003", "新小学", "小学", "", "", ""]

    report = look("schools", administrator, SCHOOL_HEADS, row, row)

    assert problems(report) == [
        "Row 3, “School code” says “1003”: this row stands in the file a second time."
    ]


def test_columns_that_are_missing_stay_as_they_are(district, administrator):
    make_school(district, "民办小学", code="1001", ownership="private", directly_under=True)

    bring("schools", administrator, ["School code", "School name"], ["1001", "新名小学"])

    assert School.objects.values_list("name", "ownership", "directly_under").get() == (
        "新名小学",
        "private",
        True,
    )


def test_an_empty_choice_stays_as_it_is(district, administrator):
    make_school(district, "民办小学", code="1001", ownership="private", stage="primary")

    report = look("schools", administrator, SCHOOL_HEADS, ["1001", "民办小学", "小学", "", "", ""])

    assert (report.same, report.rows) == (1, [])


def test_a_new_school_needs_its_columns(administrator):
    report = look("schools", administrator, ["School code", "School name"], ["1001", "新名小学"])

    assert problems(report) == ["Row 2, “Stage” is empty: a new row needs this column."]


def test_a_school_taken_out_of_use_ends_its_seats(district, administrator):
    school = make_school(district, "老小学", code="1001", stage="primary")
    clerk = make_user(district, Role.SCHOOL_CLERK, school=school)

    bring("schools", administrator, ["School code", "In use"], ["1001", "否"])

    assert not School.objects.get().is_active
    assert not clerk.memberships.in_use().exists()
    assert "take_seat" in verbs()


def test_numbers_from_excel_are_codes(administrator):
    bring("schools", administrator, SCHOOL_HEADS, [1003.0, "新小学", "小学", None, None, None])

    assert School.objects.get().code == "1003"


# Out and in again -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["districts", "offices", "schools", "users"])
def test_what_went_out_comes_back_as_it_is(district, administrator, kind, language):
    county = make_district("临溪县", parent=district)
    make_school(district, "实验小学", directly_under=True)
    make_school(district, "=1+1小学", ownership="private", is_active=False)
    make_office(district, "办公室", aliases="局办、秘书科", supervised_by=administrator)
    office = make_office(district, "基教科", kind=Office.Kind.AFFILIATED)
    make_user(district, Role.OFFICE_HEAD, office=office)
    twin = make_school(district, "同名小学")
    make_school(district, "同名小学")
    make_user(district, Role.PRINCIPAL, school=twin)
    make_administrator(county)

    with override(language):
        content = export_rows(kind=KINDS[kind], district=district, by=administrator)
        report = look_through(kind=KINDS[kind], district=district, content=content, by=administrator)

    assert (report.rows, report.unknown) == ([], [])
    assert report.same == len(cells(content)) - 1 > 0


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_template_is_taken_for_a_file_with_nothing_in_it(district, administrator, kind):
    content = template(kind=KINDS[kind], district=district, by=administrator)

    heads, example = cells(content)
    assert len(heads) == len(KINDS[kind].resource._meta.fields)
    assert any(example)


# Offices ----------------------------------------------------------------------------------------------------------

OFFICE_HEADS = ["Office name", "Kind", "Other names", "Leader in charge", "Order", "In use"]


def test_offices_are_added_and_changed(district, administrator):
    make_office(district, "基教科", aliases="基础科", position=3)

    bring(
        "offices", administrator, OFFICE_HEADS,
        ["基教科", "", "基础科，普教科", administrator.full_name, "", ""],
        ["考试院", "Affiliated unit", "", "", "", ""],
    )  # fmt: skip

    assert list(Office.objects.order_by("position").values_list("name", "kind", "aliases", "position")) == [
        ("基教科", "office", "基础科、普教科", 3),
        ("考试院", "affiliated", "", 4),
    ]
    assert Office.objects.get(name="基教科").supervised_by == administrator
    assert AuditEntry.objects.get(verb="change_office").after == {
        "aliases": "基础科、普教科",
        "supervised_by": administrator.full_name,
    }


def test_a_leader_must_be_somebody_of_the_bureau(district, administrator):
    one, other = make_user(district), make_user(district)
    User.objects.filter(pk__in=[one.pk, other.pk]).update(full_name="章文")

    report = look(
        "offices", administrator, OFFICE_HEADS,
        ["甲科", "", "", "无此人", "", ""],
        ["乙科", "", "", "章文", "", ""],
        ["丙科", "", "", one.username, "", ""],
    )  # fmt: skip

    assert problems(report) == [
        "Row 2, “Leader in charge” says “无此人”: nobody in the bureau has this name or username.",
        "Row 3, “Leader in charge” says “章文”: two people of the bureau have this name; please give the username.",
    ]


# Bureaus ----------------------------------------------------------------------------------------------------------

BUREAU_HEADS = [
    "Administrative code", "Name of the place", "Bureau's full name", "Level", "Code of the bureau above", "Document code",
    "Address of the public page",
]  # fmt: skip


def test_bureaus_are_added_below_even_below_each_other(administrator, district):
    District.objects.filter(pk=district.pk).update(level="province")
    administrator = User.objects.get(pk=administrator.pk)
    district.refresh_from_db()

    bring(
        "districts", administrator, BUREAU_HEADS,
        ["990100", "海云市", "海云市教育局", "City", "", "海教", "haiyun"],
        ["990121", "临溪县", "临溪县教育局", "County", "990100", "临教", "linxi"],
    )  # fmt: skip

    county = District.objects.get(code="990121")
    assert county.path == f"{district.path}990100/990121/"
    assert county.parent is not None
    assert county.parent.code == "990100"


def test_a_bureau_neither_own_nor_below_is_out_of_reach(administrator):
    other = make_district("青川县")

    report = look(
        "districts", administrator, BUREAU_HEADS,
        [other.code, "青川县", "青川县教育局", "County", "", "", "qingchuan"],
        ["990300", "新县", "新县教育局", "County", other.code, "", "xin"],
    )  # fmt: skip

    assert [row.outcome for row in report.rows] == ["wrong", "wrong"]


def test_level_and_place_in_the_tree_stay(district, administrator):
    county = make_district("临溪县", parent=district)

    report = look(
        "districts", administrator, BUREAU_HEADS,
        [county.code, "临溪县", "临溪县教育局", "City", "", "", county.slug],
    )  # fmt: skip

    assert problems(report) == [
        "Row 2, “Level” says “City”: this cannot be changed once the bureau is there."
    ]


# People -----------------------------------------------------------------------------------------------------------

PEOPLE_HEADS = ["Username", "Full name", "Mobile number", "E-mail", "Role", "Office or school", "In use"]


def test_people_come_with_their_seats_and_a_password_each(district, administrator):
    make_office(district, "办公室")
    make_school(district, "实验小学", code="1001")

    accounts = bring(
        "users", administrator, PEOPLE_HEADS,
        ["zhang", "章文", "13900000001", "z@example.org", "Head of office", "办公室", ""],
        ["zhang", "章文", "", "", "Editor", "", ""],
        ["li", "李可", "", "", "School clerk", "1001", ""],
    )  # fmt: skip

    assert [(account.username, account.place) for account in accounts] == [
        ("zhang", "办公室"),
        ("li", "实验小学"),
    ]
    zhang = User.objects.get(username="zhang")
    assert zhang.check_password(accounts[0].password)
    assert (zhang.must_change_password, zhang.phone) == (True, "13900000001")
    assert [(seat.place, seat.role) for seat in zhang.seats] == [
        ("办公室", "office_head"),
        ("海云市教育局", "editor"),
    ]
    assert verbs() == ["keep_import", "add_person", "add_person", *["give_seat"] * 3, "import_rows"]
    assert accounts[0].password not in str(list(AuditEntry.objects.values()))


def test_people_are_changed_and_seats_ended(district, administrator):
    office = make_office(district, "办公室")
    person = make_user(district, Role.OFFICE_STAFF, office=office)

    bring(
        "users", administrator, PEOPLE_HEADS,
        [person.username, "新名字", "13900000009", "", "Office staff", "办公室", "no"],
        [person.username, "新名字", "13900000009", "", "Auditor", "", ""],
    )  # fmt: skip

    person = User.objects.get(pk=person.pk)
    assert (person.full_name, person.phone, person.email != "") == ("新名字", "13900000009", True)
    assert [seat.role for seat in person.seats] == ["auditor"]
    assert verbs() == ["keep_import", "change_person", "give_seat", "take_seat", "import_rows"]


def test_what_cannot_be_said_of_people(district, administrator):
    there = make_district("青川县")
    stranger = make_user(there)
    both = make_user(district)
    give_seat(user=both, seat=SeatDraft(Role.EDITOR, there), by=stranger)
    make_office(district, "办公室")
    make_office(district, "语委办", is_active=False)

    report = look(
        "users", administrator, PEOPLE_HEADS,
        [stranger.username, "外人", "", "", "Editor", "", ""],
        [both.username, "两边", "", "", "Editor", "", ""],
        ["a", "甲", "", "", "Head of office", "", ""],
        ["b", "乙", "", "", "Head of office", "安全科", ""],
        ["c", "丙", "", "", "Editor", "办公室", ""],
        ["d", "丁", "", "", "Principal", "无此校", ""],
        ["e", "戊", "电话", "无", "Editor", "", ""],
        ["f f", "己", "", "", "Editor", "", ""],
        ["g", "庚", "", "", "Editor", "", "no"],
        ["h", "辛", "", "", "Office staff", "语委办", ""],
        [administrator.username, administrator.full_name, "", "", "Bureau administrator", "", "no"],
        ["i", "壬", "", "", "Editor", "", ""],
        ["i", "癸", "", "", "Auditor", "", ""],
    )  # fmt: skip

    assert [problem.split(": ", 1)[1] for problem in problems(report)] == [
        "this username belongs to somebody of another bureau.",
        "this username belongs to somebody of another bureau.",
        "this role needs an office.",
        "please choose: 办公室、语委办.",
        "this role is at the bureau itself; please leave this empty.",
        "the bureau has no school of this name or code.",
        "only digits, please, as in 13900000000 or 0571-8000000.",
        "an e-mail address, please, such as name@example.org.",
        "only letters, digits and @ . + - _, please.",
        "a seat that does not exist cannot be ended.",
        "this is out of use.",
        "an administrator's seat is ended on the person's page.",
        "further up in the file this person has “壬” here.",
    ]
    assert not User.objects.filter(username="a").exists()


def test_a_head_of_office_takes_along_the_office_only(district):
    office, other = make_office(district, "办公室"), make_office(district, "安全科")
    head = make_user(district, Role.OFFICE_HEAD, office=office)
    make_user(district, Role.OFFICE_STAFF, office=other)

    rows = cells(export_rows(kind=KINDS["users"], district=district, by=head))

    assert [row[5] for row in rows[1:]] == ["办公室"]


def test_queries_do_not_grow_with_the_rows(district, administrator, django_assert_max_num_queries):
    rows = [[f"2{n:04}", f"第{n}小学", "小学", "", "", ""] for n in range(200)]
    kept = keep_import(
        kind=KINDS["schools"], district=district, name="a.xlsx", content=workbook(SCHOOL_HEADS, *rows),
        by=administrator,
    )  # fmt: skip

    with django_assert_max_num_queries(20):
        confirm_import(kept=kept, kind=KINDS["schools"], by=administrator)

    assert School.objects.count() == 200
    assert Membership.objects.count() == 1
