"""Bringing a document in: keep it, read it, and only when somebody confirms, write the plan."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from calendar_app.services import create_entries
from districts.models import District, User
from districts.trail import record
from intake.drafts import entry_drafts, plan_draft
from intake.models import Upload
from intake.reading import Outline, Refused, outline_of, read_source
from workplans.models import Plan
from workplans.services import create_plan, match_offices


class NothingToConfirm(Exception):
    """The upload was not read, was put aside, or holds nothing a plan could be made of."""


def keep_upload(*, district: District, name: str, content: bytes, by: User) -> Upload:
    """Keep the file as it came, then read it. The row is there before anything of it is looked at."""
    name = PurePath(name.replace("\\", "/")).name[:200]
    suffix = PurePath(name).suffix.lower()[:10]
    kept = default_storage.save(f"uploads/{district.pk}/{uuid4().hex}{suffix}", ContentFile(content))
    with transaction.atomic():
        upload = Upload.objects.create(
            district=district,
            name=name,
            file=kept,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            uploaded_by=by,
        )
        record(by=by, verb="keep_upload", on=upload, after={"sha256": upload.sha256, "size": upload.size})
    return read_upload(upload=upload, by=by)


def read_upload(*, upload: Upload, by: User) -> Upload:
    """Read the kept file into an outline, or say why it cannot be read. A confirmed upload stays as it is."""
    with upload.file.open("rb") as file:
        content = file.read()
    try:
        source = read_source(content, upload.name)
    except Refused as refusal:
        read: dict[str, Any] = {
            "state": Upload.State.REFUSED,
            "refusal": refusal.code,
            "outline": None,
            "original": "",
        }
    else:
        read = {
            "state": Upload.State.READ,
            "refusal": "",
            "outline": outline_of(source, upload.name).to_dict(),
            "original": source.text,
        }
    with transaction.atomic():
        changed = Upload.objects.filter(pk=upload.pk).exclude(state=Upload.State.CONFIRMED).update(**read)
        if changed:
            record(
                by=by,
                verb="read_upload",
                on=upload,
                after={"state": read["state"], "refusal": read["refusal"]},
            )
    upload.refresh_from_db()
    return upload


@transaction.atomic
def confirm_upload(*, upload: Upload, title: str, kind: str, year: int, by: User) -> Plan:
    """Write the plan, its tasks and its calendar in one transaction.

    A second click finds the upload confirmed and gets the plan that is there. Raises NothingToConfirm.
    """
    claimed = Upload.objects.filter(pk=upload.pk, state=Upload.State.READ).update(
        state=Upload.State.CONFIRMED
    )
    upload.refresh_from_db()
    if not claimed:
        if upload.plan:
            return upload.plan
        raise NothingToConfirm
    outline = Outline.from_dict(upload.outline or {})
    plan = create_plan(
        district=upload.district, draft=plan_draft(outline, title=title, kind=kind, year=year), by=by
    )
    create_entries(plan=plan, drafts=entry_drafts(outline, kind=kind, year=year), by=by)
    match_offices(plan=plan, by=by)
    upload.plan = plan
    upload.save(update_fields=["plan"])
    record(by=by, verb="confirm_upload", on=upload, after={"made_plan": plan.title})
    return plan


@transaction.atomic
def discard_upload(*, upload: Upload, by: User) -> Upload:
    """Put an upload aside; the file stays and it can be taken back. One that became a plan cannot be put aside."""
    changed = (
        Upload.objects.filter(pk=upload.pk)
        .exclude(state=Upload.State.CONFIRMED)
        .update(state=Upload.State.DISCARDED)
    )
    if changed:
        record(by=by, verb="discard_upload", on=upload, before={"state": upload.state})
    upload.refresh_from_db()
    return upload
