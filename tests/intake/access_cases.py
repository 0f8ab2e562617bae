"""Documents brought in: see tests/access_world.py."""

from typing import Any

from intake.services import keep_upload
from tests.access_world import ONLY_POST, Bureau, Case
from tests.intake.documents import PLAN


def upload(bureau: Bureau, role: str) -> dict[str, Any]:
    row = keep_upload(district=bureau.district, name="要点.txt", content=PLAN.encode(), by=bureau.editor)
    return {"pk": row.pk}


CASES = {
    "upload_list": Case(),
    "upload": Case(row=upload),
    "upload_confirm": Case(
        row=upload,
        get=ONLY_POST,
        post={302},
        data={"title": "要点", "kind": "calendar_year", "year": "2026"},
    ),
    "upload_read_again": Case(row=upload, get=ONLY_POST, post={302}),
    "upload_discard": Case(row=upload, get=ONLY_POST, post={302}),
    "upload_file": Case(row=upload),
}
