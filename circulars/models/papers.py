"""The frozen paper, whom it addresses, who has signed for it; and papers for daily work."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulars.models.disclosure import Disclosed
from circulars.models.numbers import NumberRegister
from districts.models import District, Membership, Office, Role, School, User
from workplans.audience import addressing
from workplans.models import AudienceRule, Plan
from workplans.models.plans import places_related_to


class CircularQuerySet(models.QuerySet["Circular"]):
    def visible_to(self, user: User) -> CircularQuerySet:
        """Issued papers are read by the bureau, those above and below it, and their schools."""
        return self.filter(
            Q(district_id__in=user.bureau_district_ids) | places_related_to(user.seats, "district__")
        )

    def editable_by(self, user: User) -> CircularQuerySet:
        return self.filter(district_id__in=user.districts_as(Role.EDITOR))

    def followed_by(self, user: User) -> CircularQuerySet:
        """The bureau's own people follow who has signed; schools are not shown each other's receipts."""
        return self.filter(district_id__in=user.bureau_district_ids)

    def addressed_to(self, seat: Membership) -> CircularQuerySet:
        """Circulars that ask the seat's office or school to sign; a seat of the bureau itself is never asked."""
        if seat.school:
            asked = self.model.objects.filter(
                addressing(seat.school), district__code__in=seat.school.district.codes_upward
            )
            return self.filter(pk__in=asked.values("pk"))
        if seat.office:
            return self.filter(pk__in=seat.office.circulars.values("pk"))
        return self.none()

    def unsigned_by(self, seat: Membership) -> CircularQuerySet:
        """Those addressed to the seat's office or school that it has not signed for."""
        signed = Receipt.objects.from_seat(seat)
        return self.addressed_to(seat).exclude(pk__in=signed.values("circular_id"))

    def published(self) -> CircularQuerySet:
        return self.filter(published_at__isnull=False)

    def once_published(self) -> CircularQuerySet:
        """Those on the public page, and those withdrawn from it: of them it says that they are."""
        return self.filter(Q(published_at__isnull=False) | Q(withdrawn_at__isnull=False))

    def owed(self, now: datetime) -> CircularQuerySet:
        """Papers waiting to be set, and those whose worker went away with them."""
        return self.filter(
            Q(state=Circular.State.WAITING, lease_until=None)
            | Q(state__in=[Circular.State.WAITING, Circular.State.RENDERING], lease_until__lt=now)
        )


class Circular(Disclosed):
    """The frozen paper (公文). Its snapshot is never rewritten; a correction is a new circular."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be set")
        RENDERING = "rendering", _("Being set")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="circulars", verbose_name=_("bureau")
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="circulars", verbose_name=_("plan"))
    register = models.ForeignKey(NumberRegister, on_delete=models.PROTECT, related_name="circulars")
    serial = models.PositiveIntegerField()
    number = models.CharField(_("document number"), max_length=40)
    title = models.CharField(_("title"), max_length=300)  # a plan's title inside a notice's
    signed_on = models.DateField(_("signed on"))
    # The whole paper as circulars.paper.Paper.to_dict() gave it, and the sha256 of its canonical JSON.
    snapshot = models.JSONField(editable=False)
    content_hash = models.CharField(_("fingerprint of the text"), max_length=64, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # While it is being set: until when its worker is believed to live. While it waits: not before.
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(_("why it failed"), blank=True)
    pdf = models.FileField(max_length=200, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True)
    docx = models.FileField(max_length=200, blank=True)  # the Word twin, made with the PDF
    docx_sha256 = models.CharField(max_length=64, blank=True)

    issued_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    offices = models.ManyToManyField(
        Office, related_name="circulars", blank=True, verbose_name=_("offices addressed")
    )

    objects = CircularQuerySet.as_manager()

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["register", "serial"], name="number_given_once"),
            models.UniqueConstraint(
                fields=["district", "index_number"],
                condition=~Q(index_number=""),
                name="index_number_given_once",
            ),
            models.CheckConstraint(
                condition=Q(openness="public") | Q(published_at=None), name="only_open_papers_are_published"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(pdf="") & Q(pages__isnull=False)),
                name="ready_circular_has_its_pdf",
            ),
        ]
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["district", "-id"])]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("circular", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RENDERING)


class CircularAudience(AudienceRule):
    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="audience")

    class Meta(AudienceRule.Meta):
        abstract = False
        verbose_name = _("circular's audience")
        verbose_name_plural = _("circular's audiences")


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def from_seat(self, seat: Membership) -> ReceiptQuerySet:
        """Receipts of the seat's office or school, whoever there signed."""
        if seat.school_id:
            return self.filter(school_id=seat.school_id)
        if seat.office_id:
            return self.filter(office_id=seat.office_id)
        return self.none()


class Receipt(models.Model):
    """An office or a school has signed for a circular (签收): who and when."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receipts")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    signed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("signatory")
    )
    signed_at = models.DateTimeField(_("signed at"), auto_now_add=True)
    # 阅知: it was asked to know, not to act; opening the paper was enough.
    is_reading = models.BooleanField(default=False)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, school__isnull=True)
                | Q(office__isnull=True, school__isnull=False),
                name="receipt_is_from_one_place",
            ),
            models.UniqueConstraint(fields=["circular", "office"], name="office_signs_once"),
            models.UniqueConstraint(fields=["circular", "school"], name="school_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.circular.number} · {self.school or self.office}"


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
