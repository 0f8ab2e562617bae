"""Feishu (飞书): robots of a group, and messages of an app to persons. Pure.

Robots: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (the signature's key is the stamp with the
secret and its message empty; it stands in the body; 100 posts a minute and 5 a second, 20 KB; 19021 signature, 19022
address, 19024 keywords, 11232 too fast, not at :00 or :30). App messages:
https://open.feishu.cn/document/server-docs/im-v1/message/create (the same `uuid` is delivered once an hour). Tokens:
https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal. Limits:
https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control (429 or 400 with 99991400 and
`x-ogw-ratelimit-reset`).
"""

from __future__ import annotations

import json
from datetime import timedelta

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
    waits,
)

ORIGIN = "https://open.feishu.cn"
TOO_FAST = {11232, 99991400, 230020}
MINUTE = timedelta(minutes=1)
LATER = {1500, 1503, 2200, 19002}
THIS_ONE = {9499, 19036, 230001, 230013, 230022, 230025, 99992351, 99992352}
STALE = {99991661, 99991663, 99991664, 99991668, 99991671}


def robot_request(order: Order) -> Request:
    body: dict[str, object] = {"msg_type": "text", "content": {"text": order.text}}
    if secret := order.keys.get("secret"):
        stamp = str(int(order.now.timestamp()))
        body |= {"timestamp": stamp, "sign": hmac_base64(f"{stamp}\n{secret}", "")}
    return json_request(order.keys["url"], body)


def app_request(order: Order) -> Request:
    return json_request(
        f"{order.keys['origin']}/open-apis/im/v1/messages?receive_id_type=user_id",
        {
            "receive_id": order.account,
            "msg_type": "text",
            "content": json.dumps({"text": order.text}, ensure_ascii=False),
            "uuid": order.key[:50],
        },
        Authorization=f"Bearer {order.token}",
    )


def token_request(keys: Keys) -> Request:
    return json_request(
        f"{keys['origin']}/open-apis/auth/v3/tenant_access_token/internal",
        {"app_id": keys["app_id"], "app_secret": keys["secret"]},
    )


def token_of(answer: Answer) -> Token | Verdict:
    said = answer.said or {}
    if said.get("code") == 0 and (token := token_in(said, "tenant_access_token", "expire")):
        return token
    return verdict(answer)


def verdict(answer: Answer) -> Verdict:
    said = answer.said
    if said is None or "code" not in said:
        return by_status(answer)
    code, reason = said["code"], reason_of(said["code"], said.get("msg"))
    if code == 0:
        return Verdict(Outcome.SENT)
    if code in TOO_FAST or (code == 9499 and "too many" in reason.lower()):
        return Verdict(Outcome.BUSY, reason, waits(answer, "x-ogw-ratelimit-reset") or MINUTE)
    if code in LATER:
        return Verdict(Outcome.TROUBLE, reason)
    if code in STALE:
        return Verdict(Outcome.STALE, reason)
    return Verdict(Outcome.REFUSED if code in THIS_ONE else Outcome.BROKEN, reason)


ROBOT = Kind(robot_request, verdict, per_minute=60, most_bytes=18_000, many=200, remembers=False)
APP = Kind(
    app_request, verdict, per_minute=600, most_bytes=8000, many=1, remembers=True,
    token=TokenWay(token_request, token_of),
)  # fmt: skip
