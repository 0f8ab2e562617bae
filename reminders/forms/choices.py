"""One's own hour and channel; urging by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import Channel
from reminders.models import Chair
from reminders.models.choices import Choice
from workplans.forms.asking import NeededForm

CHAIRS_URGED = (Chair.LEAD_STAFF, Chair.LEAD_HEAD, Chair.SUPPORTING, Chair.CLERK, Chair.PRINCIPAL)
OFFICES_URGED = (Chair.LEAD_STAFF, Chair.LEAD_HEAD)
# Where each provider shows people what they are called.
ACCOUNTS = {
    Channel.Kind.DINGTALK_APP: _("Your UserId in DingTalk; the bureau's administrator of DingTalk knows it."),
    Channel.Kind.WECOM_APP: _("Your account (账号) in WeCom's address book."),
    Channel.Kind.FEISHU_APP: _("Your user ID in Feishu; the bureau's administrator of Feishu knows it."),
}


class ChoiceForm(forms.Form):
    """When and by which way; not whether."""

    hour = forms.TypedChoiceField(label=_("Hour"), required=False, coerce=int, empty_value=None)
    by_email = forms.BooleanField(label=_("By e-mail as well"), required=False)

    def __init__(self, *args: Any, channels: Sequence[Channel] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for channel in channels:
            self.fields[f"account_{channel.pk}"] = forms.CharField(
                label=_("My account in %(channel)s") % {"channel": channel},
                max_length=64,
                required=False,
                help_text=ACCOUNTS[Channel.Kind(channel.kind)],
            )
        field = self.fields["hour"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 -- tells the type checker what it is
        hours = Choice._meta.get_field("hour").choices or ()
        field.choices = [("", _("At the hour of the bureau")), *hours]

    @property
    def accounts(self) -> dict[int, str]:
        """What was typed, by the channel's id."""
        mark = "account_"
        return {
            int(name.removeprefix(mark)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(mark)
        }


class NudgeForm(NeededForm):
    """Who is urged, and with what word."""

    tells = forms.MultipleChoiceField(
        label=_("Who is told"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(chair.value, chair.label) for chair in CHAIRS_URGED],
        initial=[chair.value for chair in OFFICES_URGED],
    )
    word = forms.CharField(
        label=_("A word of your own"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def order(self) -> dict[str, Any]:
        """What `nudge` wants to know."""
        clean = self.cleaned_data
        return {"tells": clean["tells"], "word": clean["word"], "over_limit": self.over_limit}
