"""Messages through robots, apps and webhooks: folded, signed, paced, sent once, and another way where one is broken."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connections

from districts.channels import wire
from districts.messages import post_message
from districts.models import Channel, ChannelAccount, Message, Post, User
from districts.posting.marking import GIVE_UP_AFTER, OFF_AFTER_REFUSALS
from districts.posting.sending import LEASE, deliver_posts
from tests.districts.chat_servers import (
    APP_SECRET,
    ROBOT_TOKEN,
    SECRET,
    WEBHOOK_SECRET,
    ChatServer,
    chat_server,
    self_signed,
)
from tests.districts.factories import make_administrator, make_district, make_office, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 0, 12, tzinfo=UTC)  # twelve past eight in the bureau
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ROBOTS = ("dingtalk_robot", "wecom_robot", "feishu_robot")
APPS = ("dingtalk_app", "wecom_app", "feishu_app")


@pytest.fixture
def server(settings):
    with chat_server(NOW) as running:
        settings.CHANNEL_ORIGINS_INSIDE = [running.origin]
        yield running


@pytest.fixture
def bureau():
    return make_district()


def add(server: ChatServer, kind: str, owner: User, *, name: str = "渠道", **facts: Any) -> Channel:
    address = {
        "dingtalk_robot": f"/robot/send?access_token={ROBOT_TOKEN}",
        "wecom_robot": f"/cgi-bin/webhook/send?key={ROBOT_TOKEN}",
        "feishu_robot": f"/open-apis/bot/v2/hook/{ROBOT_TOKEN}",
        "webhook": "/hook",
    }
    keys = facts.pop("keys", {})
    if kind in Channel.APPS:
        said = {"origin": server.origin, "app_id": "corp", "agent": "7", "secret": APP_SECRET}
    else:
        said = {
            "url": server.origin + address[kind],
            "secret": WEBHOOK_SECRET if kind == "webhook" else SECRET,
        }
        facts.setdefault("reach", "bureau")
    facts = {"district": owner.seats[0].district, "is_on": True} | facts
    channel = Channel(name=name, kind=kind, owner=owner, host="127.0.0.1", **facts)
    channel.keys = said | keys
    channel.save()
    return channel


@pytest.fixture
def keeper(bureau):
    return make_administrator(bureau)


def staff(bureau, count: int = 1, **place: Any) -> list[User]:
    return [make_user(bureau, "office_staff" if place else "editor", **place) for _ in range(count)]


def owe(
    people: list[User], key: str = "digest:2026-11-02", *, now: datetime = NOW, group: str = "· 开学检查"
) -> None:
    post_message(
        to=people,
        key=key,
        subject="两项工作",
        body="· 开学检查",
        link="/",
        now=now,
        by_email=False,
        for_groups=group,
    )


def run(server: ChatServer, at: datetime) -> int:
    server.clock = at
    return deliver_posts(now=at)


def states(**wanted: Any) -> set[tuple[str, str]]:
    rows = Message.objects.exclude(channel="portal").filter(**wanted)
    return set(rows.values_list("channel", "state"))


def words(server: ChatServer) -> list[str]:
    """The texts that groups and people saw."""
    return [str(one.get("text") or one.get("content") or one.get("msg")) for one in server.taken]


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_says_signed_and_once_what_waits_for_whom(kind, server, bureau, keeper):
    add(server, kind, keeper)
    people = staff(bureau, 3)
    owe(people)

    assert [run(server, NOW + HOUR), run(server, NOW + HOUR * 2)] == [1, 0]

    (said,) = words(server)
    assert all(str(person) in said for person in people)
    assert states() == {("group", "sent")}


@pytest.mark.parametrize("kind", APPS)
def test_an_app_writes_to_the_person_who_chose_it(kind, server, bureau, keeper):
    channel = add(server, kind, keeper)
    chose, did_not = staff(bureau, 2)
    ChannelAccount.objects.create(channel=channel, person=chose, account="lu.ys")
    owe([chose, did_not])
    owe([chose], "approval:7")

    assert run(server, NOW) == 2

    # What says the same in the same minute, two of the providers show once; a minute later it is another message.
    shown = 2 if kind == "feishu_app" else 1
    assert ["lu.ys" in str(one) for one in server.taken] == [True] * shown
    owe([chose], "approval:8", now=NOW + MINUTE)
    assert [run(server, NOW + MINUTE), len(server.taken)] == [1, shown + 1]
    assert server.tokens_given == 1  # fetched once, kept while it lasts
    assert states() == {("app", "sent")}


def test_a_webhook_is_told_every_message_under_one_key(server, bureau, keeper):
    add(server, "webhook", keeper)
    owe(staff(bureau, 3))

    assert run(server, NOW) == 1

    (body,) = server.taken
    assert [one["subject"] for one in body["data"]] == ["两项工作"] * 3


def test_a_group_hears_only_of_its_own_people(server, bureau, keeper):
    office, other = make_office(bureau), make_office(bureau)
    add(server, "wecom_robot", keeper, reach="office", office=office)
    (inside,), (outside,) = staff(bureau, office=office), staff(bureau, office=other)
    elsewhere = make_district()
    (stranger,) = staff(elsewhere)
    owe([inside, outside, stranger])

    run(server, NOW + HOUR)

    assert [str(inside) in words(server)[0], str(outside) in words(server)[0]] == [True, False]
    assert Message.objects.filter(channel="group").count() == 1


def test_what_is_nobody_else_s_business_is_told_to_no_group(server, bureau, keeper):
    add(server, "wecom_robot", keeper)

    owe(staff(bureau), group="")

    assert not Message.objects.filter(channel="group").exists()


def test_nothing_leaves_at_the_full_and_the_half_hour(server, bureau, keeper):
    add(server, "wecom_robot", keeper)
    owe(staff(bureau))

    assert [run(server, NOW + timedelta(minutes=wait)) for wait in (108, 138, 139)] == [0, 0, 1]


@pytest.mark.parametrize("kind", ["dingtalk_robot", "wecom_robot"])
def test_four_hundred_reminders_to_one_robot_fit_into_its_minutes(kind, server, bureau, keeper):
    add(server, kind, keeper)
    people = staff(bureau, 400)
    owe(people, group="· " + "组织开展秋季学期校园安全专项检查并报送整改情况" * 3)
    at = NOW + HOUR

    while Message.objects.filter(state="waiting").exists():
        run(server, at)
        at += MINUTE
        assert at < NOW + HOUR * 2, "it takes too long"

    assert server.busiest <= 20
    told = "\n".join(words(server))
    assert [person for person in people if f"{person}：" not in told] == []
    assert (states(), Message.objects.filter(state="sent", channel="group").count()) == (
        {("group", "sent")},
        400,
    )
    assert len(server.taken) == len(server.asked)  # never refused for haste
    assert len(server.taken) < 100


def test_a_robot_that_says_too_fast_is_left_alone_and_loses_nothing(server, bureau, keeper):
    add(server, "dingtalk_robot", keeper)
    owe(staff(bureau))
    server.silent_until = NOW + HOUR + MINUTE * 5  # somebody else used the robot

    assert [run(server, NOW + HOUR), run(server, NOW + HOUR + MINUTE * 9)] == [0, 0]
    assert len(server.asked) == 1
    assert run(server, NOW + HOUR + MINUTE * 11) == 1
    assert Post.objects.get().attempts == 1


def test_a_post_that_failed_goes_out_later_the_same_to_the_byte(server, bureau, keeper):
    add(server, "webhook", keeper)
    owe(staff(bureau))
    server.ills = ["before: 500", "hang up"]

    taken = [run(server, NOW + MINUTE * wait) for wait in (0, 2, 5, 10)]

    assert taken == [0, 0, 1, 0]
    assert (len(server.taken), set(server.keys.values()), len(set(server.bodies))) == (1, {2}, 1)
    assert states() == {("group", "sent")}


@pytest.mark.parametrize("kind", APPS)
def test_a_lost_answer_of_an_app_doubles_nothing(kind, server, bureau, keeper):
    channel = add(server, kind, keeper)
    (person,) = staff(bureau)
    ChannelAccount.objects.create(channel=channel, person=person, account="lu")
    owe([person])
    server.ills = ["", "hang up"]  # the token comes, the message's answer does not

    assert [run(server, NOW), run(server, NOW + MINUTE * 2)] == [0, 1]
    assert (len(server.taken), list(server.keys.values())) == (1, [2])


@pytest.mark.parametrize("ill", ["silence", "hang up", "half", "much"])
def test_what_may_have_reached_a_group_is_not_said_twice(ill, server, bureau, keeper, monkeypatch):
    monkeypatch.setattr(wire, "READ_SECONDS", 1)
    add(server, "wecom_robot", keeper)
    owe(staff(bureau))
    server.ills = [ill]

    run(server, NOW + HOUR)
    run(server, NOW + HOUR * 3)

    assert (states(), len(server.taken), len(server.asked)) == ({("group", "unknown")}, 1, 1)
    said = {"silence": "未在规定时间内应答", "hang up": "连接中断"}.get(ill, "")
    outcome = Message.objects.get(channel="group").outcome
    assert outcome
    assert said in outcome


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_said(
    bureau, keeper, settings, tmp_path
):
    with chat_server(NOW, self_signed(tmp_path)) as server:
        settings.CHANNEL_ORIGINS_INSIDE = [server.origin]
        add(server, "webhook", keeper)
        owe(staff(bureau))

        assert run(server, NOW) == 0

    post = Post.objects.get()
    assert (post.state, post.outcome) == ("waiting", "连接不上服务器（服务器证书不受信任）。")
    assert server.asked == []


def test_a_server_out_of_reach_is_tried_in_growing_pauses_and_in_the_end_says_so(server, bureau, keeper):
    add(server, "webhook", keeper)
    owe(staff(bureau))
    server.ills = ["before: 500"] * 20
    tried = []

    for minute in range(0, 300, 2):
        before = len(server.asked)
        run(server, NOW + MINUTE * minute)
        tried += [minute] if len(server.asked) > before else []

    assert len(tried) == GIVE_UP_AFTER
    pauses = [later - earlier for earlier, later in pairwise(tried)]
    assert pauses == sorted(pauses)
    assert Message.objects.get(channel="group").outcome == "HTTP 500"
    assert states() == {("group", "refused")}
    assert Channel.objects.get().is_on  # out of reach is not broken


def test_a_channel_that_failed_on_friday_and_on_monday_is_on_until_it_fails_again(server, bureau, keeper):
    add(server, "wecom_robot", keeper)
    people = staff(bureau)
    is_on = []

    for days in (0, 3, 4):
        owe(people, f"day {days}", now=NOW + HOUR * 24 * days)
        server.ills = ["hang up"]
        run(server, NOW + HOUR * (24 * days + 1))
        is_on.append(Channel.objects.get().is_on)

    assert is_on == [True, True, False]
    assert "连接中断" in Channel.objects.get().off_because


def test_a_channel_that_refuses_everything_is_switched_off_and_its_keeper_told_once(server, bureau, keeper):
    broken = add(server, "dingtalk_app", keeper, name="钉钉", keys={"secret": "wrong"})
    works = add(server, "wecom_app", keeper, name="企业微信")
    (person,) = staff(bureau)
    for channel in (broken, works):
        ChannelAccount.objects.create(channel=channel, person=person, account="lu")
    owe([person])

    for minute in (0, 2, 5, 10, 19, 20):
        run(server, NOW + MINUTE * minute)

    broken.refresh_from_db()
    assert (broken.is_on, broken.refusals, "40001" in broken.off_because) == (False, OFF_AFTER_REFUSALS, True)
    assert set(Message.objects.filter(channel="app").values_list("via__name", "state")) == {
        ("钉钉", "refused"), ("企业微信", "sent"),
    }  # fmt: skip
    told = Message.objects.in_portal().filter(recipient=keeper)
    assert [one.link for one in told] == [f"/channels/{broken.pk}/"]
    owe([person], "later")  # the broken one is passed over at once
    assert Message.objects.get(key="later", channel="app").via == works


def test_one_person_unknown_to_the_app_harms_neither_the_others_nor_the_channel(server, bureau, keeper):
    channel = add(server, "wecom_app", keeper)
    stranger, known = staff(bureau, 2)
    ChannelAccount.objects.create(channel=channel, person=stranger, account="nobody")
    ChannelAccount.objects.create(channel=channel, person=known, account="lu")
    server.strangers = {"nobody"}
    owe([stranger, known])

    run(server, NOW)

    assert set(Message.objects.filter(channel="app").values_list("recipient", "state")) == {
        (stranger.pk, "refused"), (known.pk, "sent"),
    }  # fmt: skip
    assert Channel.objects.get().refusals == 0
    assert Message.objects.in_portal().filter(recipient=stranger).exists()


def test_a_token_that_ran_out_early_is_fetched_anew_and_the_message_goes(server, bureau, keeper):
    channel = add(server, "feishu_app", keeper)
    (person,) = staff(bureau)
    ChannelAccount.objects.create(channel=channel, person=person, account="lu")
    owe([person])
    run(server, NOW)
    server.token = "token-2"
    owe([person], "later")

    assert run(server, NOW + MINUTE) == 1
    assert (server.tokens_given, len(server.taken)) == (2, 2)


def test_a_worker_that_died_in_the_middle_leaves_nothing_forgotten(server, bureau, keeper):
    add(server, "webhook", keeper, name="网")
    add(server, "wecom_robot", keeper, name="群")
    owe(staff(bureau))
    run(server, NOW + HOUR)
    # as if it had died between the provider's "taken" and our mark
    Post.objects.update(state="sending", sent_at=None, lease_until=NOW + HOUR + LEASE)
    Message.objects.exclude(channel="portal").update(state="waiting", sent_at=None)
    Channel.objects.update(busy_until=NOW + HOUR + LEASE)

    assert run(server, NOW + HOUR + LEASE / 2) == 0
    run(server, NOW + HOUR + LEASE * 2)

    assert set(Message.objects.exclude(via=None).values_list("via__name", "state")) == {
        ("网", "sent"), ("群", "unknown"),
    }  # fmt: skip
    assert (list(server.keys.values()), len(server.taken)) == ([2], 2)


def test_keys_that_can_not_be_read_any_more_are_said_and_not_guessed(server, bureau, keeper, settings):
    add(server, "wecom_robot", keeper)
    owe(staff(bureau))
    settings.SECRET_KEY = "lost and made anew"

    run(server, NOW + HOUR)

    assert server.asked == []
    assert Post.objects.get().outcome
    assert Channel.objects.get().refusals == 1


def test_no_key_gets_into_the_rows_that_people_see(server, bureau, keeper, caplog):
    caplog.set_level("DEBUG")
    add(
        server, "dingtalk_robot", keeper, keys={"url": f"{server.origin}/robot/send?access_token=robot-key-2"}
    )
    add(server, "wecom_robot", keeper, name="群")
    owe(staff(bureau))

    run(server, NOW + HOUR)

    seen = (
        str(list(Post.objects.values()))
        + str(list(Message.objects.values()))
        + str(list(Channel.objects.values()))
    )
    for secret in (SECRET, ROBOT_TOKEN, "robot-key-2"):
        assert secret not in seen


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_post_once_and_keep_the_minute(server, bureau, keeper):
    add(server, "wecom_robot", keeper)
    people = staff(bureau, 60)
    owe(people, group="· " + "安全检查" * 40)
    server.clock = NOW + HOUR
    ready = threading.Barrier(2)
    counts: list[int] = []

    def work() -> None:
        ready.wait()
        counts.append(deliver_posts(now=NOW + HOUR))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    told = "\n".join(words(server))
    assert sum(counts) == len(server.taken) <= 20
    assert [told.count(f"{person}：") for person in people] == [1] * 60
