"""Ways out of a bureau beside portal and e-mail: its channels, people's accounts there, and the posts that left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from districts.channels.kinds import KINDS
from districts.channels.sealing import Unreadable, sealed, unsealed
from districts.channels.talk import Kind as Taking
from districts.models.people import Role, User
from districts.models.places import District, Office

if TYPE_CHECKING:
    from districts.channels.talk import Keys


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, user: User) -> ChannelQuerySet:
        """Channels are an administrator's matter."""
        return self.filter(district_id__in=user.districts_as(Role.ADMINISTRATOR))

    def editable_by(self, user: User) -> ChannelQuerySet:
        return self.visible_to(user)

    def for_persons(self) -> ChannelQuerySet:
        return self.filter(kind__in=Channel.APPS)

    def for_groups(self) -> ChannelQuerySet:
        return self.exclude(kind__in=Channel.APPS)


class Channel(models.Model):
    """One way out of one bureau: the robot of a group, an app that writes to persons, a webhook (通知渠道)."""

    class Kind(models.TextChoices):
        DINGTALK_ROBOT = "dingtalk_robot", _("DingTalk group robot")
        WECOM_ROBOT = "wecom_robot", _("WeCom group robot")
        FEISHU_ROBOT = "feishu_robot", _("Feishu group robot")
        DINGTALK_APP = "dingtalk_app", _("DingTalk work notices")
        WECOM_APP = "wecom_app", _("WeCom app messages")
        FEISHU_APP = "feishu_app", _("Feishu app messages")
        WEBHOOK = "webhook", _("Signed webhook")

    class Reach(models.TextChoices):
        """Whose reminders a group hears."""

        OFFICE = "office", _("Only one office")
        BUREAU = "bureau", _("The bureau itself")
        SCHOOLS = "schools", _("The schools")
        ALL = "all", _("Bureau and schools")

    APPS = (Kind.DINGTALK_APP, Kind.WECOM_APP, Kind.FEISHU_APP)

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="channels", verbose_name=_("bureau")
    )
    name = models.CharField(_("name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    reach = models.CharField(_("for whom"), max_length=10, choices=Reach, blank=True)
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("office"),
    )
    # Where it leads, to be seen in the list; the address itself holds a key and is sealed.
    host = models.CharField(_("server"), max_length=120, editable=False)
    sealed_keys = models.TextField(editable=False)
    sealed_token = models.TextField(blank=True, editable=False)
    token_until = models.DateTimeField(null=True, editable=False)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("kept by"), editable=False
    )
    is_on = models.BooleanField(_("switched on"), default=False, editable=False)
    off_because = models.CharField(_("why it is off"), max_length=200, blank=True, editable=False)
    # How it goes: refusals in a row, since when nothing went through, until when it is left alone, when it was used.
    refusals = models.PositiveSmallIntegerField(default=0, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateTimeField(null=True, editable=False)
    busy_until = models.DateTimeField(null=True, editable=False)
    tries = models.JSONField(default=list, editable=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["district", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="channel_name_once_a_bureau",
                violation_error_message=_("The bureau has a channel of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(reach="office", office__isnull=False) | (~Q(reach="office") & Q(office=None)),
                name="channel_of_an_office_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["dingtalk_app", "wecom_app", "feishu_app"], reach="")
                | (~Q(kind__in=["dingtalk_app", "wecom_app", "feishu_app"]) & ~Q(reach="")),
                name="group_channel_has_a_reach",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def takes(self) -> Taking:
        """What its provider takes."""
        return KINDS[self.kind]

    @property
    def is_app(self) -> bool:
        return self.kind in Channel.APPS

    @property
    def keys(self) -> Keys:
        """Raises Unreadable where the portal's own key was changed."""
        return unsealed(self.sealed_keys)

    @keys.setter
    def keys(self, words: dict[str, str]) -> None:
        self.sealed_keys = sealed(words)

    @property
    def is_readable(self) -> bool:
        try:
            return bool(self.keys)
        except Unreadable:
            return False


class ChannelAccountQuerySet(models.QuerySet["ChannelAccount"]):
    def visible_to(self, user: User) -> ChannelAccountQuerySet:
        return self.filter(person=user)


class ChannelAccount(models.Model):
    """What a person is called in the app of a channel; having one is choosing it."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="accounts")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="channel_accounts")
    account = models.CharField(_("account"), max_length=64)

    objects = ChannelAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account in a channel")
        verbose_name_plural = _("accounts in channels")
        ordering = ["channel_id"]
        constraints = [models.UniqueConstraint(fields=["channel", "person"], name="one_account_a_channel")]

    def __str__(self) -> str:
        return f"{self.channel} · {self.account}"


class Post(models.Model):
    """One request to a provider, with the messages folded into it; what it says never changes once it is written."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused")
        UNKNOWN = "unknown", _("Unknown")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="posts")
    # The same at every try; what the provider knows the post by.
    key = models.CharField(max_length=40, unique=True)
    account = models.CharField(max_length=64, blank=True)
    content = models.JSONField()
    is_trial = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "channel"], name="post_owed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="sent_post_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.key}"
