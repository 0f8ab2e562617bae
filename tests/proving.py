"""Two people save at the very same moment, through HTTP: what is overwritten unseen, what is refused, what is kept."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from django.conf import settings

TOKEN = "p" * 32  # what a cookie and a header of one form agree on


@dataclass
class Tally:
    """`strange`: answers that are neither a yes nor a refusal in words."""

    pairs: int = 0
    silent_overwrites: int = 0
    refused: int = 0
    both_kept: int = 0
    strange: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"prove-editing pairs={self.pairs} silent_overwrites={self.silent_overwrites} "
            f"refused={self.refused} both_kept={self.both_kept}"
        )

    @property
    def holds(self) -> bool:
        told = self.refused == self.both_kept == self.pairs
        return told and not self.silent_overwrites and not self.strange


@dataclass(frozen=True)
class Person:
    """Somebody with an open session at the portal's address."""

    address: str
    session: str

    def ask(self, path: str, sent: dict[str, Any] | None = None) -> tuple[int, Any]:
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.address + path,
            data=None if sent is None else json.dumps(sent).encode(),
            headers={
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - as above
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            text = error.read().decode(errors="replace")
            return error.code, json.loads(text) if text.startswith("{") else text[:300]


def prove(people: Sequence[Person], plan: int, key: str, pairs: int) -> Tally:
    """So many pairs of edits of one field, and as many of two fields, of the line `key`."""
    tally = Tally(pairs)
    for number in range(pairs):
        before = _line(people[0], plan, key)
        mine = [f"甲的第{number}稿", f"乙的第{number}稿"]
        answers = _together(people, plan, [_edit(before, "body", text) for text in mine])
        _judge_one_field(tally, answers, mine, _line(people[1], plan, key))
        before = _line(people[0], plan, key)
        texts = {"title": f"第{number}题", "body": f"第{number}文"}
        answers = _together(people, plan, [_edit(before, name, text) for name, text in texts.items()])
        after = _line(people[1], plan, key)
        tally.strange += [str(answer) for status, answer in answers if status != 200]
        tally.both_kept += all(after[name] == text for name, text in texts.items())
    return tally


def _judge_one_field(
    tally: Tally, answers: list[tuple[int, Any]], mine: list[str], after: dict[str, Any]
) -> None:
    saved = [text for (status, _), text in zip(answers, mine, strict=True) if status == 200]
    for status, answer in answers:
        if status == 409 and answer.get("refusal") == "ChangedMeanwhile":
            tally.refused += answer["line"]["body"] == after["body"]  # and was shown what stands there
        elif status != 200:
            tally.strange.append(f"{status} {answer}")
    tally.silent_overwrites += saved != [after["body"]]


def _edit(before: dict[str, Any], name: str, text: str) -> dict[str, Any]:
    return {
        "act": "edit",
        "key": before["key"],
        "field": name,
        "value": text,
        "was": before[name],
        "version": before["version"],
    }


def _together(people: Sequence[Person], plan: int, acts: list[dict[str, Any]]) -> list[tuple[int, Any]]:
    start = Barrier(len(acts))

    def send(person: Person, act: dict[str, Any]) -> tuple[int, Any]:
        start.wait()
        return person.ask(f"/plans/{plan}/act/", act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(send, people, acts))


def _line(person: Person, plan: int, key: str) -> dict[str, Any]:
    found: dict[str, Any] = person.ask(f"/plans/{plan}/lines/?key={key}")[1]["lines"][0]
    return found
