"""What is said to providers, what their answers mean, how much fits into a post, how fast."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from districts.channels import dingtalk, feishu, webhook, wecom
from districts.channels.folding import cut, folded, may_go
from districts.channels.kinds import KINDS
from districts.channels.pace import pause_after, recent
from districts.channels.sealing import Unreadable, sealed, unsealed
from districts.channels.talk import Answer, Kind, Letter, Order, Outcome, Token
from districts.models import Channel

BUREAU = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 2, 1, 40, tzinfo=UTC)
EVERYTHING = {"url": "https://x/?k=1", "origin": "https://x", "secret": "s3", "app_id": "a", "agent": "7"}


def order(now: datetime = NOW, **keys: str) -> Order:
    return Order(
        EVERYTHING | keys, "k1", "两件事", (Letter("陆远山", "两件事", "", ""),), now, "lu", "t", NOW
    )


def answer(status: int = 200, headers: dict[str, str] | None = None, **said: object) -> Answer:
    return Answer(status, json.dumps(said).encode(), headers or {})


def test_every_kind_a_bureau_can_add_is_known():
    assert set(KINDS) == set(Channel.Kind.values)


@pytest.mark.parametrize(
    "name", ["dingtalk_robot", "wecom_robot", "webhook", "dingtalk_app", "wecom_app", "feishu_app"]
)
def test_every_try_says_the_same_to_the_byte(name: str):
    request = KINDS[name].request

    assert request(order()).body == request(order(NOW + timedelta(hours=3))).body


@pytest.mark.parametrize(
    ("kind", "answer", "outcome"),
    [
        (dingtalk.ROBOT, answer(errcode=0, errmsg="ok"), Outcome.SENT),
        (dingtalk.ROBOT, answer(errcode=130101), Outcome.BUSY),
        (dingtalk.ROBOT, answer(errcode=410100), Outcome.BUSY),
        (dingtalk.ROBOT, answer(errcode=310000, errmsg="sign not match"), Outcome.BROKEN),
        (dingtalk.ROBOT, answer(errcode=400102), Outcome.BROKEN),
        (dingtalk.ROBOT, answer(errcode=430102), Outcome.REFUSED),
        (dingtalk.ROBOT, answer(errcode=-1), Outcome.TROUBLE),
        (dingtalk.APP, answer(errcode=88, sub_code="40014", sub_msg="不合法"), Outcome.STALE),
        (dingtalk.APP, answer(errcode=33012), Outcome.REFUSED),
        (wecom.ROBOT, answer(errcode=45009), Outcome.BUSY),
        (wecom.ROBOT, answer(errcode=93000), Outcome.BROKEN),
        (wecom.APP, answer(errcode=42001), Outcome.STALE),
        (wecom.APP, answer(errcode=81013), Outcome.REFUSED),
        (wecom.APP, answer(errcode=0, invaliduser="lu"), Outcome.REFUSED),
        (wecom.APP, answer(errcode=60020), Outcome.BROKEN),
        (feishu.ROBOT, answer(code=0), Outcome.SENT),
        (feishu.ROBOT, answer(code=19021), Outcome.BROKEN),
        (feishu.ROBOT, answer(429, code=11232), Outcome.BUSY),
        (feishu.ROBOT, answer(code=9499, msg="Bad Request"), Outcome.REFUSED),
        (feishu.ROBOT, answer(code=9499, msg="too many request"), Outcome.BUSY),
        (feishu.APP, answer(400, code=99991663), Outcome.STALE),
        (feishu.APP, answer(400, code=230013), Outcome.REFUSED),
        (webhook.WEBHOOK, Answer(204), Outcome.SENT),
        (webhook.WEBHOOK, Answer(401), Outcome.BROKEN),
        (webhook.WEBHOOK, Answer(302), Outcome.BROKEN),
        (webhook.WEBHOOK, Answer(422), Outcome.REFUSED),
        (webhook.WEBHOOK, Answer(503), Outcome.TROUBLE),
        (wecom.ROBOT, Answer(500, b"oops"), Outcome.TROUBLE),
        (wecom.ROBOT, Answer(504, b"<html>"), Outcome.UNKNOWN),
        (wecom.ROBOT, Answer(200, b'{"errco'), Outcome.UNKNOWN),
        (dingtalk.ROBOT, Answer(200, b"[]"), Outcome.UNKNOWN),
    ],
)
def test_what_an_answer_means(kind: Kind, answer: Answer, outcome: Outcome):
    assert kind.verdict(answer).outcome is outcome


def test_providers_say_how_long_they_want_to_be_left_alone():
    dingtalk_says = dingtalk.verdict(answer(errcode=130101)).wait
    feishu_says = feishu.verdict(answer(429, {"x-ogw-ratelimit-reset": "52"}, code=99991400)).wait
    anybody_says = webhook.verdict(Answer(429, b"", {"retry-after": "9"})).wait

    assert (dingtalk_says, feishu_says, anybody_says) == (
        timedelta(minutes=10), timedelta(seconds=52), timedelta(seconds=9),
    )  # fmt: skip


def test_a_robot_without_a_secret_is_not_signed():
    assert "sign" not in dingtalk.robot_request(order(secret="")).url
    assert b"sign" not in feishu.robot_request(order(secret="")).body


LETTERS = st.lists(
    st.builds(
        Letter,
        to=st.text("甲乙a", min_size=1, max_size=6),
        subject=st.text(max_size=40),
        text=st.text(max_size=300),
    ),
    max_size=40,
)


@given(LETTERS, st.integers(60, 900), st.integers(1, 50))
def test_folding_leaves_nobody_out_and_keeps_within_the_bytes(letters: list[Letter], most: int, many: int):
    posts = list(folded(letters, head="【提醒】", foot="https://x", most_bytes=most, many=many))

    assert [position for _text, inside in posts for position in inside] == list(range(len(letters)))
    for text, inside in posts:
        assert len(text.encode()) <= most
        assert 1 <= len(inside) <= many


@given(st.text(), st.integers(6, 80))
def test_words_are_cut_between_characters(words: str, most: int):
    assert len(cut(words, most).encode()) <= most
    assert cut(words, len(words.encode())) == words


def test_a_group_is_told_an_hour_after_the_first_and_not_late_in_the_evening():
    first = datetime(2026, 11, 2, 7, 12, tzinfo=BUREAU)

    assert [may_go(first, first + timedelta(minutes=wait)) for wait in (0, 59, 60)] == [False, False, True]
    late = datetime(2026, 11, 2, 19, 10, tzinfo=BUREAU)
    assert [may_go(late, late + timedelta(minutes=wait)) for wait in (10, 20)] == [False, True]
    assert may_go(datetime(2026, 11, 2, 19, 45, tzinfo=BUREAU), datetime(2026, 11, 2, 19, 45, tzinfo=BUREAU))


def test_pauses_grow_to_an_hour():
    minutes = [pause_after(failures).total_seconds() / 60 for failures in (0, 1, 2, 3, 6, 7, 8, 400)]

    assert minutes == [1, 1, 2, 4, 32, 60, 60, 60]


def test_only_the_last_minute_counts():
    moments = [(NOW - timedelta(seconds=ago)).isoformat() for ago in (90, 66, 64, 1, 0)]

    assert recent(moments, NOW) == moments[2:]


def test_sealed_keys_are_opened_only_by_the_portal_s_key(settings):
    secret = sealed({"secret": "机密 SEC1"})

    assert "SEC1" not in secret
    assert unsealed(secret) == {"secret": "机密 SEC1"}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert unsealed(secret) == {"secret": "机密 SEC1"}
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Unreadable):
        unsealed(secret)


@pytest.mark.parametrize(("lasts", "seconds"), [(600, 600), ("soon", 7200), (None, 7200)])
def test_a_token_is_taken_however_its_time_is_said(lasts, seconds):
    got = wecom.token_of(answer(errcode=0, access_token="t1", expires_in=lasts))

    assert got == Token("t1", timedelta(seconds=seconds))
