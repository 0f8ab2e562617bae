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
from itertools import count
from typing import Any

from districts.models import District, Membership, Office, Role, School, User
from districts.models.people import OFFICE_ROLES, SCHOOL_ROLES

OWN = frozenset({"own"})
NOBODY: frozenset[str] = frozenset()
PARENT, CHILD, UNRELATED = "parent", "child", "unrelated"
RELATIONS = ("own", PARENT, CHILD, UNRELATED)

_serial = count(1)


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
    parent = make_bureau(PARENT, None)
    own = make_bureau("own", parent.district)
    child = make_bureau(CHILD, own.district)
    unrelated = make_bureau(UNRELATED, None)
    return World({bureau.relation: bureau for bureau in (own, parent, child, unrelated)})


def make_bureau(relation: str, parent: District | None) -> Bureau:
    number = next(_serial)
    depth = len(parent.codes_upward) if parent else 0
    district = District.objects.create(
        name=f"第{number}地",
        bureau_name=f"第{number}地教育局",
        level=list(District.Level)[depth],
        parent=parent,
        code=f"8{number:05}",
        slug=f"land-{number}",
        document_code=f"第{number}",
    )
    office = Office.objects.create(district=district, name="基础教育科")
    school = School.objects.create(
        district=district, name=f"第{number}小学", code=f"AC{number:05}", stage="primary"
    )
    people = {}
    for role in Role:
        people[role.value] = user = User.objects.create(
            username=f"{role}-{number}", full_name=f"{role}", email=f"{role}{number}@example.org"
        )
        Membership.objects.create(
            user=user,
            district=district,
            role=role,
            office=office if role in OFFICE_ROLES else None,
            school=school if role in SCHOOL_ROLES else None,
        )
    return Bureau(relation, district, office, school, people)
