"""What people do with a paper, by POST."""

import pytest
from django.test import Client
from django.urls import reverse

from circulars.models import Circular, Receipt
from circulars.services import issue_plan
from districts.models import AuditEntry
from tests.circulars.factories import (
    SIGNED_ON,
    approved_plan,
    make_bureau,
    make_circular,
    make_clerk,
    make_editor,
    make_office,
    make_officer,
    make_school,
)
from workplans.models import ApprovalStep

ACTS = ["circular_sign", "circular_again"]
DISCLOSED = {"openness": "public", "genre": "通知", "subject": "科技、教育", "validity": "in_force"}


@pytest.fixture
def circular(db):
    return make_circular(make_bureau())


def sign(client, circular, person):
    client.force_login(person)
    return client.post(
        reverse("circular_sign", args=[circular.pk]), {"seat": person.seats[0].pk}, follow=True
    )


def test_a_clerk_signs_with_one_click_and_a_second_changes_nothing(client, circular):
    school = make_school(circular.district)
    clerk = make_clerk(school)
    client.force_login(clerk)
    before = client.get(circular.get_absolute_url())

    first = sign(client, circular, clerk)
    sign(client, circular, clerk)

    assert f"请{school.name}阅读并签收" in before.text
    assert f"{school.name}已签收，签收人{clerk.full_name}" in first.text
    assert Receipt.objects.get().school == school


def test_looking_never_signs(client, circular):
    client.force_login(make_clerk(make_school(circular.district)))

    client.get(circular.get_absolute_url())
    answers = [client.get(reverse(name, args=[circular.pk])).status_code for name in ["circular_sign"]]

    assert answers == [405]
    assert not Receipt.objects.exists()


BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0"}
LOOKERS = [
    {"User-Agent": "WhatsApp/2.23 LinkPreview"},
    {"User-Agent": "Mozilla/5.0 (compatible; Bytespider)"},
    {"User-Agent": "Slackbot-LinkExpanding 1.0"},
    {**BROWSER, "Purpose": "prefetch"},
    {**BROWSER, "Sec-Purpose": "prefetch;prerender"},
    {**BROWSER, "X-Moz": "prefetch"},
]


@pytest.fixture
def reader(circular):
    """A clerk whose school is only asked to know."""
    circular.audience.update(demand="inform")
    return make_clerk(make_school(circular.district))


def open_page(client, circular, person, headers):
    """What a browser does: fetches the page, and sends the form that the page sends by itself."""
    client.force_login(person)
    assert 'hx-trigger="load' in client.get(circular.get_absolute_url(), headers=headers).text
    return client.post(
        reverse("circular_sign", args=[circular.pk]),
        {"seat": person.seats[0].pk},
        headers={**headers, "HX-Request": "true"},
    )


def test_who_only_has_to_know_has_read_it_by_opening_it(client, circular, reader):
    answer = open_page(client, circular, reader, BROWSER)

    receipt = Receipt.objects.get()
    assert (receipt.is_reading, receipt.signed_by) == (True, reader)
    assert "已阅知" in answer.text
    assert AuditEntry.objects.get(verb="read_circular").actor == reader


def test_without_script_one_click_does_the_same(client, circular, reader):
    sign(client, circular, reader)

    assert Receipt.objects.get().is_reading


@pytest.mark.parametrize("headers", LOOKERS)
def test_looking_ahead_signs_for_nothing(client, circular, reader, headers):
    client.force_login(reader)
    client.head(circular.get_absolute_url(), headers=headers)
    answer = open_page(client, circular, reader, headers)

    assert answer.status_code == 204
    assert not Receipt.objects.exists()


def test_who_has_to_act_does_not_sign_by_opening(client, circular):
    clerk = make_clerk(make_school(circular.district))
    circular.audience.create(demand="inform")
    client.force_login(clerk)

    assert 'hx-trigger="load' not in client.get(circular.get_absolute_url()).text


def test_a_school_that_is_not_asked_is_told_so(client, circular):
    Circular.objects.get().audience.all().delete()
    clerk = make_clerk(make_school(circular.district))

    response = sign(client, circular, clerk)

    assert "不需要您单位签收" in response.text
    assert not Receipt.objects.exists()


def test_a_clerk_of_an_unrelated_bureau_finds_nothing_to_sign(client, circular):
    response = sign(client, circular, make_clerk(make_school(make_bureau("青川县"))))

    assert response.status_code == 404


