"""When: an entry of the monthly calendar, its offices, the tasks it carries out, whom it addresses (行事历)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Office, Role, School, User
from workplans.audience import addressing
from workplans.models import AudienceRule, OfficeDuty, Plan, Task, held_by
from workplans.models.plans import places_related_to, plans_visible_to
from workplans.periods import month_of

if TYPE_CHECKING:
    from workplans.granted import Granted, Moves


class CalendarEntryQuerySet(models.QuerySet["CalendarEntry"]):
    def visible_to(self, user: User) -> CalendarEntryQuerySet:
        """As its plan. One without a plan belongs to the bureau and its schools, and, when it addresses
        schools, is read like an issued plan."""
        own = Q(district_id__in=user.district_ids)
        addressed = Q(pk__in=EntryAudience.objects.values("entry"))
        alone = Q(plan=None) & (own | (addressed & places_related_to(user.seats, "district__")))
        return self.filter(alone | (Q(plan__isnull=False) & plans_visible_to(user, "plan__")))

    def editable_by(self, user: User) -> CalendarEntryQuerySet:
        """Editors of the bureau. An entry of an issued plan is on paper already and stays as it is."""
        return self.kept_by(user).filter(Q(plan=None) | Q(plan__state=Plan.State.DRAFT))

    def kept_by(self, user: User) -> CalendarEntryQuerySet:
        """Entries of the bureaus where the person is an editor: a change that comes too late is told so."""
        return self.filter(district_id__in=user.districts_as(Role.EDITOR))

    def during(self, first: date, last: date) -> CalendarEntryQuerySet:
        """Entries whose span touches the days from `first` to `last`."""
        return self.filter(starts_month__lte=last, ends_month__gte=first.replace(day=1))

    def in_force(self) -> CalendarEntryQuerySet:
        """Entries that stand alone or whose plan is issued: what people really have to do."""
        return self.standing().filter(Q(plan=None) | Q(plan__state__in=Plan.PUBLIC_STATES))

    def standing(self) -> CalendarEntryQuerySet:
        """Those that no amendment has withdrawn."""
        return self.filter(withdrawn_on=None)

    def said_once(self, plan: int | None = None) -> CalendarEntryQuerySet:
        """Those that stand, without the copies in drafts of amendments; but of the `plan` that is asked for, its own."""
        return self.standing().filter(Q(plan__amends=None) | Q(plan=plan))

    def carried_by(self, office: Office) -> CalendarEntryQuerySet:
        """Entries that the office, or one merged into it, leads or supports."""
        return self.filter(pk__in=EntryOffice.objects.filter(held_by(office)).values("entry"))

    def addressed_to(self, school: School) -> CalendarEntryQuerySet:
        """Entries with a rule the school meets; whose schools the rule speaks of is the caller's filter."""
        return self.filter(pk__in=EntryAudience.objects.filter(addressing(school, "")).values("entry"))

    def with_offices(self) -> CalendarEntryQuerySet:
        """With the plan and the offices, the lead first: what a list draws."""
        return self.select_related("plan", "district").prefetch_related(
            Prefetch("duties", EntryOffice.objects.select_related("office"))
        )

    def for_page(self) -> CalendarEntryQuerySet:
        """With the audience as well."""
        return self.with_offices().prefetch_related(
            Prefetch("audience", EntryAudience.objects.select_related("school"))
        )


class CalendarEntry(models.Model):
    """Work in a month or a span of months, with its offices."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="calendar_entries", verbose_name=_("bureau")
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="entries", verbose_name=_("plan")
    )
    # The first day of the first and of the last month.
    starts_month = models.DateField(_("month"))
    ends_month = models.DateField(_("until month"))
    # A day, when there is one, by which it must be done.
    due_on = models.DateField(_("due on"), null=True, blank=True)
    as_written = models.CharField(_("month as written"), max_length=40, blank=True)
    work = models.CharField(_("work"), max_length=500)
    position = models.PositiveIntegerField(default=0)
    # Offices as the document names them, before they are matched: [{"name": "计财处", "role": "lead"}]
    offices_as_written = models.JSONField(default=list, blank=True)
    offices = models.ManyToManyField(Office, through="EntryOffice", related_name="calendar_entries")
    tasks = models.ManyToManyField(Task, blank=True, related_name="entries", verbose_name=_("tasks"))
    # Given by the form that asks for the row, so that asking twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # In the draft of an amendment: the key of the entry of the issued plan it came from.
    origin = models.UUIDField(null=True, blank=True, editable=False)
    # An amendment took it out of the issued plan: it is still found at its address, and asked of nobody.
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CalendarEntryQuerySet.as_manager()

    # Whether the school asked about has to act on it, and whether it is addressed at all; known only on rows that
    # were asked for on behalf of a school.
    must_act: bool
    is_addressed: bool
    # Set by workplans.granted: what the office or school that looks was granted.
    granted: Granted | None = None
    moves: Moves | None = None

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        ordering = ["starts_month", "position", "id"]
        indexes = [models.Index(fields=["district", "starts_month", "ends_month"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_month__gte=F("starts_month")),
                name="entry_ends_after_it_starts",
                violation_error_message=_("The last month lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts_month__day=1, ends_month__day=1), name="entry_months_are_first_days"
            ),
        ]

    def __str__(self) -> str:
        return self.work

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.pk])

    @property
    def is_span(self) -> bool:
        return self.ends_month > self.starts_month

    @property
    def last_day(self) -> date:
        """The day by which it is due: its own, or the last of its last month."""
        return self.due_on or month_of(self.ends_month).ends_on

    @property
    def granted_month(self) -> date:
        """The last month in which it is still to be done by whoever looks: its own, or that of the day granted."""
        return max(self.ends_month, self.granted.until.replace(day=1)) if self.granted else self.ends_month

    @property
    def lead(self) -> Office | None:
        """The office that leads; reads the prefetched duties."""
        return next((duty.office for duty in self.duties.all() if duty.role == OfficeDuty.Role.LEAD), None)

    @property
    def supporting(self) -> list[Office]:
        return [duty.office for duty in self.duties.all() if duty.role == OfficeDuty.Role.SUPPORT]


class EntryOffice(OfficeDuty):
    entry = models.ForeignKey(CalendarEntry, on_delete=models.CASCADE, related_name="duties")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="entry_duties", verbose_name=_("office")
    )

    class Meta(OfficeDuty.Meta):
        abstract = False
        verbose_name = _("entry's office")
        verbose_name_plural = _("entry's offices")
        constraints = [
            models.UniqueConstraint(fields=["entry", "office"], name="office_once_an_entry"),
            models.UniqueConstraint(fields=["entry"], condition=Q(role="lead"), name="one_lead_an_entry"),
        ]


class EntryAudience(AudienceRule):
    entry = models.ForeignKey(CalendarEntry, on_delete=models.CASCADE, related_name="audience")

    class Meta(AudienceRule.Meta):
        abstract = False
        verbose_name = _("entry's audience")
        verbose_name_plural = _("entry's audiences")
