"""What a bureau asks of its schools and offices in a month: requests, and the minutes they take. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

REPORT, SIGN, SEND_IN, URGE = "report", "sign", "send_in", "urge"


@dataclass(frozen=True)
class Request:
    """One thing that is asked: to report on work, to sign for a paper, to send in items, to answer when urged.

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
    """How long each kind takes, by the bureau's own reckoning; who is urged reports, as anybody who is asked to."""

    report: int
    sign: int
    send_in: int

    def of(self, requests: Iterable[Request]) -> int:
        each = {REPORT: self.report, SIGN: self.sign, SEND_IN: self.send_in, URGE: self.report}
        return sum(each[request.kind] for request in requests)
