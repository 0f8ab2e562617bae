"""Done: what an office or a school says it has done on a task or a calendar entry."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calendar_app.models import CalendarEntry
from districts.models import District, Office, School, User
from workplans.models import Task


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: User) -> ReportQuerySet:
        """The bureau's people see all reports to it; a school its own."""
        return self.filter(Q(district_id__in=user.bureau_district_ids) | Q(school_id__in=user.school_ids))


class Report(models.Model):
    """One report (进展反馈). The newest of an office or school on an item is how things stand there."""

    class Status(models.TextChoices):
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        BLOCKED = "blocked", _("In difficulty")

    SHAPES = {Status.UNDER_WAY: "doing", Status.DONE: "done", Status.BLOCKED: "failed"}

    # The bureau reported to.
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="reports")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    entry = models.ForeignKey(
        CalendarEntry, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    text = models.TextField(_("what was done"), blank=True)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("filed by"))
    filed_at = models.DateTimeField(_("filed"), auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, entry__isnull=True)
                | Q(task__isnull=True, entry__isnull=False),
                name="report_is_on_one_item",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=False, school__isnull=True)
                | Q(office__isnull=True, school__isnull=False),
                name="report_is_from_one_place",
            ),
        ]
        indexes = [models.Index(fields=["task", "-id"]), models.Index(fields=["entry", "-id"])]

    def __str__(self) -> str:
        return f"{self.task or self.entry} · {self.get_status_display()}"

    @property
    def shape(self) -> str:
        """The mark of its status in the design system."""
        return self.SHAPES[self.Status(self.status)]

    @property
    def place(self) -> Office | School | None:
        """Who reports: an office or a school."""
        return self.office or self.school
