"""WeCom (企业微信): robots of a group, and messages of an app to persons. Pure.

Robots: https://developer.work.weixin.qq.com/document/path/91770 (the key stands in the address; text of 2048 bytes; 20
messages a minute). App messages: https://developer.work.weixin.qq.com/document/path/90236 (the same JSON within the
interval is delivered once when `enable_duplicate_check` asks for it; not at :00 or :30; receivers it does not know come
back as `invaliduser`, or all of them as 81013). Tokens: https://developer.work.weixin.qq.com/document/path/91039.
Codes: https://developer.work.weixin.qq.com/document/path/90313.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

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
    json_request,
    reason_of,
    token_in,
)

ORIGIN = "https://qyapi.weixin.qq.com"
DUPLICATES_FOR = 4 * 3600  # seconds; the longest that may be asked for
TOO_FAST = {45009, 45033}
MINUTE = timedelta(minutes=1)
LATER = {-1, 6000}
THIS_ONE = {40003, 40008, 40031, 44004, 45002, 60111, 81013, 82001}
STALE = {40014, 42001}


def robot_request(order: Order) -> Request:
    return json_request(order.keys["url"], {"msgtype": "text", "text": {"content": order.text}})


def app_request(order: Order) -> Request:
    query = urlencode({"access_token": order.token})
    return json_request(
        f"{order.keys['origin']}/cgi-bin/message/send?{query}",
        {
            "touser": order.account,
            "agentid": int(order.keys["agent"]),
            "msgtype": "text",
            "text": {"content": order.text},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATES_FOR,
        },
    )


def token_request(keys: Keys) -> Request:
    query = urlencode({"corpid": keys["app_id"], "corpsecret": keys["secret"]})
    return Request(f"{keys['origin']}/cgi-bin/gettoken?{query}", method="GET")


def token_of(answer: Answer) -> Token | Verdict:
    said = answer.said or {}
    if said.get("errcode") == 0 and (token := token_in(said, "access_token", "expires_in")):
        return token
    return verdict(answer)


def verdict(answer: Answer) -> Verdict:
    said = answer.said
    if said is None or "errcode" not in said:
        return by_status(answer)
    code, reason = said["errcode"], reason_of(said["errcode"], said.get("errmsg"))
    if code == 0:
        unknown = said.get("invaliduser")  # we write to one person at a time
        return Verdict(Outcome.REFUSED, f"invaliduser {unknown}") if unknown else Verdict(Outcome.SENT)
    if code in TOO_FAST:
        return Verdict(Outcome.BUSY, reason, MINUTE)
    if code in LATER:
        return Verdict(Outcome.TROUBLE, reason)
    if code in STALE:
        return Verdict(Outcome.STALE, reason)
    return Verdict(Outcome.REFUSED if code in THIS_ONE else Outcome.BROKEN, reason)


ROBOT = Kind(robot_request, verdict, per_minute=20, most_bytes=2000, many=200, remembers=False)
APP = Kind(
    app_request, verdict, per_minute=600, most_bytes=2000, many=1, remembers=True,
    token=TokenWay(token_request, token_of),
)  # fmt: skip
