"""A plan: whose it is, how far it is on its way, and who reads and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from districts.models import District, Membership, Role, School, User
from workplans.book_marks import in_book_marks
from workplans.numbering import BY_LEVEL, NumberingStyle
from workplans.periods import Period, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """A draft is the bureau's own; what is issued is also read by bureaus above and below, and by schools."""
        return self.filter(plans_visible_to(user))

    def editable_by(self, user: User) -> PlanQuerySet:
        """Editors of the bureau, while nothing is submitted."""
        return self.kept_by(user).filter(state=Plan.State.DRAFT)

    def kept_by(self, user: User) -> PlanQuerySet:
        """Plans of the bureaus where the person is an editor, whatever their state."""
        return self.filter(plans_kept_by(user))

    def issued(self) -> PlanQuerySet:
        return self.filter(state__in=Plan.PUBLIC_STATES)


class Plan(models.Model):
    """One bureau's (or one school's) plan for a calendar year, a school year or a term (工作意见、要点、计划)."""

    class Kind(models.TextChoices):
        CALENDAR_YEAR = "calendar_year", _("Calendar year")
        SCHOOL_YEAR = "school_year", _("School year")
        FIRST_TERM = "first_term", _("First term")
        SECOND_TERM = "second_term", _("Second term")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Awaiting check")
        COUNTERSIGNING = "countersign", _("Being countersigned")
        SIGNING = "signing", _("Awaiting signature")
        APPROVED = "approved", _("Approved")
        ISSUED = "issued", _("Issued")
        CLOSED = "closed", _("Closed")
        # The draft of an amendment once its changes stand in the plan it amends; nobody sees it any more.
        WORKED_IN = "worked_in", _("Worked into the plan")

    class TaskForm(models.TextChoices):
        """What the levels bear, from the outermost heading to the tasks."""

        DOT = "dot", "一、（一）1．"
        COMMA = "comma", "一、（一）1、"
        PAREN = "paren", "一、（一）（1）"
        MARK = "mark", "一、（一）◆"
        LEVEL = BY_LEVEL, _("By level: tasks under 一、 bear （一）")

    # Handed in, not yet approved: its text stands still.
    UNDER_WAY = (State.SUBMITTED, State.COUNTERSIGNING, State.SIGNING)
    PUBLIC_STATES = (State.ISSUED, State.CLOSED)

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="plans", verbose_name=_("bureau")
    )
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("school"),
    )
    kind = models.CharField(_("period"), max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The calendar year in which the period begins.")
    )
    title = models.CharField(_("title"), max_length=200)
    issuer = models.CharField(_("signed by"), max_length=80, blank=True)
    addressee = models.CharField(_("addressee"), max_length=300, blank=True)
    preamble = models.TextField(_("opening text"), blank=True)
    closing = models.TextField(_("closing text"), blank=True)
    # As the document that came in has them; the portal's own number stands on the circular.
    source_number = models.CharField(_("number of the source"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    metadata = models.JSONField(_("document metadata"), default=dict, blank=True)

    task_form = models.CharField(_("numbering style"), max_length=8, choices=TaskForm, default=TaskForm.DOT)
    restarts = models.BooleanField(_("numbers begin anew in each section"), default=False)

    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("last plan"),
    )
    # The issued plan that this draft shall change (修订), and what is changed, in a sentence for its readers.
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    amendment_note = models.TextField(_("what is amended and why"), blank=True, editable=False)
    # Given by the form that asks for the row, so that asking twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    # Counts every change of anything in the plan: a page that knows the number knows whether it is up to date.
    changes = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["district", "state", "year"])]
        constraints = [
            models.UniqueConstraint(
                fields=["amends"], condition=~Q(state="worked_in"), name="one_open_amendment_a_plan"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def title_in_marks(self) -> str:
        """As it stands between 《 and 》."""
        return in_book_marks(self.title)

    @property
    def period(self) -> Period:
        return period_of(self.kind, self.year)

    @property
    def numbering(self) -> NumberingStyle:
        return NumberingStyle(restarts=self.restarts, task_form=self.task_form)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_issued(self) -> bool:
        return self.state in self.PUBLIC_STATES

    def is_kept_by(self, user: User) -> bool:
        """What `plans_kept_by` asks of rows, asked of one that is at hand."""
        return self.school_id is None and self.district_id in user.districts_as(Role.EDITOR)

    @property
    def shape(self) -> str:
        """How its state is drawn: a name of the `status` tag."""
        return STATE_SHAPES[self.State(self.state)]


STATE_SHAPES = {
    Plan.State.DRAFT: "draft",
    Plan.State.SUBMITTED: "waiting",
    Plan.State.COUNTERSIGNING: "waiting",
    Plan.State.SIGNING: "waiting",
    Plan.State.APPROVED: "approved",
    Plan.State.ISSUED: "done",
    Plan.State.CLOSED: "stopped",
    Plan.State.WORKED_IN: "stopped",
}


def plans_visible_to(user: User, prefix: str = "") -> Q:
    """The one rule of who reads a plan, for plans (`""`) and for rows that hang on one (`"plan__"`).

    The draft of an amendment that is over is nobody's to read: its text stands in the plan it amended.
    """
    own = Q(**{f"{prefix}district_id__in": user.bureau_district_ids}) & ~Q(
        **{f"{prefix}state": Plan.State.WORKED_IN}
    )
    issued = Q(**{f"{prefix}state__in": Plan.PUBLIC_STATES})
    return own | (issued & places_related_to(user.seats, f"{prefix}district__"))


def places_related_to(seats: Iterable[Membership], prefix: str) -> Q:
    """Districts that are above the user's own, the own, or (for bureau people) below it."""
    wanted = Q(pk__in=[])
    for seat in seats:
        district = seat.district
        wanted |= Q(**{f"{prefix}code__in": district.codes_upward})
        if not seat.school_id:
            wanted |= Q(**{f"{prefix}path__startswith": district.path})
    return wanted


def plans_kept_by(user: User, prefix: str = "") -> Q:
    """Plans of the bureaus where the person is an editor; see `plans_visible_to` for `prefix`."""
    return Q(**{f"{prefix}district_id__in": user.districts_as(Role.EDITOR), f"{prefix}school": None})
