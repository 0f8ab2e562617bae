"""A webhook of anybody's: signed as https://www.standardwebhooks.com/ says, so that ready libraries check it. Pure.

`webhook-signature` is HMAC-SHA256 over "id.timestamp.body", base64, behind "v1,"; a secret that begins with `whsec_` is
base64. The id is the same at every try and stands in `Idempotency-Key` too; the body is the same to the byte.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from hmac import digest

from districts.channels.talk import (
    Answer,
    Kind,
    Order,
    Outcome,
    Request,
    Verdict,
    as_bytes,
    by_status,
)

PREFIX = "whsec_"


def request(order: Order) -> Request:
    written = order.written_at or order.now
    body = as_bytes(
        {
            "type": "work.reminders",
            "id": order.key,
            "timestamp": written.isoformat(),
            "data": [
                {"to": one.to, "subject": one.subject, "text": one.text, "link": one.link}
                for one in order.letters
            ],
        }
    )
    stamp = str(int(order.now.timestamp()))
    return Request(
        order.keys["url"],
        body,
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": order.key,
            "webhook-id": order.key,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(order.keys["secret"], order.key, stamp, body),
        },
    )


def signature(secret: str, key: str, stamp: str, body: bytes) -> str:
    signed = f"{key}.{stamp}.".encode() + body
    return "v1," + b64encode(digest(_bytes_of(secret), signed, sha256)).decode()


def _bytes_of(secret: str) -> bytes:
    if secret.startswith(PREFIX):
        try:
            return b64decode(secret.removeprefix(PREFIX), validate=True)
        except NotBase64:
            pass
    return secret.encode()


def verdict(answer: Answer) -> Verdict:
    """Any 2xx is taken, whatever its body; what a receiver can not read is that post's fault."""
    if 200 <= answer.status < 300:
        return Verdict(Outcome.SENT)
    if answer.status in (400, 413, 422):
        return Verdict(Outcome.REFUSED, f"HTTP {answer.status}")
    return by_status(answer)


WEBHOOK = Kind(request, verdict, per_minute=60, most_bytes=60_000, many=50, remembers=True)
