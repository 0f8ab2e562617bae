"""Places: the tree of districts, the offices of a bureau, the schools it looks after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from districts.models.people import User


class DistrictQuerySet(models.QuerySet["District"]):
    def visible_to(self, user: User) -> DistrictQuerySet:
        """The user's own districts, those above them and those below them."""
        wanted = Q(pk__in=[])
        for seat in user.seats:
            wanted |= Q(path__startswith=seat.district.path) | Q(code__in=seat.district.codes_upward)
        return self.filter(wanted)

    def editable_by(self, user: User) -> DistrictQuerySet:
        """An administrator keeps the own district and those below it."""
        wanted = Q(pk__in=[])
        for seat in user.seats_as("administrator"):
            wanted |= Q(path__startswith=seat.district.path)
        return self.filter(wanted)

    def under(self, district: District) -> DistrictQuerySet:
        """The district itself and everything below it."""
        return self.filter(path__startswith=district.path)


class District(models.Model):
    """A place and its education bureau; province, city, county (行政区、教育局)."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        COUNTY = "county", _("County")

    name = models.CharField(_("name"), max_length=60)
    bureau_name = models.CharField(_("bureau's full name"), max_length=80)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("superior"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    code = models.CharField(_("administrative code"), max_length=12, unique=True)
    path = models.CharField(max_length=60, unique=True, editable=False)
    document_code = models.CharField(
        _("document code"),
        max_length=12,
        blank=True,
        help_text=_("What stands before 〔2026〕 in a document number."),
    )
    slug = models.SlugField(_("address of the public page"), max_length=40, unique=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.bureau_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The path is the codes from the top down: ancestors and descendants without recursion.
        self.path = f"{self.parent.path if self.parent else '/'}{self.code}/"
        super().save(*args, **kwargs)

    @property
    def codes_upward(self) -> list[str]:
        """Codes of the district and all above it, from the top."""
        return self.path.strip("/").split("/")


class OfficeQuerySet(models.QuerySet["Office"]):
    def visible_to(self, user: User) -> OfficeQuerySet:
        return self.filter(district_id__in=user.district_ids)

    def editable_by(self, user: User) -> OfficeQuerySet:
        return self.filter(district_id__in=user.districts_as("administrator", "editor"))

    def working(self) -> OfficeQuerySet:
        """Offices that still exist: not merged into another, not closed."""
        return self.filter(is_active=True)


class Office(models.Model):
    """A unit of the bureau that carries work (处室、科室、直属单位)."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Office")
        AFFILIATED = "affiliated", _("Affiliated unit")

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="offices", verbose_name=_("bureau")
    )
    name = models.CharField(_("name"), max_length=60)
    aliases = models.CharField(
        _("other names"), max_length=300, blank=True, help_text=_("Short and former names, separated by 、")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OFFICE)
    position = models.PositiveIntegerField(_("order"), default=0)
    supervised_by = models.ForeignKey(
        "districts.User",
        verbose_name=_("leader in charge"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supervised_offices",
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
    )
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["district", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="office_name_once_a_bureau",
                violation_error_message=_("The bureau has an office of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(is_active=False), name="merged_office_is_not_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def all_names(self) -> list[str]:
        """The name and every other name it goes by."""
        return [self.name, *(part.strip() for part in self.aliases.split("、") if part.strip())]

    @property
    def current(self) -> Office:
        """The office that carries the work today: itself, or what it was merged into."""
        return self.successor.current if self.successor else self


class Stage(models.TextChoices):
    """What a school teaches (学段)."""

    KINDERGARTEN = "kindergarten", _("Kindergarten")
    PRIMARY = "primary", _("Primary school")
    JUNIOR = "junior", _("Junior middle school")
    NINE_YEAR = "nine_year", _("Nine-year school")
    SENIOR = "senior", _("Senior high school")
    COMPLETE = "complete", _("Complete secondary school")
    VOCATIONAL = "vocational", _("Vocational school")
    SPECIAL = "special", _("Special education school")
    ADULT = "adult", _("Adult school")


# A nine-year school is asked whatever primary or junior schools are asked.
ALSO_TEACHES = {
    Stage.NINE_YEAR: [Stage.PRIMARY, Stage.JUNIOR],
    Stage.COMPLETE: [Stage.JUNIOR, Stage.SENIOR],
}


class Ownership(models.TextChoices):
    PUBLIC = "public", pgettext_lazy("ownership", "Public")
    PRIVATE = "private", pgettext_lazy("ownership", "Private")


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: User) -> SchoolQuerySet:
        """Bureau people see the schools of the own district and below it; a school sees itself."""
        wanted = Q(pk__in=user.school_ids)
        for seat in user.seats:
            if not seat.school_id:
                wanted |= Q(district__path__startswith=seat.district.path)
        return self.filter(wanted)

    def editable_by(self, user: User) -> SchoolQuerySet:
        return self.filter(district_id__in=user.districts_as("administrator"))

    def within(self, district: District) -> SchoolQuerySet:
        """Schools of the district and of all districts below it."""
        return self.filter(district__path__startswith=district.path)


class School(models.Model):
    """A school or kindergarten (学校、单位)."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="schools", verbose_name=_("responsible bureau")
    )
    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("school code"), max_length=20, unique=True)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage)
    ownership = models.CharField(_("ownership"), max_length=10, choices=Ownership, default=Ownership.PUBLIC)
    directly_under = models.BooleanField(_("directly under the bureau"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["district", "stage", "name"]
        indexes = [models.Index(fields=["district", "stage", "ownership"])]

    def __str__(self) -> str:
        return self.name

    @property
    def stages(self) -> list[str]:
        """The stages it is addressed by: its own and those it also teaches."""
        return [self.stage, *ALSO_TEACHES.get(Stage(self.stage), [])]
