"""What is said of a part: a remark, other words for it. And the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from drafting.anchors import find_words
from drafting.models import Field
from drafting.queries.parts import Part
from workplans.forms.words import Words

FEW_LINES = forms.Textarea(attrs={"rows": 3})
MOST = 2000  # signs of a remark
MOST_QUOTED = 500


class RemarkForm(forms.Form):
    """`key` makes a second click harmless. Words quoted are looked for in every text of the part."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    field = forms.ChoiceField(label=_("On"), required=False)
    quote = Words(
        label=_("words quoted"),
        required=False,
        max_length=MOST_QUOTED,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Paste the words you mean, or leave it empty."),
    )
    text = Words(label=_("remark"), max_length=MOST, widget=FEW_LINES)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        choices = [("", _("All of it")), *((name, Field(name).label) for name in part.fields)]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        clean["start"] = clean.get("start") or 0
        quote = str(clean.get("quote", "")).strip()
        if quote:
            wanted = [clean.get("field") or "", *self.part.fields]
            held = next((name for name in wanted if find_words(self.part.text(name), quote)), "")
            if not held:
                self.add_error("quote", _("These words are not in the text. Please copy them exactly."))
            clean["field"] = held
        clean["quote"] = quote
        return clean


class AnswerForm(forms.Form):
    """One more word in a thread."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = Words(label=_("remark"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}))


class QuickRemarkForm(AnswerForm):
    """The one line under a task: a remark on all of it, or on words selected beside it.

    Words that the text does not hold yet, or no longer, are taken all the same: whoever reads them is told.
    """

    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    field = forms.ChoiceField(widget=forms.HiddenInput, required=False)
    quote = Words(widget=forms.HiddenInput, required=False, max_length=MOST_QUOTED)

    def __init__(self, *args: Any, part: Part, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All of it")), *((name, Field(name).label) for name in part.fields)]
        self.fields["field"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        return clean | {
            "start": clean.get("start") or 0,
            "quote": clean.get("quote", "").strip() if clean.get("field") else "",
        }


class SuggestionForm(forms.Form):
    """`was`: the whole field as it stood when the page was drawn."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    field = forms.ChoiceField(choices=Field.choices, widget=forms.HiddenInput)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = Words(widget=forms.HiddenInput, required=False, max_length=MOST_QUOTED)
    was = Words(widget=forms.HiddenInput, required=False)
    proposed = Words(label=_("suggested words"), required=False)
    reason = Words(label=_("why"), required=False, max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, part: Part, field: str, quote: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        longest = getattr(type(part.row)._meta.get_field(field), "max_length", None)
        proposed = self.fields["proposed"]
        proposed.widget = forms.Textarea(attrs={"rows": 2 if longest or quote else 10})
        if quote:
            proposed.help_text = _("Leave it empty to have the words taken out.")

    def clean_field(self) -> str:
        field = str(self.cleaned_data["field"])
        if field not in self.part.fields:
            raise ValidationError(_("This part has no such text."))
        return field

    def clean_start(self) -> int:
        return int(self.cleaned_data["start"] or 0)


class TalkFilters(forms.Form):
    """Each is optional; a value that means nothing is as if it were not there."""

    STATES = (
        ("", _("Still open")),
        ("done", _("Settled or decided")),
        ("removed", _("Taken away")),
        ("all", _("All")),
    )
    KINDS = (("", _("All")), ("remark", _("Remarks")), ("suggestion", _("Suggested wording")))

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    @property
    def is_narrowing(self) -> bool:
        return any(self.wanted.values())
