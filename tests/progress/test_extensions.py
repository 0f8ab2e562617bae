"""More time: asked for, granted or not, and what counts as late from then on."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from districts.models import AuditEntry, Message, Role, Stage
from progress.models import Extension
from progress.queries import due_day, open_items_for_office, open_items_for_school, overdue_items
from progress.refusals import (
    AlreadyDecided,
    AlreadyWaiting,
    NoDay,
    NotGranted,
    NotLater,
    NotYours,
    OwnRequest,
)
from progress.services import (
    NotAsked,
    NotTheirSeat,
    ask_extension,
    decide_extension,
    revoke_extension,
    withdraw_extension,
)
from tests.calendar_app.factories import (
    client_of,
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
TODAY = date(2026, 11, 20)
DUE, LATER = date(2026, 11, 15), date(2026, 12, 10)


@pytest.fixture
def county():
    return make_district("临溪县")


@pytest.fixture
def office(county):
    return make_office(county, "基教科")


@pytest.fixture
def officer(county, office):
    return make_user(county, Role.OFFICE_STAFF, office=office)


@pytest.fixture
def approver(county):
    return make_user(county, Role.APPROVER)


@pytest.fixture
def entry(county, office):
    """Due on the 15th; today is the 20th."""
    entry = make_entry(county, lead=office, due_on=DUE)
    entry.audience.create(stage=Stage.PRIMARY)
    return entry


def asked(item, by, *, until=LATER, **place):
    return ask_extension(
        item=item, until=until, reason="等待省里数据", by=by, now=timezone.now(), today=TODAY, **place
    )


def decided(extension, by, *, is_granted=True, word=""):
    return decide_extension(extension=extension, is_granted=is_granted, by=by, now=timezone.now(), word=word)


class TestAsking:
    def test_moves_nothing_and_tells_those_who_decide(self, county, office, officer, approver, entry):
        asked(entry, officer, office=office)

        assert due_day(entry, office=office) == DUE
        assert [item.is_late for item in open_items_for_office(office, TODAY)] == [True]
        [message] = Message.objects.in_portal()
        assert message.recipient == approver
        assert "基教科" in message.body
        assert AuditEntry.objects.filter(verb="ask_extension", actor=officer).exists()

    def test_twice_with_one_key_is_one_request(self, office, officer, entry):
        key = uuid4()
        first = asked(entry, officer, office=office, key=key)

        assert asked(entry, officer, office=office, key=key) == first

    def test_waits_for_the_first_request_to_be_decided(self, office, officer, entry):
        asked(entry, officer, office=office)

        with pytest.raises(AlreadyWaiting):
            asked(entry, officer, office=office, until=date(2026, 12, 31))

    @pytest.mark.parametrize("until", [DUE, date(2026, 11, 1), date(2026, 11, 19)])
    def test_wants_a_day_still_to_come(self, office, officer, entry, until):
        with pytest.raises(NotLater):
            asked(entry, officer, office=office, until=until)

    def test_wants_a_day_to_move(self, county, office, officer):
        task = make_task(make_plan(county, Plan.State.ISSUED))
        task.duties.create(office=office, role="lead")

        with pytest.raises(NoDay):
            asked(task, officer, office=office)

    def test_is_for_those_who_are_asked(self, county, office, officer, entry):
        other = make_office(county, "学前科")

        with pytest.raises(NotTheirSeat):
            asked(entry, officer, office=other)
        with pytest.raises(NotAsked):
            asked(entry, make_user(county, Role.OFFICE_HEAD, office=other), office=other)


class TestDeciding:
    def test_granted_the_day_counts_for_who_asked_and_for_nobody_else(
        self, county, office, officer, approver, entry
    ):
        school = make_school(county)
        decided(asked(entry, officer, office=office), approver)

        [item] = open_items_for_office(office, TODAY)
        assert (item.due_on, item.is_late) == (LATER, False)
        assert overdue_items(county, TODAY) == []
        assert [item.due_on for item in overdue_items(county, date(2026, 12, 11))] == [LATER]
        [item] = open_items_for_school(school, TODAY, date(2026, 9, 1), date(2027, 1, 31))
        assert (item.due_on, item.is_late) == (DUE, True)
        assert Message.objects.in_portal().filter(recipient=officer, subject__contains="同意延期").exists()

    def test_refused_nothing_moves(self, office, officer, approver, entry):
        decided(asked(entry, officer, office=office), approver, is_granted=False, word="须按期完成")

        assert due_day(entry, office=office) == DUE
        assert Message.objects.in_portal().filter(recipient=officer, body__contains="须按期完成").exists()

    def test_a_second_extension_counts_from_the_first(self, office, officer, approver, entry):
        decided(asked(entry, officer, office=office), approver)

        with pytest.raises(NotLater):
            asked(entry, officer, office=office, until=LATER)
        assert asked(entry, officer, office=office, until=date(2026, 12, 20)).due_on == LATER

    def test_is_an_approvers_and_nobodys_own(self, county, office, officer, approver, entry):
        extension = asked(entry, officer, office=office)
        with pytest.raises(NotYours):
            decided(extension, officer)
        Extension.objects.filter(pk=extension.pk).update(asked_by=approver)
        extension.refresh_from_db()
        with pytest.raises(OwnRequest):
            decided(extension, approver)

    def test_happens_once(self, office, officer, approver, entry):
        extension = asked(entry, officer, office=office)
        decided(extension, approver)

        with pytest.raises(AlreadyDecided):
            decided(extension, approver, is_granted=False, word="不同意")
        with pytest.raises(AlreadyDecided):
            withdraw_extension(extension=extension, by=officer, now=timezone.now())


def revoked(extension, by):
    return revoke_extension(extension=extension, reason="名单已到", by=by, now=timezone.now())


class TestTakingBack:
    def test_the_day_before_counts_again_and_who_asked_is_told(
        self, county, office, officer, approver, entry
    ):
        extension = revoked(decided(asked(entry, officer, office=office), approver, word="同意"), approver)

        assert (extension.state, extension.decided_by, extension.word) == ("revoked", approver, "同意")
        assert due_day(entry, office=office) == DUE
        assert [item.due_on for item in overdue_items(county, TODAY)] == [DUE]
        told = Message.objects.in_portal().get(recipient=officer, subject__contains="撤销延期")
        assert "名单已到" in told.body
        assert DUE.isoformat() in told.body
        kept = AuditEntry.objects.get(verb="revoke_extension").after or {}
        assert kept["revoked_because"] == "名单已到"

    def test_what_was_granted_before_it_stands(self, office, officer, approver, entry):
        decided(asked(entry, officer, office=office), approver)
        revoked(decided(asked(entry, officer, office=office, until=date(2026, 12, 20)), approver), approver)

        assert due_day(entry, office=office) == LATER

    def test_is_an_approvers_and_happens_once(self, office, officer, approver, entry):
        extension = asked(entry, officer, office=office)
        with pytest.raises(NotGranted):
            revoked(extension, approver)
        decided(extension, approver)
        with pytest.raises(NotYours):
            revoked(extension, officer)
        revoked(extension, approver)
        with pytest.raises(NotGranted):
            revoked(extension, approver)


def test_the_pages_lead_from_the_report_to_the_decision(county, office, officer, approver, entry):
    entry.due_on = timezone.localdate()
    entry.save()
    later = timezone.localdate().replace(year=timezone.localdate().year + 1)
    clerk, judge = client_of(officer), client_of(approver)
    form = reverse("entry_extension", args=[entry.pk])
    assert form in clerk.get(reverse("entry_report", args=[entry.pk])).content.decode()
    assert approver.full_name in clerk.get(form).content.decode()  # who decides

    too_early = clerk.post(form, {"key": uuid4(), "until": "2020-01-01", "reason": "等待省里数据"})
    assert too_early.status_code == 422
    assert "等待省里数据" in too_early.content.decode()
    assert "请选择到期日之后" in too_early.content.decode()
    clerk.post(form, {"key": uuid4(), "until": later.isoformat(), "reason": "等待省里数据"})

    extension = Extension.objects.get()
    assert "申请延期" in judge.get(reverse("workbench")).content.decode()
    act = reverse("extension_act", args=[extension.pk, "refuse"])
    assert judge.post(act, {"word": ""}).status_code == 422
    judge.post(reverse("extension_act", args=[extension.pk, "grant"]), {"word": "同意"})
    assert later.isoformat() in clerk.get(reverse("entry_reports", args=[entry.pk])).content.decode()
    assert client_of(officer).post(act, {"word": "再来"}).status_code == 409
    back = reverse("extension_act", args=[extension.pk, "revoke"])
    assert judge.post(back, {"reason": ""}).status_code == 422
    judge.post(back, {"reason": "名单已到"})
    assert "名单已到" in clerk.get(extension.get_absolute_url()).content.decode()


def test_the_list_is_searched_and_narrowed(county, office, officer, approver, entry):
    asked(entry, officer, office=office)
    page = client_of(approver)
    address = reverse("extension_list")

    assert entry.work in page.get(address, {"q": "基教"}).content.decode()
    assert "没有找到" in page.get(address, {"state": "granted"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    county, office, officer, approver, count, django_assert_num_queries
):
    for number in range(count):
        asked(make_entry(county, f"第{number}条", lead=office, due_on=DUE), officer, office=office)
    page = client_of(approver)

    with django_assert_num_queries(5):
        page.get(reverse("extension_list"))
