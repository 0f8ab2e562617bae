"""Names that no office of the bureau bears, and the offices that may be meant: what the board and the grid say of them.

No database, no request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Advice:
    """A sentence about the unknown names of a cell or a field, and what to write there `instead`; empty where no office
    is like any of them."""

    sentence: str
    instead: str


def advice_on(names: Iterable[str], unknown: Mapping[str, str]) -> Advice:
    """`names` as they were typed; `unknown`: the office each of those means that nobody bears, "" where none does."""
    sentence = "".join(_said(name, meant) for name, meant in unknown.items())
    wanted = dict.fromkeys(unknown.get(name) or name for name in names)
    return Advice(sentence, "、".join(wanted) if any(unknown.values()) else "")


def _said(name: str, meant: str) -> str:
    if meant:
        return _("There is no office “%(name)s”. Is it “%(meant)s”?") % {"name": name, "meant": meant}
    return _("The bureau has no office called “%(name)s”.") % {"name": name}
