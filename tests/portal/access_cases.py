"""The front door: see tests/access_world.py."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from districts.models import Message
from portal.exchange.kinds import KINDS
from portal.models import ImportFile
from tests.access_world import ONLY_GET, ONLY_POST, Bureau, Case
from tests.circulars.access_cases import circular
from tests.workplans.access_cases import DRAFTS, draft


def notice(bureau: Bureau, role: str) -> dict[str, Any]:
    """A message to the person in this role: one's own opens, a namesake's elsewhere does not."""
    message = Message.objects.create(
        recipient=bureau.people[role], channel="portal", key="k", subject="s", body="b", state="sent",
        sent_at=timezone.now(),
    )  # fmt: skip
    return {"pk": message.pk}


def import_file(bureau: Bureau, role: str) -> dict[str, Any]:
    """A file that the person in this role has brought: one's own opens, a colleague's elsewhere does not."""
    kept = ImportFile.objects.create(
        district=bureau.district, kind="offices", name="a.csv", size=1, sha256="0",
        file=SimpleUploadedFile("a.csv", "处室名称\n新科\n".encode()),
        report={"rows": [], "same": 0, "unknown": []}, brought_by=bureau.people[role],
    )  # fmt: skip
    return {"pk": kept.pk}


CASES = {
    **{f"{kind}_excel": Case(post=ONLY_GET) for kind in KINDS},
    **{f"{kind}_export": Case(post=ONLY_GET) for kind in KINDS},
    "entries_word": Case(query={"first": "x", "office": "x"}, post=ONLY_GET),
    **{f"{kind}_template": Case(post=ONLY_GET) for kind in KINDS},
    **{f"{kind}_import": Case(get=ONLY_POST) for kind in KINDS},
    "import_file": Case(row=import_file, post=ONLY_GET),
    "import_confirm": Case(row=import_file, get=ONLY_POST),
    "number_excel": Case(query={"year": "x", "state": "void"}, post=ONLY_GET),
    "unsigned_excel": Case(row=circular, post=ONLY_GET),
    "matrix_excel": Case(row=draft, opens=DRAFTS, post=ONLY_GET),
    "targets_excel": Case(row=draft, opens=DRAFTS, post=ONLY_GET),
    "workbench": Case(),
    "notices": Case(query={"q": "s"}),
    "open_notice": Case(row=notice, get=ONLY_POST),
    "read_all_notices": Case(get=ONLY_POST),
    "todo": Case(query={"span": "term"}),
    "late_list": Case(query={"q": "教育"}),
    "search": Case(query={"q": "教育"}),
    "health": Case(post={200, *ONLY_GET}),
}
