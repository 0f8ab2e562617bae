"""Files brought in from Excel, kept as they came, with what they would do and whether they did it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, Role, User


class ImportFileQuerySet(models.QuerySet["ImportFile"]):
    def visible_to(self, user: User) -> ImportFileQuerySet:
        """Who brought a file decides on it; it may hold names and numbers of others."""
        keeps = user.districts_as(Role.ADMINISTRATOR, Role.EDITOR)
        return self.filter(brought_by=user, district_id__in=keeps)


class ImportFile(models.Model):
    """One file, looked through and perhaps confirmed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not confirmed yet")
        DONE = "done", _("Brought in")

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="import_files", verbose_name=_("bureau")
    )
    kind = models.CharField(_("kind of rows"), max_length=20)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    # What it would do, as exchange.reports.Report.to_dict() gave it; after confirming, what it did.
    report = models.JSONField(editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    brought_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    brought_at = models.DateTimeField(_("brought in"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ImportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", confirmed_at__isnull=False) | ~Q(state="done"),
                name="confirmed_import_has_its_time",
            )
        ]
        indexes = [models.Index(fields=["district", "kind", "-id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE
