"""On paper, in: the file that came, kept untouched, and what was read in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Role, User
from intake.refusals import SENTENCES
from workplans.models import Plan


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> UploadQuerySet:
        return self.filter(district_id__in=user.bureau_district_ids)

    def editable_by(self, user: User) -> UploadQuerySet:
        return self.filter(district_id__in=user.districts_as(Role.EDITOR))


class Upload(models.Model):
    """A file as it came in (来文), with its checksum."""

    class State(models.TextChoices):
        KEPT = "kept", _("Kept")
        READ = "read", _("Read, not confirmed")
        REFUSED = "refused", _("Could not be read")
        CONFIRMED = "confirmed", _("Became a plan")
        DISCARDED = "discarded", _("Put aside")

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="uploads", verbose_name=_("bureau")
    )
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.KEPT)
    # The code of a reading.Refused; its sentence stands in intake/refusals.py.
    refusal = models.CharField(max_length=40, blank=True)
    outline = models.JSONField(null=True, editable=False)
    # The document's text in reading order, shown beside the outline.
    original = models.TextField(blank=True, editable=False)
    plan = models.OneToOneField(
        Plan, on_delete=models.SET_NULL, null=True, blank=True, related_name="upload", verbose_name=_("plan")
    )
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    uploaded_at = models.DateTimeField(_("brought in"), auto_now_add=True)

    codes: ClassVar = {"refusal": SENTENCES.items()}  # in words for the audit trail

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-id"]
        indexes = [models.Index(fields=["district", "-id"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("upload", args=[self.pk])

    @property
    def is_read(self) -> bool:
        return self.state == self.State.READ

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED

    @property
    def is_discarded(self) -> bool:
        return self.state == self.State.DISCARDED
