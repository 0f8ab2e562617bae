"""The demo's bureaus, offices, schools and people, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from districts.models import District, Office, School, User
from districts.services.founding import found_bureau
from districts.services.people import SeatDraft, add_person
from districts.services.places import add_district, add_office, add_school, change_office
from portal.demo.people import COLLEAGUES, PASSWORD, PEOPLE, Person
from portal.demo.places import PLACES, Place, schools
from reminders.services import change_rhythm

FOUNDER = "province-admin"


@dataclass(frozen=True)
class Province:
    """What has been built so far, by the short names of the demo."""

    bureaus: dict[str, District]
    people: dict[str, User]


def open_bureaus() -> Province:
    """Four bureaus with their offices, schools and people."""
    top, *rest = PLACES
    founder = found_bureau(district=_district(top), username=FOUNDER, full_name="岑岭秀").user
    bureaus = {top.slug: District.objects.get(code=top.code)}
    for place in rest:
        superior = District.objects.get(code=place.superior)
        bureaus[place.slug] = add_district(
            parent=superior, name=place.name, bureau_name=place.bureau_name, level=place.level, code=place.code,
            slug=place.slug, document_code=place.document_code, by=founder,
        )  # fmt: skip
    for place in PLACES:
        for kind, units in ((Office.Kind.OFFICE, place.offices), (Office.Kind.AFFILIATED, place.affiliated)):
            for name, aliases in units:
                add_office(district=bureaus[place.slug], name=name, aliases=aliases, kind=kind, by=founder)
    for fact in schools():
        add_school(
            district=bureaus[fact.bureau], name=fact.name, code=fact.code, stage=fact.stage,
            ownership=fact.ownership, directly_under=fact.directly_under, by=founder,
        )  # fmt: skip
    people = {
        person.username: _add(person, bureaus[person.bureau], founder) for person in [*PEOPLE, *COLLEAGUES]
    }
    _name_leaders(bureaus["haiyun"], people)
    _give_password_to_all()
    return Province(bureaus, people)


def _name_leaders(bureau: District, people: dict[str, User]) -> None:
    """Whom what stays late climbs to: the leader in charge of the offices, then the director."""
    for office in Office.objects.filter(district=bureau):
        change_office(office=office, supervised_by=people["approver"], by=people["admin"])
    change_rhythm(district=bureau, facts={"director": people["director"]}, by=people["admin"])


def _give_password_to_all() -> None:
    """The demo's one password, hashed once: hashing it for everybody would take longer than all the rest."""
    User.objects.update(password=make_password(PASSWORD), must_change_password=False)


def _district(place: Place) -> District:
    return District(
        name=place.name, bureau_name=place.bureau_name, level=place.level, code=place.code, slug=place.slug,
        document_code=place.document_code,
    )  # fmt: skip


def _add(person: Person, bureau: District, founder: User) -> User:
    seat = SeatDraft(
        person.role,
        bureau,
        office=Office.objects.get(district=bureau, name=person.office) if person.office else None,
        school=School.objects.get(name=person.school) if person.school else None,
    )
    account = add_person(
        username=person.username,
        full_name=person.full_name,
        email=f"{person.username}@demo.invalid",
        seats=[seat],
        by=founder,
    )
    return account.user
