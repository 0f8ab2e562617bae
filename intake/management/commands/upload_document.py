"""Bring a document in from the command line: what /intake/ does."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from districts.models import District, User
from intake.drafts import suggested_kind
from intake.reading import Outline
from intake.refusals import refusal_sentence
from intake.remarks import warning_sentence
from intake.services import confirm_upload, keep_upload


class Command(BaseCommand):
    help = "Keep a .docx or .txt plan and read it; with --confirm make a plan of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--district", required=True, help="administrative code of the bureau")
        parser.add_argument("--by", required=True, help="user name of the editor")
        parser.add_argument("--confirm", action="store_true", help="make the plan at once")

    def handle(self, **options: Any) -> None:
        district = District.objects.get(code=options["district"])
        by = User.objects.get(username=options["by"])
        path: Path = options["file"]
        upload = keep_upload(district=district, name=path.name, content=path.read_bytes(), by=by)
        if upload.is_refused:
            raise CommandError(refusal_sentence(upload.refusal))
        outline = Outline.from_dict(upload.outline or {})
        for warning in outline.warnings:
            self.stderr.write(warning_sentence(warning.code, warning.about))
        if not options["confirm"]:
            self.stdout.write(_("Upload %(pk)d is read and waits for confirmation.") % {"pk": upload.pk})
            return
        kind, year = suggested_kind(outline.period)
        if year is None:
            raise CommandError(_("The document names no year: confirm it on its page."))
        plan = confirm_upload(
            upload=upload, title=(outline.title or path.stem)[:200], kind=kind, year=year, by=by
        )
        self.stdout.write(_("Plan %(pk)d: %(title)s") % {"pk": plan.pk, "title": plan.title})
