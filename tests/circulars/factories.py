"""Dull rows for the tests of papers: an approved plan, a circular of it, the people it reaches."""

from datetime import date
from typing import Any

from circulars.models import Circular
from circulars.services import issue_plan
from districts.models import District, Office, Role, School, User
from tests.districts.factories import make_district, make_office, make_school, make_user
from tests.workplans.factories import make_editor, make_plan
from workplans.models import Plan

SIGNED_ON = date(2026, 1, 29)

__all__ = [
    "SIGNED_ON",
    "approved_plan",
    "make_bureau",
    "make_circular",
    "make_clerk",
    "make_district",
    "make_editor",
    "make_office",
    "make_officer",
    "make_school",
    "make_user",
]


def make_bureau(name: str = "临溪县", code: str = "临教", parent: District | None = None) -> District:
    district = make_district(name, parent)
    district.document_code = code
    district.save()
    return district


def make_officer(office: Office) -> User:
    return make_user(office.district, Role.OFFICE_STAFF, office=office)


def make_clerk(school: School) -> User:
    return make_user(school.district, Role.SCHOOL_CLERK, school=school)


def approved_plan(district: District, **facts: Any) -> Plan:
    return make_plan(district, state=Plan.State.APPROVED, **facts)


def make_circular(
    district: District, *, by: User | None = None, plan: dict[str, Any] | None = None, **choices: Any
) -> Circular:
    """A circular as issuing makes it, waiting to be set; `plan` has facts of its plan, `choices` go to issuing."""
    source = approved_plan(district, **(plan or {}))
    return issue_plan(plan=source, by=by or source.drafted_by, **{"signed_on": SIGNED_ON, **choices})
