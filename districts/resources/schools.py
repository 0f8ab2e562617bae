"""Schools of the own bureau, known by their code."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import Membership, Ownership, School, Stage
from districts.resources.columns import Choices, Column, Text, YesNo
from districts.resources.rows import RowChange, RowsResource, save_changed, text_of
from districts.services.people import close_seats
from districts.trail import Act

CODE = re.compile(r"[0-9A-Za-z-]+")


def refuse_bad_code(text: str) -> None:
    """Raises ValueError for anything but letters, digits and hyphens."""
    if not CODE.fullmatch(text):
        raise ValueError(_("only letters, digits and hyphens, please."))


class SchoolResource(RowsResource):
    code = Column(
        "code", gettext_lazy("School code"), Text(20, check=refuse_bad_code), is_required=True,
        example="3301000001",
        hint=gettext_lazy("Decides which school is meant. A new code is a new school."),
    )  # fmt: skip
    name = Column("name", gettext_lazy("School name"), Text(80), is_required=True, example="海云市实验小学")
    stage = Column("stage", gettext_lazy("Stage"), Choices(Stage), is_required=True, example="小学")
    ownership = Column(
        "ownership", gettext_lazy("Ownership"), Choices(Ownership), keeps_when_empty=True, example="公办",
        hint=gettext_lazy("Left empty: public."),
    )  # fmt: skip
    directly_under = Column(
        "directly_under", gettext_lazy("Directly under the bureau"), YesNo(), keeps_when_empty=True, example="是",
        hint=gettext_lazy("Left empty: no."),
    )  # fmt: skip
    is_active = Column(
        "is_active", pgettext_lazy("column", "In use"), YesNo(), keeps_when_empty=True, example="是",
        hint=gettext_lazy("“No” takes the row out of use and ends the seats in it. Nothing is deleted."),
    )  # fmt: skip
    bureau = Column(
        "district__bureau_name", gettext_lazy("Responsible bureau"), Text(80), is_shown_only=True,
        hint=gettext_lazy("For reading only."),
    )  # fmt: skip

    key_columns = ("code",)
    called_by = ("code", "name")

    class Meta(RowsResource.Meta):
        model = School
        fields = ("code", "name", "stage", "ownership", "directly_under", "is_active", "bureau")

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        codes = {text_of(row, "code") for row in rows}
        known = School.objects.filter(code__in=codes).select_related("district")
        self.known = {school.code: school for school in self.held(known)}

    def key(self, row: Mapping[str, Any]) -> Hashable:
        return text_of(row, "code") or object()  # rows without a code are not twins

    def find(self, row: Mapping[str, Any]) -> School | None:
        school = self.known.get(text_of(row, "code"))
        if school and school.district_id != self.district.pk:
            raise ValidationError({"code": _("this code belongs to a school of another bureau.")})
        return school

    def init_instance(self, row: Mapping[str, Any] | None = None) -> School:
        return School(district=self.district)

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        School.objects.bulk_create([change.instance for change in created])
        save_changed(updated, ["name", "stage", "ownership", "directly_under", "is_active"])
        retired = [change.instance for change in updated if change.after.get("is_active") is False]
        close_seats(Membership.objects.filter(school__in=retired), by=self.by)
        yield from (change.act("add_school") for change in created)
        yield from (change.act("change_school") for change in updated)

    def rows(self) -> QuerySet[School]:
        return School.objects.filter(district=self.district).select_related("district").order_by("code")
