"""The own bureau and those below it, known by their administrative code."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts.models import District
from districts.resources.columns import Choices, Column, Text, one_of
from districts.resources.rows import RowChange, RowsResource, save_changed, text_of
from districts.resources.schools import refuse_bad_code
from districts.trail import Act

SLUG = re.compile(r"[0-9A-Za-z_-]+")


def refuse_bad_slug(text: str) -> None:
    """Raises ValueError for what cannot stand in an address."""
    if not SLUG.fullmatch(text):
        raise ValueError(_("only letters, digits and hyphens, please."))


class DistrictResource(RowsResource):
    code = Column(
        "code", gettext_lazy("Administrative code"), Text(12, check=refuse_bad_code), is_required=True,
        example="990121", hint=gettext_lazy("Decides which bureau is meant. A new code is a new bureau."),
    )  # fmt: skip
    name = Column("name", gettext_lazy("Name of the place"), Text(60), is_required=True, example="临溪县")
    bureau_name = Column(
        "bureau_name", gettext_lazy("Bureau's full name"), Text(80), is_required=True, example="临溪县教育局"
    )
    level = Column(
        "level", gettext_lazy("Level"), Choices(District.Level), is_required=True, example="县（市、区）"
    )
    parent_code = Column(
        "parent_code", gettext_lazy("Code of the bureau above"), Text(12), keeps_when_empty=True, example="990100",
        hint=gettext_lazy("Left empty: the own bureau. It stays as it is once the bureau is there."),
    )  # fmt: skip
    document_code = Column("document_code", gettext_lazy("Document code"), Text(12), example="临教")
    slug = Column(
        "slug", gettext_lazy("Address of the public page"), Text(40, check=refuse_bad_slug), is_required=True,
        example="linxi", hint=gettext_lazy("Letters, digits and hyphens, as in /public/haiyun/."),
    )  # fmt: skip

    key_columns = ("code",)
    called_by = ("code", "bureau_name")

    class Meta(RowsResource.Meta):
        model = District
        fields = ("code", "name", "bureau_name", "level", "parent_code", "document_code", "slug")

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        ours = District.objects.under(self.district).select_related("parent")
        self.known = {district.code: _with_parent_code(district) for district in self.held(ours)}
        codes = {text_of(row, "code") for row in rows}
        slugs = {text_of(row, "slug") for row in rows}
        self.foreign = set(
            District.objects.filter(code__in=codes)
            .exclude(code__in=self.known)
            .values_list("code", flat=True)
        )
        self.slugs = dict(District.objects.filter(slug__in=slugs).values_list("slug", "code"))
        self.new: dict[str, District] = {}

    def key(self, row: Mapping[str, Any]) -> Hashable:
        return text_of(row, "code") or object()  # rows without a code are not twins

    def find(self, row: Mapping[str, Any]) -> District | None:
        code = text_of(row, "code")
        if code in self.foreign:
            raise ValidationError({"code": _("this bureau is neither yours nor below yours.")})
        return self.known.get(code)

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        district: Any = District(parent=self.district)
        district.parent_code = self.district.code
        return district

    def check(self, instance: Any, values: dict[str, Any]) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.slugs.setdefault(instance.slug, instance.code) != instance.code:
            wrong["slug"] = _("another bureau has this address already.")
        if self.current.is_new:
            wrong |= self._place(instance)
        else:
            for name in ("parent_code", "level"):
                if values[name] != self.current.before[name]:
                    wrong[name] = _("this cannot be changed once the bureau is there.")
        return wrong

    def _place(self, district: Any) -> dict[str, str]:
        """Put a new bureau below the one named; it may stand further up in the same file."""
        parents = self.known | self.new
        parent = parents.get(district.parent_code or self.district.code)
        if parent is None:
            return {
                "parent_code": _("this bureau is neither yours nor below yours, nor further up in the file.")
            }
        levels = list(District.Level)
        below = levels[levels.index(District.Level(parent.level)) + 1 :] or levels[-1:]
        if district.level not in below:
            return {"level": one_of(str(level.label) for level in below)}
        district.parent, district.parent_code = parent, parent.code
        district.path = f"{parent.path}{district.code}/"
        self.new[district.code] = district
        return {}

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        by_depth: dict[int, list[District]] = {}
        for change in created:
            by_depth.setdefault(len(change.instance.codes_upward), []).append(change.instance)
        for depth in sorted(by_depth):  # a bureau needs its superior's key
            for district in by_depth[depth]:
                district.parent = district.parent
            District.objects.bulk_create(by_depth[depth])
        save_changed(updated, ["name", "bureau_name", "document_code", "slug"])
        yield from (change.act("add_district") for change in created)
        yield from (change.act("change_district") for change in updated)

    def rows(self) -> list[Any]:
        return self.shaped(District.objects.under(self.district).select_related("parent").order_by("path"))

    def shaped(self, rows: QuerySet[District]) -> list[Any]:
        """Bureaus with what their columns show."""
        return [_with_parent_code(district) for district in rows]


def _with_parent_code(district: District) -> Any:
    row: Any = district
    row.parent_code = district.parent.code if district.parent else ""
    return row
