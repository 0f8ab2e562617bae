"""What a bureau asks of its schools and offices in a month: requests, and the minutes they take. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

REPORT, SIGN, SEND_IN = "report", "sign", "send_in"


@dataclass(frozen=True)
class Request:
    """One thing that is asked: to report on work, to sign for a paper, to send in items. `month` is a first day."""

    kind: str
    item: str  # which kind of row it is about
    pk: int
    title: str
    day: date
    bureau: int

    @property
    def month(self) -> date:
        return self.day.replace(day=1)

    @property
    def key(self) -> tuple[str, int]:
        return (self.item, self.pk)


@dataclass(frozen=True)
class Minutes:
    """How long each kind takes, by the bureau's own reckoning."""

    report: int
    sign: int
    send_in: int

    def of(self, requests: Iterable[Request]) -> int:
        each = {REPORT: self.report, SIGN: self.sign, SEND_IN: self.send_in}
        return sum(each[request.kind] for request in requests)
