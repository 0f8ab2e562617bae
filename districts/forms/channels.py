"""A channel as an administrator types it: each kind asks for what its provider gives out. What is secret is never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.channels.kinds import ORIGINS
from districts.channels.wire import NotAllowed, allowed
from districts.forms.finding import ANY, Finding
from districts.forms.versioned import VersionedForm
from districts.models import Channel, District, Message, Office

# By what one knows the address of the robot of a group.
MARKS = {
    "dingtalk_robot": "/robot/send?access_token=",
    "wecom_robot": "/webhook/send?key=",
    "feishu_robot": "/hook/",
}
KEYS: dict[str, list[str]] = {
    "dingtalk_robot": ["url", "secret"],
    "wecom_robot": ["url"],
    "feishu_robot": ["url", "secret"],
    "webhook": ["url", "secret"],
    "dingtalk_app": ["app_id", "agent", "secret", "origin"],
    "wecom_app": ["app_id", "agent", "secret", "origin"],
    "feishu_app": ["app_id", "secret", "origin"],
}
MAY_BE_EMPTY = {"dingtalk_robot": {"secret"}, "feishu_robot": {"secret"}}
ROW = ("name", "reach", "office")
SHOWN = {"app_id", "agent", "origin"}


def _key_fields(kind: str) -> dict[str, forms.Field]:
    app_id = {"wecom_app": _("Corp ID"), "feishu_app": _("App ID")}.get(kind, _("AppKey"))
    signing = kind in ("dingtalk_robot", "feishu_robot", "webhook")
    fields: dict[str, forms.Field] = {
        "url": forms.CharField(
            label=_("Webhook address"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
        ),
        "app_id": forms.CharField(label=app_id, max_length=100),
        "agent": forms.IntegerField(label="AgentId", min_value=1),
        "secret": forms.CharField(
            label=_("Signing secret") if signing else "Secret",
            max_length=200,
            min_length=16 if kind == "webhook" else None,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        ),
        "origin": forms.CharField(
            label=_("Server"),
            max_length=200,
            help_text=_("Change it only where your bureau runs its own server."),
        ),
    }
    return {name: fields[name] for name in KEYS[kind]}


class ChannelForm(VersionedForm):
    """One kind of channel; in a stored one, secrets left empty stay as they are."""

    class Meta:
        model = Channel
        fields = ROW

    def __init__(self, *args: Any, district: District, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district, self.kind = district, kind
        self.instance.kind = kind
        self._say_for_whom()
        stored = dict(self.instance.keys) if self.instance.pk and self.instance.is_readable else {}
        for name, field in _key_fields(kind).items():
            is_kept = bool(stored.get(name)) and name not in SHOWN
            field.required = not is_kept and name not in MAY_BE_EMPTY.get(kind, ())
            if is_kept:
                field.help_text = _("Stored, and not shown again. Leave it empty to keep it.")
            elif name in SHOWN:
                field.initial = stored.get(name) or (ORIGINS.get(kind) if name == "origin" else None)
            self.fields[name] = field
            if field.initial:
                self.initial[name] = field.initial

    def _say_for_whom(self) -> None:
        if self.kind in Channel.APPS:
            del self.fields["reach"], self.fields["office"]
            return
        office = self.fields["office"]
        assert isinstance(office, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker what Meta made
        office.queryset = Office.objects.working().filter(district=self.district)
        office.empty_label = str(_("None"))
        office.help_text = _("Only where it is one office's group.")
        reach = self.fields["reach"]
        assert isinstance(reach, forms.ChoiceField)  # noqa: S101 -- as above
        reach.choices, reach.required = Channel.Reach.choices, True

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Channel.objects.filter(district=self.district, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("The bureau has a channel of this name already."))
        return name

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and MARKS.get(self.kind, "") not in url:
            raise forms.ValidationError(
                _("This is not the address of such a robot. Copy it whole from the group's settings.")
            )
        return self._allowed(url)

    def clean_origin(self) -> str:
        return self._allowed(self.cleaned_data["origin"].rstrip("/"))

    def clean_agent(self) -> str:
        return str(self.cleaned_data["agent"])

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if "reach" in self.fields and clean.get("reach") != Channel.Reach.OFFICE:
            clean["office"] = None
        elif "reach" in self.fields and not clean.get("office"):
            self.add_error("office", _("Say which office."))
        return clean

    def _allowed(self, url: str) -> str:
        try:
            if url:
                allowed(url)
        except NotAllowed as wrong:
            raise forms.ValidationError(
                _("The portal may not call this server. Ask whoever runs the portal to add it to the list.")
            ) from wrong
        return url

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in ROW}

    @property
    def keys(self) -> dict[str, str]:
        return {name: str(self.cleaned_data.get(name) or "") for name in KEYS[self.kind]}


class TrialForm(forms.Form):
    """To whom an app writes when it is tried."""

    account = forms.CharField(label=_("Account to write to"), max_length=64)


class FindMessages(Finding):
    """What left the portal, and how."""

    state = forms.ChoiceField(label=_("State"), choices=[ANY, *Message.State.choices], required=False)
    way = forms.ChoiceField(label=_("Way"), required=False)

    def __init__(self, *args: Any, channels: list[Channel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)  # noqa: S101 -- tells the type checker what it is
        email = Message.Channel.EMAIL
        way.choices = [ANY, (email.value, email.label), *((str(one.pk), one.name) for one in channels)]
