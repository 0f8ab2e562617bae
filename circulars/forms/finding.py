"""The searches above lists of circulars."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from circulars.disclosure import GENRES
from districts.forms.finding import ANY

YEARS_SHOWN = 10


class FindCirculars(forms.Form):
    """The search above a list of circulars."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=80,
        widget=forms.SearchInput(attrs={"placeholder": _("Number or title")}),
    )
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_years(range(today.year, today.year - YEARS_SHOWN, -1))

    def _offer_years(self, years: Iterable[int]) -> None:
        field: Any = self.fields["year"]
        field.choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments of `find_circulars`; a value nobody could have chosen is left out."""
        self.is_valid()
        found = {"words": self.cleaned_data.get("q"), **self.cleaned_data}
        return {name: value for name, value in found.items() if value and name != "q"}


class FindPublic(FindCirculars):
    """The search above a bureau's published circulars: the years and kinds of which there is one."""

    genre = forms.ChoiceField(label=_("Genre"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)
        found = list(kinds)
        self._offer_years(sorted({year for year, _genre in found}, reverse=True))
        genres = {genre for _year, genre in found}
        field: Any = self.fields["genre"]
        field.choices = [ANY, *((genre, genre) for genre in GENRES if genre in genres)]
        self.fields["q"].widget.attrs["placeholder"] = _("Number, title or text")
