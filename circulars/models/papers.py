"""The frozen paper, whom it addresses, who has signed for it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circulars.models.disclosure import GONE, Disclosed, Validity
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

    def repealable_by(self, user: User) -> CircularQuerySet:
        """Who issues a bureau's papers or signs them for issue may take one back."""
        return self.filter(district_id__in=user.districts_as(Role.EDITOR, Role.APPROVER))

    def standing(self) -> CircularQuerySet:
        """Not repealed or annulled: what still asks for something."""
        return self.exclude(validity__in=GONE)

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
        """Those addressed to the seat's office or school that it has not signed for and still has to."""
        signed = Receipt.objects.from_seat(seat)
        return self.addressed_to(seat).standing().exclude(pk__in=signed.values("circular_id"))

    def published(self) -> CircularQuerySet:
        return self.filter(published_at__isnull=False)

    def once_published(self) -> CircularQuerySet:
        """Those on the public page, and those withdrawn from it: of them it says that they are."""
        return self.filter(Q(published_at__isnull=False) | Q(withdrawn_at__isnull=False))

    def knowing_validity(self) -> CircularQuerySet:
        """Each with `has_amendment`, so that no page asks for it paper by paper."""
        amendments = self.model.objects.filter(plan=OuterRef("plan"), pk__gt=OuterRef("pk"))
        return self.annotate(has_amendment=Exists(amendments))

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
                condition=Q(repealed_at=None) | (Q(validity__in=GONE) & ~Q(repeal_reason="")),
                name="repealed_paper_says_so_and_why",
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
    def is_amended(self) -> bool:
        """Whether an amendment of its plan was issued after it; lists know it already (`knowing_validity`)."""
        if "has_amendment" in self.__dict__:
            return bool(self.__dict__["has_amendment"])
        return Circular.objects.filter(plan=self.plan_id, pk__gt=self.pk).exists()

    @property
    def validity_today(self) -> Validity:
        """有效性 as it is today: what was said of it, and else whether an amendment followed."""
        said = Validity(self.validity)
        return Validity.AMENDED if said is Validity.IN_FORCE and self.is_amended else said

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
