"""What a bureau asks of its schools and offices in a month: requests, and the minutes they take. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reminders.rules import CIRCULAR

REPORT, SIGN, SEND_IN, URGE = "report", "sign", "send_in", "urge"


@dataclass(frozen=True)
class Request:
    """One thing that is asked: to report on work, to sign for a paper, to send in items, to do either when urged.

    `month` is a first day. What is asked for once counts once; every urging counts, by its `number`.
    """

    kind: str
    item: str  # which kind of row it is about
    pk: int
    title: str
    day: date
    bureau: int
    number: int = 0

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def key(self) -> tuple[str, str, int, int]:
        return (self.kind, self.item, self.pk, self.number)


@dataclass(frozen=True)
class Minutes:
    """How long each kind takes, by the bureau's own reckoning; who is urged reports or signs, as anybody who is asked to."""

    report: int
    sign: int
    send_in: int

    def of(self, requests: Iterable[Request]) -> int:
        return sum(map(self._of_one, requests))

    def _of_one(self, request: Request) -> int:
        if request.kind == URGE:
            return self.sign if request.item == CIRCULAR else self.report
        return {REPORT: self.report, SIGN: self.sign, SEND_IN: self.send_in}[request.kind]
