"""Four bureaus, everybody in them, and how each address is asked for: what tests/test_access_matrix.py walks through.

Every address of the portal has a `Case` in `tests/<room>/access_cases.py`, under its URL name:

    CASES = {
        "plan_list": Case(),                                  # no row in the address
        "plan": Case(row=plan, opens=OWN | {CHILD, PARENT}),  # whose rows a visitor with the right role may open
        "plan_edit": (Case(row=draft), Case(row=issued_plan, opens=NOBODY)),  # several kinds of row
    }

`row` makes the row for one bureau and one role and returns the address's arguments. Who may call the view at
all is read from its decorator, and needs no word here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from districts.models import District, Membership, Office, Role, School, User
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES

OWN = frozenset({"own"})
NOBODY: frozenset[str] = frozenset()
PARENT, CHILD, UNRELATED = "parent", "child", "unrelated"
RELATIONS = ("own", PARENT, CHILD, UNRELATED)


@dataclass(frozen=True)
class Bureau:
    """One bureau with an office, a school, and one person in every role."""

    relation: str
    district: District
    office: Office
    school: School
    people: dict[str, User]

    @property
    def editor(self) -> User:
        return self.people[Role.EDITOR]


@dataclass(frozen=True)
class World:
    """The bureaus by what they are to the visitors, who all belong to the own one."""

    bureaus: dict[str, Bureau]
    seatless: User
    newcomer: User

    @property
    def own(self) -> Bureau:
        return self.bureaus["own"]


Relations = frozenset[str] | set[str]


def no_row(bureau: Bureau, role: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Case:
    """How one address is asked for, and what is to be answered.

    row: makes the row in a bureau, for a visitor in `role`, and returns the address's arguments.
    opens: bureaus whose rows a visitor whose role the view allows may open with GET; by role where they differ
        (`{Role.SCHOOL_CLERK: OWN, "*": OWN | {CHILD}}`).
    accepts: the same for POST; as `opens` unless said.
    get, post: statuses of an answer where the row opens. 405 where a method is not served.
    data: what a POST carries.
    query: what a GET asks.
    """

    row: Callable[[Bureau, str], dict[str, Any]] = no_row
    opens: Relations | Mapping[str, Relations] = OWN
    accepts: Relations | Mapping[str, Relations] | None = None
    get: frozenset[int] | set[int] = frozenset({200})
    post: frozenset[int] | set[int] = frozenset({200, 302, 405})
    data: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)

    def opens_to(self, method: str, role: str, relation: str) -> bool:
        wanted = self.opens if method == "GET" or self.accepts is None else self.accepts
        if isinstance(wanted, Mapping):
            wanted = wanted.get(role, wanted.get("*", frozenset()))
        return relation in wanted


ONLY_POST = ONLY_GET = frozenset({405})  # get=ONLY_POST: a GET is not served


def make_world() -> World:
    parent = make_bureau(PARENT, "80", None)
    own = make_bureau("own", "8001", parent.district)
    child = make_bureau(CHILD, "800101", own.district)
    # The neighbour's code begins with the own one's: whoever compares places carelessly lets it in.
    unrelated = make_bureau(UNRELATED, "80010", parent.district)
    # A seat that has ended opens no door.
    seatless = make_person("seatless", own.district, Role.ADMINISTRATOR, is_active=False)
    newcomer = make_person("newcomer", own.district, Role.ADMINISTRATOR)
    User.objects.filter(pk=newcomer.pk).update(must_change_password=True)
    bureaus = {bureau.relation: bureau for bureau in (own, parent, child, unrelated)}
    return World(bureaus, seatless, newcomer)


def make_bureau(relation: str, code: str, parent: District | None) -> Bureau:
    district = District.objects.create(
        name=relation,
        bureau_name=f"{relation}教育局",
        level=list(District.Level)[len(parent.codes_upward) if parent else 0],
        parent=parent,
        code=code,
        slug=f"land-{code}",
        document_code=f"教{code}",
    )
    office = Office.objects.create(district=district, name="基础教育科")
    school = School.objects.create(
        district=district, name=f"{relation}小学", code=f"AC{code}", stage="primary"
    )
    people = {
        role.value: make_person(
            f"{role}-{relation}",
            district,
            role,
            office=office if role in OFFICE_ROLES else None,
            school=school if role in SCHOOL_ROLES else None,
        )
        for role in Role
    }
    return Bureau(relation, district, office, school, people)


def make_person(username: str, district: District, role: str, **seat: Any) -> User:
    user = User.objects.create(username=username, full_name=username, email=f"{username}@example.org")
    Membership.objects.create(user=user, district=district, role=role, **seat)
    return user
