"""DingTalk (钉钉): robots of a group, and work notices of an app to persons. Pure.

Robots: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages (signature, 20 messages a
minute or silence for ten, codes 310000, 4001xx, 410100, 4301xx; the older gateway says 130101 and 30000x).
Notices: https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages (2048 bytes; the
same text reaches the same person once a day, which is how a repeated try stays one message).
Tokens: https://open.dingtalk.com/document/orgapp/obtain-orgapp-token. Codes:
https://open.dingtalk.com/document/orgapp/server-api-error-codes-1.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote_plus, urlencode

from districts.channels.talk import (
    Answer,
    Keys,
    Kind,
    Order,
    Outcome,
    Request,
    Token,
    TokenWay,
    Verdict,
    by_status,
    hmac_base64,
    json_request,
    reason_of,
    token_in,
)

ORIGIN = "https://oapi.dingtalk.com"
TOO_FAST = {130101, 410100, 90018}
SILENCE = timedelta(minutes=10)
LATER = {-1, 34015}
THIS_ONE = {430101, 430102, 430103, 430104, 34016, 33012, 40003, 60121}
STALE = {40014, 42001}


def robot_request(order: Order) -> Request:
    """The signature is HMAC-SHA256 over the milliseconds and the secret, and good for an hour."""
    url = order.keys["url"]
    if secret := order.keys.get("secret"):
        stamp = str(int(order.now.timestamp() * 1000))
        sign = quote_plus(hmac_base64(secret, f"{stamp}\n{secret}"))
        url = f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={sign}"
    return json_request(url, {"msgtype": "text", "text": {"content": order.text}})


def app_request(order: Order) -> Request:
    query = urlencode({"access_token": order.token})
    return json_request(
        f"{order.keys['origin']}/topapi/message/corpconversation/asyncsend_v2?{query}",
        {
            "agent_id": order.keys["agent"],
            "userid_list": order.account,
            "msg": {"msgtype": "text", "text": {"content": order.text}},
        },
    )


def token_request(keys: Keys) -> Request:
    query = urlencode({"appkey": keys["app_id"], "appsecret": keys["secret"]})
    return Request(f"{keys['origin']}/gettoken?{query}", method="GET")


def token_of(answer: Answer) -> Token | Verdict:
    said = answer.said or {}
    if said.get("errcode") == 0 and (token := token_in(said, "access_token", "expires_in")):
        return token
    return verdict(answer)


def verdict(answer: Answer) -> Verdict:
    said = answer.said
    if said is None or "errcode" not in said:
        return by_status(answer)
    code = said["errcode"]
    reason = reason_of(said.get("sub_code") or code, said.get("sub_msg") or said.get("errmsg"))
    if code == 88 and str(said.get("sub_code", "")).isdecimal():
        code = int(said["sub_code"])
    if code == 0:
        return Verdict(Outcome.SENT)
    if code in TOO_FAST:
        return Verdict(Outcome.BUSY, reason, SILENCE)
    if code in LATER:
        return Verdict(Outcome.TROUBLE, reason)
    if code in STALE:
        return Verdict(Outcome.STALE, reason)
    return Verdict(Outcome.REFUSED if code in THIS_ONE else Outcome.BROKEN, reason)


ROBOT = Kind(robot_request, verdict, per_minute=20, most_bytes=18_000, many=200, remembers=False)
APP = Kind(
    app_request, verdict, per_minute=600, most_bytes=2000, many=1, remembers=True,
    token=TokenWay(token_request, token_of),
)  # fmt: skip
