"""The audit trail: one row for every change, written in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from districts.models.people import User


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def visible_to(self, user: User) -> AuditEntryQuerySet:
        """Auditors and administrators read the trail of their bureau."""
        return self.filter(district_id__in=user.districts_as("auditor", "administrator"))

    def update(self, **kwargs: Any) -> int:
        raise TypeError("an audit entry is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("an audit entry is never deleted")


class AuditEntry(models.Model):
    """Who did what to which row, what it was before and after, and from where. Never changed, never deleted."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web page")
        COMMAND = "command", _("Command line")
        JOB = "job", _("Job")

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        "districts.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    district = models.ForeignKey(
        "districts.District", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("bureau")
    )
    verb = models.CharField(_("act"), max_length=40)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_label = models.CharField(_("object"), max_length=200)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    channel = models.CharField(_("from"), max_length=10, choices=Channel)
    address = models.GenericIPAddressField(_("address"), null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["district", "-id"]),
            models.Index(fields=["district", "verb", "-id"], name="trail_by_act"),
            models.Index(fields=["district", "object_type", "-id"], name="trail_by_kind"),
            models.Index(fields=["object_type", "object_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor or '—'} {self.verb} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("an audit entry is never deleted")
