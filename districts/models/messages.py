"""Messages out: one row a message and way; the row is the queue."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from districts.models.people import Membership, User


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        """A message is its recipient's alone."""
        return self.filter(recipient=user)

    def in_portal(self) -> MessageQuerySet:
        return self.filter(channel=Message.Channel.PORTAL)

    def followed_by(self, user: User) -> MessageQuerySet:
        """What left the portal for people of the bureaus the user administers, or through their channels."""
        kept = user.districts_as("administrator")
        seated = Membership.objects.filter(user=OuterRef("recipient"), district__in=kept)
        left = Q(channel=Message.Channel.EMAIL) & Exists(seated)
        return self.filter(left | Q(via__district__in=kept))


class Message(models.Model):
    """One message to one person by one channel, owed until its state says otherwise."""

    class Channel(models.TextChoices):
        PORTAL = "portal", _("In the portal")
        EMAIL = "email", _("E-mail")
        APP = "app", _("App message")  # to the person, through an app channel (`via`)
        GROUP = "group", _("In a group")  # said of the person in a group, or told a webhook (`via`)

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")
        UNKNOWN = "unknown", _("Unknown")  # it left, and no answer came

    recipient = models.ForeignKey(
        "districts.User", on_delete=models.CASCADE, related_name="messages", verbose_name=_("recipient")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    via = models.ForeignKey(
        "districts.Channel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("through"),
    )
    post = models.ForeignKey(
        "districts.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    # What makes it this message and no other; the same key is never written or sent twice.
    key = models.CharField(max_length=120)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"))
    link = models.CharField(_("link"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    read_at = models.DateTimeField(_("read"), null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient", "channel"], condition=Q(via=None), name="message_once"
            ),
            models.UniqueConstraint(
                fields=["key", "recipient", "via"],
                condition=Q(via__isnull=False),
                name="message_once_a_channel",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["app", "group"], via__isnull=False)
                | Q(channel__in=["portal", "email"], via=None),
                name="message_through_a_channel_names_it",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="sent_message_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="message_owed"),
            models.Index(fields=["recipient", "channel", "read_at"], name="message_unread"),
        ]

    def __str__(self) -> str:
        return self.subject