@pytest.mark.parametrize("seat", ["", "x", "999999"])
def test_somebody_elses_seat_is_not_found(client, circular, seat):
    other = make_clerk(make_school(circular.district))
    client.force_login(make_clerk(make_school(circular.district)))

    address = reverse("circular_sign", args=[circular.pk])

    assert client.post(address, {"seat": seat}).status_code == 404
    assert client.post(address, {"seat": other.seats[0].pk}).status_code == 404


def test_a_person_with_two_seats_signs_for_each(client, circular):
    officer = make_officer(make_office(circular.district, "办公室"))
    second = make_office(circular.district, "督导科")
    officer.memberships.create(district=circular.district, office=second, role="office_staff")
    circular.offices.set(circular.district.offices.all())
    client.force_login(officer)

    page = client.get(circular.get_absolute_url())

    assert [place.name for place in page.context["places"]] == ["办公室", "督导科"]


def test_an_editor_publishes_and_withdraws(client, circular):
    client.force_login(make_editor(circular.district))

    client.post(reverse("circular_publish", args=[circular.pk]), {**DISCLOSED, "act": "publish"})
    circular.refresh_from_db()
    published = circular.published_at
    address = reverse("circular_withdraw", args=[circular.pk])
    assert client.get(address).status_code == 200
    client.post(address, {"reason": ""})
    circular.refresh_from_db()
    assert published == circular.published_at  # a reason is asked
    client.post(address, {"reason": "另文印发"})
    circular.refresh_from_db()

    assert published
    assert (circular.published_at, circular.withdrawal_reason) == (None, "另文印发")


def test_what_is_odd_about_the_paper_must_have_been_seen_before_it_is_published(client, circular):
    plan = approved_plan(circular.district)
    ApprovalStep.objects.create(plan=plan, act=ApprovalStep.Act.SIGN, by=plan.drafted_by)
    circular = issue_plan(plan=plan, by=plan.drafted_by, signed_on=SIGNED_ON)  # dated before it was signed
    client.force_login(make_editor(circular.district))
    address = reverse("circular_publish", args=[circular.pk])

    told = client.post(address, {**DISCLOSED, "act": "publish"})
    circular.refresh_from_db()
    assert "成文日期早于签发日期" in told.text
    assert circular.published_at is None
    client.post(address, {**DISCLOSED, "act": "publish", "seen": "on"})
    circular.refresh_from_db()
    assert circular.published_at


def test_contradictions_stand_beside_their_fields(client, circular):
    client.force_login(make_editor(circular.district))
    address = reverse("circular_publish", args=[circular.pk])

    answer = client.post(address, {**DISCLOSED, "openness": "withheld", "act": "publish"})

    assert "请填写不公开的理由" in answer.context["form"].errors["openness_reason"][0]
    circular.refresh_from_db()
    assert (circular.openness, circular.published_at) == ("public", None)


def test_a_paper_saved_as_not_open_is_not_published(client, circular):
    client.force_login(make_editor(circular.district))
    address = reverse("circular_publish", args=[circular.pk])

    client.post(address, {**DISCLOSED, "openness": "request", "act": "publish"})
    circular.refresh_from_db()
    assert circular.published_at is None
    client.post(address, {**DISCLOSED, "openness": "request"})
    circular.refresh_from_db()
    assert circular.openness == "request"


@pytest.mark.parametrize("name", ["circular_again", "circular_publish", "circular_withdraw"])
def test_editors_of_other_bureaus_find_nothing_to_change(client, circular, name):
    client.force_login(make_editor(make_bureau("青川县", parent=circular.district)))

    assert client.post(reverse(name, args=[circular.pk])).status_code == 404


@pytest.mark.parametrize("name", ["circular_again", "circular_publish", "circular_withdraw"])
def test_schools_change_nothing(client, circular, name):
    client.force_login(make_clerk(make_school(circular.district)))

    assert client.post(reverse(name, args=[circular.pk])).status_code == 403


@pytest.mark.parametrize("name", ACTS)
def test_acts_are_done_by_post_only(client, circular, name):
    person = make_officer(make_office(circular.district, "办公室"))
    person.memberships.create(district=circular.district, role="editor")
    client.force_login(person)

    assert client.get(reverse(name, args=[circular.pk])).status_code == 405


def test_a_form_without_token_is_refused(circular):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_editor(circular.district))

    assert client.post(reverse("circular_publish", args=[circular.pk])).status_code == 403
