"""Parts of the calendar's addresses: /calendar/2026/11/, /calendar/first-term/2026/."""

from workplans.models import Plan

YEARS = range(2000, 2100)


class YearConverter:
    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class MonthConverter:
    regex = "0?[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class KindConverter:
    """The kind of a period, as a plan's (`Plan.Kind`), with hyphens."""

    regex = "|".join(kind.replace("_", "-") for kind in Plan.Kind.values)

    def to_python(self, value: str) -> str:
        return value.replace("-", "_")

    def to_url(self, value: str) -> str:
        return value.replace("_", "-")


class TermConverter(KindConverter):
    """A term."""

    regex = "first-term|second-term"
