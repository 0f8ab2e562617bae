"""The register of document numbers (发文字号登记簿): a row for every number that was ever given."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from districts.models import District, Role, User


class NumberRegister(models.Model):
    """The last number given per bureau, document code and year. Locked while a number is taken."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="number_registers")
    code = models.CharField(_("document code"), max_length=12)
    year = models.PositiveSmallIntegerField(_("year"))
    last_serial = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("register of numbers")
        verbose_name_plural = _("registers of numbers")
        constraints = [
            models.UniqueConstraint(fields=["district", "code", "year"], name="one_register_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕"


class NumberQuerySet(models.QuerySet["RegisteredNumber"]):
    def visible_to(self, user: User) -> NumberQuerySet:
        """The bureau's own people's."""
        return self.filter(register__district_id__in=user.bureau_district_ids)

    def editable_by(self, user: User) -> NumberQuerySet:
        return self.filter(register__district_id__in=user.districts_as(Role.EDITOR))

    def reserved(self) -> NumberQuerySet:
        return self.filter(state=RegisteredNumber.State.RESERVED)


class RegisteredNumber(models.Model):
    """One number: kept for a paper, used by one, or void. It goes from reserved to one of the other two, once."""

    class State(models.TextChoices):
        RESERVED = "reserved", pgettext_lazy("number", "Reserved")
        USED = "used", pgettext_lazy("number", "Used")
        VOID = "void", pgettext_lazy("number", "Void")

    SHAPES = {State.RESERVED: "waiting", State.USED: "done", State.VOID: "stopped"}

    register = models.ForeignKey(NumberRegister, on_delete=models.PROTECT, related_name="numbers")
    serial = models.PositiveIntegerField()
    number = models.CharField(_("document number"), max_length=40)  # as the paper writes it
    state = models.CharField(_("state"), max_length=8, choices=State)
    # What it is kept for; of a used number the title of its paper.
    purpose = models.CharField(_("for which paper"), max_length=300)
    circular = models.OneToOneField(
        "circulars.Circular", on_delete=models.PROTECT, null=True, related_name="registered_number"
    )
    taken_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("number taken by")
    )
    taken_at = models.DateTimeField(_("number taken"))
    # The date of a paper that was not made here: its number is used all the same.
    dated = models.DateField(_("date of the paper"), null=True)
    void_reason = models.CharField(_("why it is void"), max_length=200, blank=True)
    voided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("made void by")
    )
    voided_at = models.DateTimeField(_("made void"), null=True)

    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("registered number")
        verbose_name_plural = _("registered numbers")
        ordering = ["-register__year", "register__code", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["register", "serial"], name="number_registered_once"),
            models.CheckConstraint(
                condition=Q(state="used", circular__isnull=False, dated=None)
                | Q(state="used", circular=None, dated__isnull=False)
                | ~Q(state="used") & Q(circular=None, dated=None),
                name="used_number_has_its_paper",
            ),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False, voided_by__isnull=False)
                & ~Q(void_reason="")
                | ~Q(state="void") & Q(voided_at=None, voided_by=None, void_reason=""),
                name="void_number_says_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def district(self) -> District:
        return self.register.district

    @property
    def shape(self) -> str:
        return self.SHAPES[RegisteredNumber.State(self.state)]

    @property
    def is_used_elsewhere(self) -> bool:
        """Its paper was not made in the portal."""
        return self.dated is not None

    @property
    def is_reserved(self) -> bool:
        return self.state == self.State.RESERVED
