"""The matrix: what to show of it, and the cells that are sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office
from workplans.drafts import Duties
from workplans.forms.duties import LONGEST_KEY
from workplans.matrix import LEAD, ROLES, SUPPORT, RowChange
from workplans.models import Task
from workplans.queries.matrix import Matrix, Wish

LONGEST_REASON = Task._meta.get_field("no_lead_reason").max_length or 0


def wish_in(query: Mapping[str, str]) -> Wish:
    """What an address asks to see; what makes no sense is left out."""
    return Wish(
        section=_key(query.get("section", "")),
        office=_key(query.get("office", "")),
        only_open=query.get("show") == "open",
        q=query.get("q", "").strip()[:80],
    )


class MatrixFilters(forms.Form):
    """The filters as they were asked for, with the plan's own sections and offices to choose from."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80, widget=forms.SearchInput)
    section = forms.ChoiceField(label=_("Section"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    show = forms.ChoiceField(
        label=_("Which tasks"),
        required=False,
        choices=[("", _("All tasks")), ("open", _("Only without lead"))],
    )

    def __init__(self, matrix: Matrix) -> None:
        wish = matrix.wish
        super().__init__(
            initial={
                "q": wish.q,
                "section": wish.section,
                "office": wish.office,
                "show": "open" if wish.only_open else "",
            }
        )
        sections = [
            (node.section.pk, f"{'　' * node.depth}{node.label}{node.section.title}"[:40])
            for node in matrix.outline.walk()
        ]
        offices = [(column.office.pk, str(column.office)) for column in matrix.columns]
        self.fields["section"].choices = [("", _("All")), *sections]  # type: ignore[attr-defined]  # a choice
        self.fields["office"].choices = [("", _("All")), *offices]  # type: ignore[attr-defined]  # a choice


class CellsForm:
    """Cells as they are sent: `seen-12` the duties of task 12 as they stood, `cell-12-3` the role that office 3 is to
    have in it, `why-12` why nobody leads it. Fields of a task that does not say what was seen are an error."""

    def __init__(self, sent: QueryDict) -> None:
        self.sent = sent
        self.changes: list[RowChange] = []

    def is_valid(self) -> bool:
        try:
            self.changes = list(self._read())
        except ValueError:
            return False
        return bool(self.changes)

    def _read(self) -> Iterable[RowChange]:
        seen: dict[int, Duties] = {}
        cells: dict[int, dict[int, str]] = defaultdict(dict)
        reasons: dict[int, str] = {}
        for name in self.sent:
            value = str(self.sent[name])
            kind, _dash, keys = name.partition("-")
            if kind == "seen":
                seen[_sure_key(keys)] = Duties.from_text(value)
            elif kind == "cell":
                carrier, _dash, office = keys.partition("-")
                cells[_sure_key(carrier)][_sure_key(office)] = _role(value)
            elif kind == "why":
                reasons[_sure_key(keys)] = _reason(value)
        if {*cells, *reasons} - {*seen}:
            raise ValueError("cells of a task without what was seen of it")
        for task, duties in seen.items():
            if task in cells or task in reasons:
                yield RowChange(task, duties, cells[task], reasons.get(task))


class LeadForm(forms.Form):
    """The office that is to lead several tasks. `seen-12` says what task 12 had when its author chose."""

    lead = forms.ModelChoiceField(
        Office.objects.none(), label=_("Lead office"), empty_label=_("Choose an office")
    )

    def __init__(
        self, data: Any = None, *, district: District, tasks: Iterable[int], office: str = ""
    ) -> None:
        super().__init__(data, initial={"lead": office})
        self.tasks = list(tasks)
        self.changes: list[RowChange] = []
        self.fields["lead"].queryset = Office.objects.filter(district=district).working()  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if office := clean.get("lead"):
            try:
                self.changes = [self._change(task, office.pk) for task in self.tasks]
            except ValueError:
                raise ValidationError(_("Please open this page again.")) from None
        return clean

    def _change(self, task: int, office: int) -> RowChange:
        """Who led until now supports, as in the matrix."""
        seen = Duties.from_text(str(self.data.get(f"seen-{task}", "")))
        former = {seen.lead: SUPPORT} if seen.lead and seen.lead != office else {}
        return RowChange(task, seen, {**former, office: LEAD})


def _role(text: str) -> str:
    if text not in ROLES:
        raise ValueError(text)
    return text


def _reason(text: str) -> str:
    if len(text.strip()) > LONGEST_REASON:
        raise ValueError("too long")
    return text.strip()


def _sure_key(text: str) -> int:
    key = _key(text)
    if key is None:
        raise ValueError(text)
    return key


def _key(text: str) -> int | None:
    """A row's key as it stands in an address; None for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else None
