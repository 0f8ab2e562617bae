"""People of the own bureau and their seats: a line for each seat, known by username, role and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import Membership, Office, Role, School, User
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES
from districts.passwords import temporary_password
from districts.resources.columns import Choices, Column, Text, YesNo, one_of
from districts.resources.rows import RowChange, RowsResource, Values, save_changed, text_of
from districts.services.people import hashed
from districts.services.rows import facts
from districts.trail import Act

PERSON = ("full_name", "phone", "email")


@dataclass(frozen=True)
class NewAccount:
    """A new account and the password to be told once."""

    username: str
    full_name: str
    place: str
    password: str


def refuse_bad_username(text: str) -> None:
    """Raises ValueError for what the sign-in form would not take."""
    try:
        UnicodeUsernameValidator()(text)
    except ValidationError:
        raise ValueError(_("only letters, digits and @ . + - _, please.")) from None


def refuse_bad_phone(text: str) -> None:
    """Raises ValueError for anything but a telephone number."""
    if not set(text) <= set("0123456789+()- ") or len(text) < 5:
        raise ValueError(_("only digits, please, as in 13900000000 or 0571-8000000."))


def refuse_bad_email(text: str) -> None:
    """Raises ValueError for what is no address."""
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(_("an e-mail address, please, such as name@example.org.")) from None


class PersonResource(RowsResource):
    username = Column(
        "username", gettext_lazy("Username"), Text(150, check=refuse_bad_username), is_required=True,
        example="zhangwen",
        hint=gettext_lazy("For signing in. Decides which person is meant; a new one is a new account."),
    )  # fmt: skip
    full_name = Column("full_name", gettext_lazy("Full name"), Text(40), is_required=True, example="章文")
    phone = Column(
        "phone",
        gettext_lazy("Mobile number"),
        Text(20, check=refuse_bad_phone),
        keeps_when_empty=True,
        example="13900000001",
    )
    email = Column(
        "email",
        gettext_lazy("E-mail"),
        Text(254, check=refuse_bad_email),
        keeps_when_empty=True,
        example="zhangwen@example.org",
    )
    role = Column("role", gettext_lazy("Role"), Choices(Role), is_required=True, example="处室负责人")
    place_named = Column(
        "place_named", gettext_lazy("Office or school"), Text(80), example="基础教育处",
        hint=gettext_lazy(
            "Name of the office, name or code of the school; empty for editors, approvers, administrators and auditors."
        ),
    )  # fmt: skip
    is_active = Column(
        "is_active", pgettext_lazy("column", "In use"), YesNo(), keeps_when_empty=True, example="是",
        hint=gettext_lazy("“No” ends this seat; the account stays."),
    )  # fmt: skip

    key_columns = ("username", "role", "place_named")
    called_by = ("username", "full_name", "role", "place_named")

    class Meta(RowsResource.Meta):
        model = Membership
        fields = ("username", "full_name", "phone", "email", "role", "place_named", "is_active")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.accounts: list[NewAccount] = []

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        self.offices = {office.name: office for office in Office.objects.filter(district=self.district)}
        schools = list(School.objects.filter(district=self.district))
        self.schools_by_code = {school.code: school for school in schools}
        self.schools_by_name: dict[str, list[School]] = defaultdict(list)
        self.twin_names = _twin_names(schools)
        for school in schools:
            self.schools_by_name[school.name].append(school)
        usernames = {text_of(row, "username") for row in rows}
        people = User.objects.filter(username__in=usernames)
        self.people = {user.username: user for user in self.held(people)}
        self.ours = set(
            User.objects.editable_by(self.by).filter(username__in=usernames).values_list("pk", flat=True)
        )
        seats = Membership.objects.filter(district=self.district, user__username__in=usernames)
        self.seats = {}
        for seat in self.held(seats.select_related("user", "office", "school", "district")):
            self.seats[_seat_key(seat)] = row = _with_columns(seat)
            row.place_named = self._place_name(seat)
        self.first_values: dict[str, Values] = {}

    def key(self, row: Mapping[str, Any]) -> Hashable:
        username = text_of(row, "username")
        if not username:
            return object()  # rows without a username are not twins
        try:
            role = self.fields["role"].clean(row)
            office, school = self._place(role, text_of(row, "place_named"))
        except (KeyError, ValueError):
            return object()  # told when the cells are read
        return (username, role, office.pk if office else None, school.pk if school else None)

    def find(self, row: Mapping[str, Any]) -> Membership | None:
        username = text_of(row, "username")
        person = self.people.get(username)
        if person and person.pk not in self.ours:
            raise ValidationError({"username": _("this username belongs to somebody of another bureau.")})
        key = self.key(row)
        return self.seats.get(key) if isinstance(key, tuple) else None

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Any:
        """A new seat; of somebody who is here already it begins with what is known of the person."""
        seat: Any = Membership(district=self.district)
        person = self.people.get(text_of(row or {}, "username"))
        seat.username = seat.place_named = ""
        for name in PERSON:
            setattr(seat, name, getattr(person, name) if person else "")
        return seat

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        for name, value in self.first_values.get(text_of(row, "username"), {}).items():
            setattr(instance, name, value)  # an empty cell says what the person's first line said
        super().import_instance(instance, row, **kwargs)
        try:
            instance.office, instance.school = self._place(instance.role, instance.place_named)
        except ValueError as advice:
            raise ValidationError({"place_named": str(advice)}) from None
        instance.place_named = self._place_name(instance)
        said = {name: getattr(instance, name) for name in PERSON}
        first = self.first_values.setdefault(instance.username, said)
        if different := [name for name in PERSON if said[name] != first[name]]:
            other = _("further up in the file this person has “%(other)s” here.")
            raise ValidationError({name: other % {"other": first[name]} for name in different})

    def check(self, instance: Any, values: Values) -> dict[str, str]:
        is_here = instance.office or instance.school
        if instance.is_active and is_here and not is_here.is_active:
            return {"place_named": _("this is out of use.")}
        if not instance.is_active and self.current.is_new:
            return {"is_active": _("a seat that does not exist cannot be ended.")}
        if not instance.is_active and instance.role == Role.ADMINISTRATOR:
            return {"is_active": _("an administrator's seat is ended on the person's page.")}
        return {}

    def write(self, created: list[RowChange], updated: list[RowChange]) -> Iterable[Act]:
        yield from self._add_people(created)
        yield from self._change_people([*created, *updated])
        for change in created:
            change.instance.user = self.people[change.instance.username]
        Membership.objects.bulk_create([change.instance for change in created])
        for is_active in (True, False):
            turned = [change.instance.pk for change in updated if change.after.get("is_active") is is_active]
            Membership.objects.filter(pk__in=turned).update(is_active=is_active)
        for change in (*created, *updated):
            if "is_active" in change.after:
                yield _seat_act(change.instance)

    def _add_people(self, created: list[RowChange]) -> Iterable[Act]:
        new: dict[str, User] = {}
        for change in created:
            seat = change.instance
            if seat.username in self.people or seat.username in new:
                continue
            password = temporary_password()
            new[seat.username] = User(
                username=seat.username, password=hashed(password), must_change_password=True,
                **{name: getattr(seat, name) for name in PERSON},
            )  # fmt: skip
            self.accounts.append(NewAccount(seat.username, seat.full_name, seat.place, password))
        User.objects.bulk_create(new.values())
        self.people |= new
        for user in new.values():
            yield Act("add_person", user, None, facts(user))

    def _change_people(self, changes: list[RowChange]) -> Iterable[Act]:
        """Name, number and address of people who are here already; each once, however many seats."""
        told: dict[str, RowChange] = {}
        for change in changes:
            person = self.people[change.instance.username]
            wanted = {name: getattr(change.instance, name) for name in PERSON}
            before = {name: getattr(person, name) for name in PERSON if getattr(person, name) != wanted[name]}
            if before:
                for name in before:
                    setattr(person, name, wanted[name])
                told[person.username] = RowChange(
                    person, False, before, {name: wanted[name] for name in before}
                )
        save_changed(told.values(), PERSON)
        yield from (change.act("change_person") for change in told.values())

    def rows(self) -> list[Any]:
        seats = Membership.objects.visible_to(self.by).filter(district=self.district).in_use()
        return self.shaped(seats.order_by("user__username", "id"))

    def shaped(self, rows: QuerySet[Membership]) -> list[Any]:
        """Seats with what their columns show."""
        seats = list(rows.select_related("user", "office", "school", "district"))
        self.twin_names = _twin_names(School.objects.filter(district=self.district))
        for seat in seats:
            _with_columns(seat)
            seat.place_named = self._place_name(seat)  # type: ignore[attr-defined]  # a column of ours
        return seats

    def _place(self, role: str, text: str) -> tuple[Office | None, School | None]:
        """The office or school meant for a role. Raises ValueError with an advice."""
        if role in OFFICE_ROLES:
            if text not in self.offices:
                raise ValueError(one_of(self.offices) if text else _("this role needs an office."))
            return self.offices[text], None
        if role in SCHOOL_ROLES:
            return None, self._school(text)
        if text:
            raise ValueError(_("this role is at the bureau itself; please leave this empty."))
        return None, None

    def _school(self, text: str) -> School:
        if not text:
            raise ValueError(_("this role needs a school."))
        if text in self.schools_by_code:
            return self.schools_by_code[text]
        named = self.schools_by_name.get(text, [])
        if len(named) > 1:
            raise ValueError(_("two schools of the bureau have this name; please give the code."))
        if not named:
            raise ValueError(_("the bureau has no school of this name or code."))
        return named[0]

    def _place_name(self, seat: Membership) -> str:
        """As short as it is clear: the code only where two schools share a name."""
        if seat.school:
            return seat.school.code if seat.school.name in self.twin_names else seat.school.name
        return seat.office.name if seat.office else ""


def _twin_names(schools: Iterable[School]) -> set[str]:
    return {name for name, count in Counter(school.name for school in schools).items() if count > 1}


def _seat_key(seat: Membership) -> Hashable:
    return (seat.user.username, seat.role, seat.office_id, seat.school_id)


def _with_columns(seat: Membership) -> Any:
    """The seat with what is known of its person."""
    row: Any = seat
    row.username = seat.user.username
    for name in PERSON:
        setattr(row, name, getattr(seat.user, name))
    return row


def _seat_act(seat: Membership) -> Act:
    told = {"seat": str(seat)}
    return (
        Act("give_seat", seat.user, None, told) if seat.is_active else Act("take_seat", seat.user, told, None)
    )
