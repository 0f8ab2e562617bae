"""A tab above a page, as components/tabs.html draws it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tab:
    """Its words, where it leads, whether one is there already, and a number behind it where there is one."""

    label: str | Promise
    url: str
    is_current: bool
    count: int | None = None
