"""Papers made on demand, one by one or one for every school."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulars.models.papers import Circular
from districts.models import District, Office, School, User
from workplans.models import Plan


class BatchQuerySet(models.QuerySet["PaperBatch"]):
    def visible_to(self, user: User) -> BatchQuerySet:
        """The bureau's own people's."""
        return self.filter(district_id__in=user.bureau_district_ids)

    def counted(self) -> BatchQuerySet:
        """Each with `total`, `ready` and `failed`."""
        return self.annotate(
            total=Count("papers"),
            ready=Count("papers", filter=Q(papers__state=Circular.State.READY)),
            failed=Count("papers", filter=Q(papers__state=Circular.State.FAILED)),
        ).order_by("-pk")


class WorkPaperQuerySet(models.QuerySet["WorkPaper"]):
    def visible_to(self, user: User) -> WorkPaperQuerySet:
        """The bureau's own people's; a school's what is about it, once the plan is issued."""
        of_school = Q(school_id__in=user.school_ids, plan__state=Plan.State.ISSUED)
        return self.filter(Q(district_id__in=user.bureau_district_ids) | of_school)

    def owed(self, now: datetime) -> WorkPaperQuerySet:
        """Waiting, and left by a worker that went away; not those of a batch that was stopped."""
        states = [Circular.State.WAITING, Circular.State.RENDERING]
        return self.filter(
            Q(state=Circular.State.WAITING, lease_until=None) | Q(state__in=states, lease_until__lt=now),
            Q(batch=None) | Q(batch__stopped_at=None),
        )


class PaperBatch(models.Model):
    """One list for every school, asked for in one go; it can be stopped and go on."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="paper_batches")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="paper_batches")
    kind = models.CharField(_("kind of paper"), max_length=20)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    asked_at = models.DateTimeField(_("requested"), auto_now_add=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    # Given by the form, so that a double click asks once.
    key = models.UUIDField(unique=True, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of papers")
        verbose_name_plural = _("batches of papers")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.plan} · {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("paper_batch", args=[self.pk])


class WorkPaper(models.Model):
    """A paper for daily work, made on demand from a plan, or the bureau's calendar, as it stands: it has no number and freezes nothing."""

    State = Circular.State

    # None: of the bureau's whole calendar.
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, null=True, related_name="work_papers")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="work_papers")
    batch = models.ForeignKey(
        PaperBatch, on_delete=models.CASCADE, null=True, blank=True, related_name="papers"
    )
    kind = models.CharField(_("kind of paper"), max_length=20)
    month = models.DateField(_("month"), null=True, blank=True)
    # Of the calendar: the last day of the time that begins with `month`, a week or a term.
    until = models.DateField(_("last day"), null=True, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    asked_on = models.DateField(_("date"))  # the day that stands on the paper
    asked_at = models.DateTimeField(_("requested"), auto_now_add=True)
    key = models.UUIDField(unique=True, editable=False)

    # The row is the queue, as a circular's.
    state = models.CharField(
        _("state"), max_length=10, choices=Circular.State, default=Circular.State.WAITING
    )
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(_("why it failed"), blank=True)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pdf = models.FileField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    docx = models.FileField(max_length=200, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)

    objects = WorkPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("work paper")
        verbose_name_plural = _("work papers")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(pdf="") & Q(pages__isnull=False)),
                name="ready_work_paper_has_its_pdf",
            ),
            models.UniqueConstraint(
                fields=["content_hash"],
                condition=Q(state="rendering") & ~Q(content_hash=""),
                name="content_is_printed_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["plan", "-id"])]

    def __str__(self) -> str:
        return self.title or f"{self.plan or self.district} · {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.state == Circular.State.READY

    @property
    def is_waiting(self) -> bool:
        return self.state in (Circular.State.WAITING, Circular.State.RENDERING)
