"""The audit trail: written with the change or not at all, never changed, read in words."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from districts.models import AuditEntry, Office, Role
from districts.queries import trail_entries, trail_lines
from districts.services import add_office, change_office, retire_office
from districts.trail import Act, known_verbs, record, record_many, verb_label
from tests.districts.factories import make_administrator, make_district, make_office, make_user, signed_in

pytestmark = pytest.mark.django_db


class Mishap(Exception):
    pass


def test_a_change_that_rolls_back_leaves_no_trace():
    district = make_district()
    administrator = make_administrator(district)

    @transaction.atomic
    def fails_afterwards():
        add_office(district=district, name="安全科", by=administrator)
        raise Mishap

    with pytest.raises(Mishap):
        fails_afterwards()

    assert not Office.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    district = make_district()

    with pytest.raises(transaction.TransactionManagementError):
        record(by=None, verb="add_office", on=district)


def test_an_entry_is_neither_changed_nor_deleted():
    entry = record(by=None, verb="add_office", on=make_district())

    for forbidden in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(verb="nothing"),
    ):
        with pytest.raises(TypeError):
            forbidden()

    assert AuditEntry.objects.get().verb == "add_office"


def test_many_acts_are_written_in_their_order():
    district = make_district()
    offices = [make_office(district, name) for name in ("甲", "乙", "丙")]

    record_many([Act("add_office", office) for office in offices], by=None)

    labels = AuditEntry.objects.order_by("id").values_list("object_label", "district")
    assert list(labels) == [("甲", district.pk), ("乙", district.pk), ("丙", district.pk)]


def test_a_change_from_a_page_says_from_where():
    district = make_district()
    office = make_office(district)

    signed_in(make_administrator(district)).post(
        reverse("office_retire", args=[office.pk]), REMOTE_ADDR="10.1.2.3"
    )

    entry = AuditEntry.objects.get()
    assert (entry.channel, entry.address) == ("web", "10.1.2.3")


def test_a_change_from_the_command_line_says_so():
    district = make_district()
    retire_office(office=make_office(district), by=make_administrator(district))

    entry = AuditEntry.objects.get()
    assert (entry.channel, entry.address) == ("command", None)


def test_every_verb_has_its_words():
    assert all(verb_label(verb) != verb for verb in known_verbs())


def test_an_entry_is_read_in_words():
    district = make_district()
    administrator = make_administrator(district)
    office = make_office(district, "安全科")
    change_office(office=office, by=administrator, kind=Office.Kind.AFFILIATED, name="安全保卫科")

    (line,) = trail_lines(AuditEntry.objects.select_related("actor"))

    assert (line.actor, line.act, line.object_label) == (
        str(administrator),
        verb_label("change_office"),
        "安全保卫科",
    )
    name, kind = sorted(
        line.changes, key=lambda change: change.label != Office._meta.get_field("name").verbose_name
    )
    assert [(piece.op, piece.text) for piece in name.pieces] == [
        ("same", "安全"),
        ("added", "保卫"),
        ("same", "科"),
    ]
    assert (kind.before, kind.after) == (str(Office.Kind.OFFICE.label), str(Office.Kind.AFFILIATED.label))


def test_what_serves_only_to_undo_is_not_read_and_a_row_kept_whole_goes_by_its_title():
    kept = {
        "plan": 7,
        "key": "0b7f",
        "text": "",
        "rows": [{"model": "workplans.task", "fields": {"title": "抓安全"}}],
    }
    with transaction.atomic():
        record(by=None, verb="remove_task", on=make_district(), before=kept)

    (line,) = trail_lines(AuditEntry.objects.all())

    assert [(change.label, change.before) for change in line.changes] == [("完整留存", "抓安全")]


def many(count: int):
    district = make_district()
    office = make_office(district, "安全科")
    record_many([Act("change_office", office) for _ in range(count)], by=None, district=district)
    return district


def test_pages_lead_back_and_forth_without_a_gap():
    district = many(60)
    client = signed_in(make_administrator(district))
    every = list(AuditEntry.objects.values_list("pk", flat=True))

    first = client.get(reverse("trail")).context["page"]
    second = client.get(f"{reverse('trail')}?before={first.older}").context["page"]
    third = client.get(f"{reverse('trail')}?before={second.older}").context["page"]
    back = client.get(f"{reverse('trail')}?after={third.newer}").context["page"]

    assert [line.pk for page in (first, second, third) for line in page.lines] == every
    assert (first.newer, third.older) == (None, None)
    assert [line.pk for line in back.lines] == [line.pk for line in second.lines]


def test_entries_are_found_by_every_filter():
    district = make_district()
    administrator, editor = make_administrator(district), make_user(district, Role.EDITOR)
    office = make_office(district, "安全科")
    change_office(office=office, by=editor, aliases="安稳科")
    add_office(district=district, name="基教科", by=administrator)
    today = timezone.localdate()

    def found(**wanted) -> list[str]:
        entries = trail_entries(administrator, **wanted).order_by("pk")
        return [entry.object_label for entry in entries]

    assert found() == ["安全科", "基教科"]
    assert found(person=editor.full_name) == ["安全科"]
    assert found(person="没有这个人") == []
    assert found(verb="add_office") == ["基教科"]
    assert found(kind="districts.office") == ["安全科", "基教科"]
    assert found(kind="districts.school") == []
    assert found(words="基教") == ["基教科"]
    assert found(first=today, last=today) == ["安全科", "基教科"]
    assert found(first=today + timedelta(days=1)) == []
    assert found(last=today - timedelta(days=1)) == []


def test_another_bureaus_trail_is_not_seen():
    add_office(district=make_district("青川县"), name="安全科", by=make_administrator(make_district()))
    client = signed_in(make_user(make_district("临溪县"), Role.AUDITOR))

    assert client.get(reverse("trail")).context["page"].lines == []


def test_the_table_taken_along_runs_no_formula():
    district = make_district()
    add_office(district=district, name='=HYPERLINK("http://example.org")', by=make_administrator(district))
    client = signed_in(make_user(district, Role.AUDITOR))

    response = client.get(reverse("trail_csv"))
    text = b"".join(response).decode()

    assert text.startswith("\ufeff")
    (_head, line) = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert line[4] == '\'=HYPERLINK("http://example.org")'
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)


def test_a_day_ends_at_midnight_in_shanghai():
    district = make_district()
    entry = record(by=None, verb="add_office", on=district)
    late = datetime(2026, 11, 1, 23, 30, tzinfo=timezone.get_default_timezone())
    super(type(AuditEntry.objects.all()), AuditEntry.objects.filter(pk=entry.pk)).update(at=late)
    auditor = make_user(district, Role.AUDITOR)

    assert trail_entries(auditor, first=late.date(), last=late.date()).count() == 1
    assert trail_entries(auditor, first=late.date() + timedelta(days=1)).count() == 0
