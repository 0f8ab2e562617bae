"""Offices of the own bureau, known by their name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import Membership, Office, User
from districts.resources.columns import Choices, Column, Names, Numbers, Text, YesNo
from districts.resources.rows import RowChange, RowsResource, save_changed, text_of
from districts.services.people import close_seats
from districts.trail import Act


class OfficeResource(RowsResource):
    name = Column(
        "name", gettext_lazy("Office name"), Text(60), is_required=True, example="基础教育处",
        hint=gettext_lazy("Decides which office is meant. A new name is a new office."),
    )  # fmt: skip
    kind = Column(
        "kind", gettext_lazy("Kind"), Choices(Office.Kind), keeps_when_empty=True, example="处室",
        hint=gettext_lazy("Left empty: office."),
    )  # fmt: skip
    names = Column(
        "names", gettext_lazy("Other names"), Names(300), example="基教处、基础处",
        hint=gettext_lazy("Short and former names, separated by 、"),
    )  # fmt: skip
    leader = Column(
        "leader", gettext_lazy("Leader in charge"), Text(150), example="",
        hint=gettext_lazy("Name, or username where two people have the same name."),
    )  # fmt: skip
    position = Column(
        "position", gettext_lazy("Order"), Numbers(), keeps_when_empty=True, example="10",
        hint=gettext_lazy("Left empty, it stands last."),
    )  # fmt: skip
    is_active = Column(
        "is_active", pgettext_lazy("column", "In use"), YesNo(), keeps_when_empty=True, example="是",
        hint=gettext_lazy("“No” takes the row out of use and ends the seats in it. Nothing is deleted."),
    )  # fmt: skip

    key_columns = ("name",)
    called_by = ("name",)

    class Meta(RowsResource.Meta):
        model = Office
        fields = ("name", "kind", "names", "leader", "position", "is_active")

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        offices = Office.objects.filter(district=self.district).select_related("supervised_by")
        self.known = {office.name: _with_columns(office) for office in self.held(offices)}
        self.next_position = max((office.position for office in self.known.values()), default=0) + 1
        self.leaders: dict[str, list[User]] = defaultdict(list)
        seats = Membership.objects.in_use().filter(district=self.district, school=None)
        for user in User.objects.filter(pk__in=seats.values("user_id"), is_active=True):
            self.leaders[user.full_name].append(user)
            self.leaders[user.username].append(user)

    def key(self, row: Mapping[str, Any]) -> Hashable:
        return text_of(row, "name") or object()  # rows without a name are not twins

    def find(self, row: Mapping[str, Any]) -> Office | None:
        return self.known.get(" ".join(text_of(row, "name").split()))

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        office = _with_columns(Office(district=self.district))
        office.position = None  # found when the cells are read
        return office

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        if instance.position is None:
            instance.position, self.next_position = self.next_position, self.next_position + 1

    def check(self, instance: Any, values: dict[str, Any]) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if len("、".join(instance.names)) > 300:
            wrong["names"] = _("at most %(most)s characters, please.") % {"most": 300}
        if instance.is_active and instance.successor_id:
            wrong["is_active"] = _("this office was merged into another; take it into use again on its page.")
        if instance.leader and (advice := self._name_leader(instance)):
            wrong["leader"] = advice
        return wrong

    def _name_leader(self, office: Any) -> str:
        """Put the person meant into the row; an advice where that is nobody, or two."""
        found = {user.pk: user for user in self.leaders.get(office.leader, [])}
        if len(found) > 1:
            return _("two people of the bureau have this name; please give the username.")
        if not found:
            return _("nobody in the bureau has this name or username.")
        (office.supervised_by,) = found.values()
        return ""

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        for change in (*created, *updated):
            office = change.instance
            office.aliases = "、".join(office.names)
            if not office.leader:
                office.supervised_by = None
        Office.objects.bulk_create([change.instance for change in created])
        save_changed(updated, ["kind", "aliases", "supervised_by", "position", "is_active"])
        retired = [change.instance for change in updated if change.after.get("is_active") is False]
        close_seats(Membership.objects.filter(office__in=retired), by=self.by)
        yield from (_act(change, "add_office") for change in created)
        yield from (_act(change, "change_office") for change in updated)

    def rows(self) -> list[Office]:
        offices = Office.objects.filter(district=self.district).select_related("supervised_by")
        return self.shaped(offices.order_by("-is_active", "position", "id"))

    def shaped(self, rows: QuerySet[Office]) -> list[Office]:
        """Offices with what their columns show."""
        return [_with_columns(office) for office in rows]


def _with_columns(office: Office) -> Any:
    """The office with its names and its leader as the columns have them."""
    row: Any = office
    row.names = tuple(office.all_names[1:])
    row.leader = office.supervised_by.full_name if office.supervised_by else ""
    return row


def _act(change: RowChange, verb: str) -> Act:
    """The trail speaks of the row's own fields."""
    fields = {"names": "aliases", "leader": "supervised_by"}
    act = change.act(verb)
    renamed = [
        None if part is None else {fields.get(name, name): _joined(value) for name, value in part.items()}
        for part in (act.before, act.after)
    ]
    return Act(verb, act.on, renamed[0], renamed[1])


def _joined(value: Any) -> Any:
    return "、".join(value) if isinstance(value, list | tuple) else value
