"""Where a part may go: behind the last of a section, or before another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workplans.models import Plan, Section, Task


@dataclass(frozen=True)
class Place:
    """`before` another part, else at the end of `home` (None: of the plan itself)."""

    home: Section | None = None
    before: Section | Task | None = None


class PlaceForm(forms.Form):
    """`place` is "before-12" (a part of the same kind) or "end-5" (a section); "end-0" is outside all sections.

    An address, not a step up or down: sent twice, it is one move.
    """

    place = forms.RegexField(r"^(before|end)-\d+$", label=_("new place"))

    def __init__(self, data: Any, *, plan: Plan, kind: type[Section] | type[Task]) -> None:
        super().__init__(data)
        self.plan, self.kind = plan, kind

    def clean_place(self) -> Place:
        word, number = self.cleaned_data["place"].split("-")
        if word == "end":
            return Place(home=self._found(Section, int(number)) if int(number) else None)  # type: ignore[arg-type]
        return Place(before=self._found(self.kind, int(number)))

    def _found(self, kind: type[Section] | type[Task], pk: int) -> Section | Task:
        found = kind._default_manager.filter(plan=self.plan, pk=pk).first()
        if found is None:
            raise ValidationError(_("The place it should go to is no longer in this plan."))
        return found
