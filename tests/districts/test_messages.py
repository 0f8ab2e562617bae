"""Messages out: owed once, claimed once, sent under one name, tried again."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, transaction

from districts.messages import GIVE_UP_AFTER, LEASE, deliver_messages, post_message
from districts.models import Message, User
from tests.districts.factories import make_district, make_user
from tests.districts.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 7, 40, tzinfo=UTC)


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 5
        yield running


def owe(*people: User, key: str = "digest:2026-11-02") -> None:
    post_message(to=people, key=key, subject="今日待办", body="两件事快到期了。", link="/", now=NOW)


def mail() -> Message:
    return Message.objects.get(channel=Message.Channel.EMAIL)


def test_a_message_stands_in_the_portal_at_once_and_is_owed_by_mail():
    person = make_user(make_district())

    owe(person)

    assert set(Message.objects.values_list("channel", "state")) == {("portal", "sent"), ("email", "waiting")}


def test_who_has_no_address_is_told_in_the_portal_only():
    person = make_user(make_district())
    User.objects.update(email="")
    person.refresh_from_db()

    owe(person)

    assert Message.objects.get().channel == Message.Channel.PORTAL


def test_the_same_key_is_owed_once():
    person = make_user(make_district())

    owe(person)
    owe(person)

    assert Message.objects.count() == 2


def test_mail_goes_out_once_with_its_link(server: MailServer, settings):
    settings.SITE_URL = "https://plans.example.org"
    owe(make_user(make_district()))

    assert [deliver_messages(now=NOW), deliver_messages(now=NOW + LEASE * 2)] == [1, 0]

    (letter,) = server.taken
    body = letter.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().split() == ["两件事快到期了。", "https://plans.example.org/"]
    assert (mail().state, mail().sent_at) == (Message.State.SENT, NOW)


def test_a_crash_before_the_mark_sends_the_same_letter_under_the_same_name(server: MailServer):
    owe(make_user(make_district()))
    deliver_messages(now=NOW)
    # as if the process had died between the server's "taken" and our mark
    Message.objects.filter(channel="email").update(
        state=Message.State.SENDING, lease_until=NOW + LEASE, sent_at=None
    )

    assert deliver_messages(now=NOW + LEASE / 2) == 0
    assert deliver_messages(now=NOW + LEASE * 2) == 1

    first, second = server.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_different_messages_have_different_names(server: MailServer):
    person, other = make_user(make_district()), make_user(make_district())
    owe(person, other)
    owe(person, key="digest:2026-11-03")

    deliver_messages(now=NOW)

    assert len({letter["Message-ID"] for letter in server.taken}) == 3


def test_refused_mail_is_tried_again_and_in_the_end_says_so(server: MailServer):
    person = make_user(make_district())
    server.refused.add(person.email)
    owe(person)
    now = NOW

    for _attempt in range(GIVE_UP_AFTER):
        assert mail().state != Message.State.REFUSED
        deliver_messages(now=now)
        now += LEASE + timedelta(seconds=1)

    assert (mail().state, mail().attempts) == (Message.State.REFUSED, GIVE_UP_AFTER)
    assert "no such person" in mail().outcome
    assert deliver_messages(now=now) == 0


def test_one_refusal_does_not_hold_up_the_others(server: MailServer):
    district = make_district()
    bad, good = make_user(district), make_user(district)
    server.refused.add(bad.email)
    owe(bad, good)

    assert deliver_messages(now=NOW) == 1
    assert [letter["To"] for letter in server.taken] == [good.email]


def test_mail_refused_for_a_while_goes_out_later(server: MailServer):
    person = make_user(make_district())
    server.refused.add(person.email)
    owe(person)
    deliver_messages(now=NOW)

    server.refused.clear()

    assert deliver_messages(now=NOW + LEASE * 2) == 1
    assert (mail().state, mail().outcome) == (Message.State.SENT, "")


def test_a_night_without_a_mail_server_loses_nothing(settings):
    owe(make_user(make_district()))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    now = NOW

    for _attempt in range(GIVE_UP_AFTER * 2):
        assert deliver_messages(now=now) == 0
        now += LEASE * 2
    assert mail().attempts == 0

    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        assert deliver_messages(now=now) == 1


def test_a_server_that_hangs_up_stops_the_run_and_not_the_next(server: MailServer):
    district = make_district()
    owe(*(make_user(district) for _ in range(3)))
    server.hangs_up = True

    assert deliver_messages(now=NOW) == 0
    server.hangs_up = False

    assert deliver_messages(now=NOW + timedelta(seconds=60)) == 2  # the first is still on lease
    assert deliver_messages(now=NOW + LEASE * 2) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(server: MailServer):
    district = make_district()
    people = [make_user(district) for _ in range(20)]
    owe(*people)
    counts: list[int] = []
    ready = threading.Barrier(2)

    def work() -> None:
        ready.wait()
        counts.append(deliver_messages(now=NOW))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 20
    assert sorted(letter["To"] for letter in server.taken) == sorted(person.email for person in people)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_owed_for_an_act_that_was_undone():
    person = make_user(make_district())

    with transaction.atomic():
        owe(person)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_a_lease_begins_when_its_message_is_claimed_however_long_the_run_lasts(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    district = make_district()
    owe(make_user(district), make_user(district))
    server.refused.update(User.objects.values_list("email", flat=True))  # what is refused keeps its lease
    ticks = iter([0.0, 0.0, 400.0])  # the run's beginning, the first claim, the second
    monkeypatch.setattr("districts.messages.monotonic", lambda: next(ticks))

    deliver_messages(now=NOW)

    leases = Message.objects.filter(channel="email").order_by("pk").values_list("lease_until", flat=True)
    assert list(leases) == [NOW + LEASE, NOW + LEASE + timedelta(seconds=400)]
