"""A name for the text of today, and the two versions to lay beside each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workplans.models import PlanVersion

NOW, ISSUED = "now", "issued"


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name of this version"),
        max_length=60,
        help_text=_("Such as: text for the meeting of the leaders."),
    )


class CompareForm(forms.Form):
    """Two versions by their numbers; `now` is the text as it stands, `issued` the one a draft amends."""

    before = forms.ChoiceField(label=_("Earlier text"))
    after = forms.ChoiceField(label=_("Later text"))

    def __init__(
        self, *args: Any, versions: list[PlanVersion], with_now: bool, amends: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(row.number), _("Version %(number)d, %(name)s") % {"number": row.number, "name": row})
            for row in versions
        ]
        now = [(NOW, _("the text as it stands"))] if with_now else []
        now += [(ISSUED, _("the issued text"))] if amends else []
        for name in ("before", "after"):
            self.fields[name].choices = [*now, *choices]  # type: ignore[attr-defined]  # a choice
        if versions:
            self.initial.setdefault(
                "before", str(versions[0 if with_now else min(1, len(versions) - 1)].number)
            )
            self.initial.setdefault("after", NOW if with_now else str(versions[0].number))
