"""What is said of a part of a plan, and how it holds on to that part.

Not by a foreign key but by the part's lasting key: a part that is deleted, brought back or restored from a version
keeps it, so nothing said of it is ever lost with it. Words inside a text are held by quoting them.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.models import District, Role, User
from workplans.models import Plan

# Who talks a draft over: those who write it, those who approve it, and those who will carry it.
TALKERS = (Role.EDITOR, Role.APPROVER, Role.OFFICE_HEAD, Role.OFFICE_STAFF)


class PartKind(models.TextChoices):
    PLAN = "plan", _("The whole plan")
    SECTION = "section", _("Section")
    TASK = "task", _("Task")


class Field(models.TextChoices):
    TITLE = "title", _("Title")
    BODY = "body", _("Text")  # of a task
    TEXT = "text", _("Text under the heading")  # of a section
    PREAMBLE = "preamble", _("Opening text")
    CLOSING = "closing", _("Closing text")


# The texts of each kind of part, in the order they are read.
FIELDS: dict[str, tuple[str, ...]] = {
    PartKind.PLAN: (Field.TITLE, Field.PREAMBLE, Field.CLOSING),
    PartKind.SECTION: (Field.TITLE, Field.TEXT),
    PartKind.TASK: (Field.TITLE, Field.BODY),
}


def said_to(user: User, prefix: str = "") -> Q:
    """Rows the person may read: the bureau's own people; what is said of a draft leaves with nobody."""
    return Q(**{f"{prefix}plan__district_id__in": user.bureau_district_ids})


def said_by(user: User, prefix: str = "") -> Q:
    """Rows of the bureaus where the person has a say."""
    return Q(**{f"{prefix}plan__district_id__in": user.districts_as(*TALKERS)})


class OnPart(models.Model):
    """Something said of a whole plan, a section or a task, of one of its texts, or of words in it."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("plan")
    )
    part_kind = models.CharField(_("part"), max_length=8, choices=PartKind, default=PartKind.PLAN)
    part_key = models.UUIDField(null=True, blank=True, editable=False)
    # What it was called then: all that is left to show should the part be deleted.
    part_title = models.CharField(_("of"), max_length=300, blank=True)
    field = models.CharField(_("field"), max_length=8, choices=Field, blank=True)
    quote = models.TextField(_("words quoted"), blank=True)
    start = models.PositiveIntegerField(default=0, editable=False)

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("put forward by"))
    at = models.DateTimeField(_("time"))
    # Given by the form that asks for the row, so that asking twice makes one.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quote="") | ~Q(field=""), name="%(class)s_words_stand_in_a_field"
            ),
            models.CheckConstraint(
                condition=Q(part_kind="plan", part_key=None)
                | (~Q(part_kind="plan") & Q(part_key__isnull=False)),
                name="%(class)s_part_has_its_key",
            ),
        ]

    @property
    def district(self) -> District:
        return self.plan.district
