"""Places, people, the trail and the own account: see tests/access_world.py."""

from datetime import date
from typing import Any

from districts.models import Channel, Delegation, Membership, Message, Office, Role, School, User
from tests.access_world import CHILD, NOBODY, ONLY_GET, ONLY_POST, OWN, RELATIONS, Bureau, Case


def office(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": Office.objects.create(district=bureau.district, name="安全科").pk}


def school(bureau: Bureau, role: str) -> dict[str, Any]:
    row = School.objects.create(district=bureau.district, name="新小学", code="NEW1", stage="primary")
    return {"pk": row.pk}


def person(bureau: Bureau, role: str) -> dict[str, Any]:
    """A colleague in the bureau's office."""
    return {"pk": colleague(bureau).user_id}


def administrator(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": bureau.people[Role.ADMINISTRATOR].pk}


def seat(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": colleague(bureau).pk}


def colleague(bureau: Bureau) -> Membership:
    user = User.objects.create(username="colleague", full_name="同事")
    return Membership.objects.create(
        user=user, district=bureau.district, office=bureau.office, role=Role.OFFICE_STAFF
    )


def delegation(bureau: Bureau, role: str) -> dict[str, Any]:
    """The approver's; who lent it takes it back, nobody else: tests/districts/test_delegations.py."""
    lender = Membership.objects.get(user=bureau.people[Role.APPROVER])
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 6)}
    row = Delegation.objects.create(seat=lender, to=bureau.people[Role.OFFICE_HEAD], **days)
    return {"pk": row.pk}


def bureau_itself(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": bureau.district.pk}


def a_channel(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"pk": new_channel(bureau).pk}


def new_channel(bureau: Bureau) -> Channel:
    keeper = bureau.people[Role.ADMINISTRATOR]
    row = Channel(
        district=bureau.district, name="机关工作群", kind="wecom_robot", reach="bureau", owner=keeper, is_on=True,
        host="qyapi.weixin.qq.com",
    )  # fmt: skip
    row.keys = {"url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"}
    row.save()
    return row


def undelivered(bureau: Bureau, role: str) -> dict[str, Any]:
    """A message to a group whose outcome nobody knows."""
    about = {"recipient": bureau.people[Role.OFFICE_STAFF], "key": "digest:1", "subject": "两项工作"}
    row = Message.objects.create(channel="group", via=new_channel(bureau), state="unknown", **about)
    return {"pk": row.pk}


def new_kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "wecom_robot"}


def no_kind(bureau: Bureau, role: str) -> dict[str, Any]:
    return {"kind": "pigeon"}


CASES = {
    "channel_list": Case(),
    "channel_kinds": Case(),
    "channel_add": (
        Case(row=new_kind, opens=frozenset(RELATIONS)),
        Case(row=no_kind, get={404}, post={404}),
    ),
    "channel": Case(row=a_channel),
    "channel_try": Case(row=a_channel, get=ONLY_POST, post={302}),
    "channel_switch": Case(row=a_channel, get=ONLY_POST, post={302}),
    "message_outcomes": (Case(), Case(query={"q": "同", "state": "unknown", "way": "email"})),
    "message_again": Case(row=undelivered, get=ONLY_POST, post={302}),
    "sign_in": Case(get={200, 302}),
    "sign_out": Case(get=ONLY_POST, post={302}),
    "set_language": Case(get=ONLY_POST, post={302}),
    "account": Case(),
    "change_password": Case(),
    "delegation_list": Case(post={302, 422}),
    "delegation_end": Case(
        row=delegation, get=ONLY_POST, accepts={Role.APPROVER: OWN, "*": NOBODY}, post={302}
    ),
    "switch_seat": Case(get=ONLY_POST, post={404}),
    "unit_list": Case(post={200, 405}),
    "office_list": Case(post=ONLY_GET),
    "office_add": Case(),
    "office_edit": Case(row=office),
    "office_merge": Case(row=office),
    "office_retire": Case(row=office, get=ONLY_POST),
    "office_restore": Case(row=office, get=ONLY_POST),
    "school_list": Case(query={"q": "1", "below": "on", "page": "7"}, post=ONLY_GET),
    "school_add": Case(),
    "school_edit": Case(row=school),
    "school_retire": Case(row=school, get=ONLY_POST),
    "school_restore": Case(row=school, get=ONLY_POST),
    "person_list": Case(post=ONLY_GET),
    "person_add": Case(),
    "person": (
        Case(row=person, post=ONLY_GET),
        # a bureau above keeps the administrators below it; a head of office only the office
        Case(
            row=administrator,
            opens={Role.ADMINISTRATOR: OWN | {CHILD}, Role.OFFICE_HEAD: NOBODY, "*": OWN},
            post=ONLY_GET,
        ),
    ),
    "person_edit": Case(row=person),
    "person_password": Case(row=person, get=ONLY_POST),
    "person_deactivate": Case(row=person, get=ONLY_POST),
    "person_reactivate": Case(row=person, get=ONLY_POST),
    "seat_add": Case(row=person),
    "seat_end": Case(row=seat, get=ONLY_POST),
    "district_list": Case(post=ONLY_GET),
    "district_add": Case(),
    "district_edit": Case(row=bureau_itself, opens=OWN | {CHILD}),
    "district_administrator": Case(row=bureau_itself, opens=OWN | {CHILD}),
    "trail": Case(query={"q": "x", "first": "2026-01-01", "verb": "nonsense"}, post=ONLY_GET),
    "trail_csv": Case(post=ONLY_GET),
}
