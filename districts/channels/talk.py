"""What is said to a provider and what comes back, in words all providers share. Pure."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from hmac import digest
from typing import Any

Keys = Mapping[str, str]  # what the administrator typed: addresses, names and secrets of one channel
TOKEN_LASTS = timedelta(hours=2)  # as all three say of theirs


@dataclass(frozen=True)
class Letter:
    """One message of a post: to whom, and what."""

    to: str
    subject: str
    text: str
    link: str = ""


@dataclass(frozen=True)
class Order:
    """One post as it is to be sent now. Everything but `now` and `token` is the same at every try."""

    keys: Keys
    key: str
    text: str
    letters: tuple[Letter, ...]
    now: datetime
    account: str = ""
    token: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True)
class Request:
    url: str
    body: bytes = b""
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """`body` may be cut short: by the limit, or by a server that hung up."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, Any] | None:
        """The JSON object in it; None for a half answer or none."""
        try:
            said = json.loads(self.body)
        except ValueError:
            return None
        return said if isinstance(said, dict) else None


class Outcome(Enum):
    SENT = "sent"
    BUSY = "busy"  # too many at once: the same later, nobody's fault
    TROUBLE = "trouble"  # the provider did not take it: the same later
    STALE = "stale"  # the access token has run out: fetch another
    REFUSED = "refused"  # this one message or its receiver; the channel is well
    BROKEN = "broken"  # the channel itself: its key, its signature, its group
    UNKNOWN = "unknown"  # sent, and no answer to be understood


@dataclass(frozen=True)
class Verdict:
    """`reason` is the provider's own; `wait`: how long it wants to be left alone."""

    outcome: Outcome
    reason: str = ""
    wait: timedelta | None = None


@dataclass(frozen=True)
class Token:
    """An access token of an app, and how long it is good for."""

    value: str
    lasts: timedelta


@dataclass(frozen=True)
class TokenWay:
    """How an app comes by its access token."""

    request: Callable[[Keys], Request]
    token_of: Callable[[Answer], Token | Verdict]


@dataclass(frozen=True)
class Kind:
    """What a provider takes.

    per_minute: posts in any minute; most_bytes: of one post's text; many: how many messages fit into one post;
    remembers: whether the provider knows a post again, so that one whose answer was lost may be sent once more.
    """

    request: Callable[[Order], Request]
    verdict: Callable[[Answer], Verdict]
    per_minute: int
    most_bytes: int
    many: int
    remembers: bool
    token: TokenWay | None = None


def as_bytes(value: Any) -> bytes:
    """JSON that is the same, byte for byte, whenever it says the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def json_request(url: str, value: Any, **headers: str) -> Request:
    return Request(
        url, as_bytes(value), headers={"Content-Type": "application/json; charset=utf-8", **headers}
    )


def hmac_base64(key: str, words: str) -> str:
    return b64encode(digest(key.encode(), words.encode(), sha256)).decode()


def by_status(answer: Answer) -> Verdict:
    """What the HTTP status says where the body says nothing to be understood.

    502 and 504 come from something in between: whether the post went through nobody knows.
    """
    reason = f"HTTP {answer.status}"
    if 200 <= answer.status < 300 or answer.status in (502, 504):
        return Verdict(Outcome.UNKNOWN, reason)
    if answer.status == 429:
        return Verdict(Outcome.BUSY, reason, waits(answer))
    if answer.status >= 500 or answer.status == 408:
        return Verdict(Outcome.TROUBLE, reason, waits(answer))
    return Verdict(Outcome.BROKEN, reason)


def waits(answer: Answer, name: str = "retry-after") -> timedelta | None:
    """The pause a header asks for, in seconds; a day at most."""
    seconds = answer.headers.get(name, "")
    return timedelta(seconds=min(int(seconds), 86_400)) if seconds.isdecimal() else None


def reason_of(code: Any, words: Any) -> str:
    return f"{code} {words or ''}".strip()[:160]


def token_in(said: Mapping[str, Any], token: str, lasts: str) -> Token | None:
    """The token under one name, good for the seconds under another; for two hours where it does not say how long."""
    seconds = str(said.get(lasts, ""))
    lifetime = timedelta(seconds=int(seconds)) if seconds.isdecimal() else TOKEN_LASTS
    return Token(str(said[token]), lifetime) if said.get(token) else None
