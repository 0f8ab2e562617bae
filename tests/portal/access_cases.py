"""The front door: see tests/access_world.py."""

from typing import Any

from django.utils import timezone

from districts.models import Message
from tests.access_world import ONLY_GET, ONLY_POST, Bureau, Case


def notice(bureau: Bureau, role: str) -> dict[str, Any]:
    """A message to the person in this role: one's own opens, a namesake's elsewhere does not."""
    message = Message.objects.create(
        recipient=bureau.people[role], channel="portal", key="k", subject="s", body="b", state="sent",
        sent_at=timezone.now(),
    )  # fmt: skip
    return {"pk": message.pk}


CASES = {
    "workbench": Case(),
    "notices": Case(query={"q": "s"}),
    "open_notice": Case(row=notice, get=ONLY_POST),
    "read_all_notices": Case(get=ONLY_POST),
    "todo": Case(query={"span": "term"}),
    "late_list": Case(query={"q": "教育"}),
    "search": Case(query={"q": "教育"}),
    "health": Case(post={200, *ONLY_GET}),
}
