"""The same from the command line."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from districts.models import AuditEntry, Role, School, User
from portal.models import ImportFile
from tests.districts.factories import make_administrator, make_district, make_school, make_user
from tests.portal.exchange.workbooks import cells, workbook

pytestmark = pytest.mark.django_db

HEADS = ["School code", "School name", "Stage"]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def administrator() -> User:
    return make_administrator(make_district("海云市"))


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def import_rows(kind: str, file: Path, by: User, *more: str) -> str:
    return run("import_rows", kind, file, "--district", by.seats[0].district.code, "--by", by.username, *more)


def a_file(folder: Path, *rows: list[str]) -> Path:
    file = folder / "rows.xlsx"
    file.write_bytes(workbook(*rows))
    return file


def test_rows_are_brought_in(tmp_path, administrator):
    told = import_rows("schools", a_file(tmp_path, HEADS, ["1001", "实验小学", "小学"]), administrator)

    assert told.splitlines() == [
        "1 new, 0 changed, 0 as before, 0 to be mended",
        "Everything in the file was brought in.",
    ]
    assert School.objects.get().name == "实验小学"
    assert set(AuditEntry.objects.values_list("channel", flat=True)) == {"command"}


def test_a_dry_run_writes_nothing(tmp_path, administrator):
    file = a_file(tmp_path, HEADS, ["1001", "实验小学", "小学"])

    assert import_rows("schools", file, administrator, "--dry-run").startswith("1 new")

    assert not School.objects.exists()
    assert not ImportFile.objects.exists()


def test_wrong_rows_are_told_and_keep_all_out(tmp_path, administrator):
    file = a_file(tmp_path, HEADS, ["1001", "实验小学", "小学"], ["1002", "", "小学"])

    with pytest.raises(CommandError, match="Row 3, “School name” is empty: please fill this in"):
        import_rows("schools", file, administrator)

    assert not School.objects.exists()


def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path, administrator):
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="This is not an Excel file"):
        import_rows("schools", file, administrator)
    with pytest.raises(CommandError, match="No such file"):
        import_rows("schools", tmp_path / "missing.xlsx", administrator)


def test_only_who_may_brings_rows_in(tmp_path, administrator):
    editor = make_user(administrator.seats[0].district, Role.EDITOR)

    with pytest.raises(CommandError, match="has no seat"):
        import_rows("schools", a_file(tmp_path, HEADS), editor)
    with pytest.raises(CommandError, match="no bureau with the code"):
        run(
            "import_rows",
            "schools",
            a_file(tmp_path, HEADS),
            "--district",
            "0",
            "--by",
            administrator.username,
        )


def test_new_passwords_go_into_a_file_of_their_own(tmp_path, administrator):
    target = tmp_path / "passwords.csv"
    file = a_file(
        tmp_path, ["Username", "Full name", "Role", "Office or school"], ["li", "李可", "Editor", ""]
    )

    told = import_rows("users", file, administrator, "--passwords", str(target))

    ((_name, _place, username, password),) = list(
        csv.reader(StringIO(target.read_text(encoding="utf-8-sig")))
    )[1:]
    assert User.objects.get(username=username).check_password(password)
    assert password not in told
    assert target.stat().st_mode & 0o077 == 0


def test_rows_are_taken_out(tmp_path, administrator):
    make_school(administrator.seats[0].district, "实验小学", code="1001")
    target = tmp_path / "schools.xlsx"

    run("export_rows", "schools", "--district", administrator.seats[0].district.code, "--out", target)

    assert [row[:2] for row in cells(target.read_bytes())] == [
        ["School code*", "School name*"],
        ["1001", "实验小学"],
    ]


def test_rows_are_taken_out_for_somebody_who_may_see_them(tmp_path, administrator):
    clerk = make_user(
        administrator.seats[0].district,
        Role.SCHOOL_CLERK,
        school=make_school(administrator.seats[0].district),
    )

    with pytest.raises(CommandError, match="may see these rows"):
        run(
            "export_rows", "users", "--district", administrator.seats[0].district.code, "--by", clerk.username,
            "--out", tmp_path / "a.xlsx",
        )  # fmt: skip
