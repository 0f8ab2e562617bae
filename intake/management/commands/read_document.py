"""`manage.py read_document FILE`: show what the portal reads in a document. Nothing is stored."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from intake.reading import Outline, OutlineEntry, OutlineSection, Refused, read_document
from intake.refusals import refusal_sentence
from intake.remarks import outline_json, reason_sentence, warning_sentence


class Command(BaseCommand):
    help = "Read a Word or text plan and print its outline; nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the outline as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            outline = read_document(file.read_bytes(), file.name)
        except OSError:
            self._give_up(_("The file cannot be opened: %s") % file)
        except Refused as refused:
            self._give_up(refusal_sentence(refused.code))
        if options["json"]:
            self.stdout.write(json.dumps(outline_json(outline), ensure_ascii=False, indent=1))
        else:
            self._print_tree(outline)

    def _give_up(self, sentence: str) -> NoReturn:
        """The sentence alone, for whoever reads standard error, and exit status 1."""
        self.stderr.write(sentence)
        sys.exit(1)

    def _print_tree(self, outline: Outline) -> None:
        for name, value in (
            (_("Title"), outline.title),
            (_("Document number"), outline.document_number),
            (_("Issuer"), outline.issuer),
            (_("Addressee"), outline.addressee),
            (_("Signed on"), outline.signed_on),
        ):
            self.stdout.write(f"{name}: {value or '—'}")
        for section in outline.sections:
            self._print_section(section, 0)
        for entry in outline.calendar:
            self.stdout.write(_entry_line(entry))
        for aside in outline.set_aside:
            self.stdout.write(f"[{reason_sentence(aside.code)}] {aside.text}")
        for warning in outline.warnings:
            self.stdout.write(f"! {warning_sentence(warning.code, warning.about)}")

    def _print_section(self, section: OutlineSection, depth: int) -> None:
        self.stdout.write("  " * depth + section.label + section.title)
        for task in section.tasks:
            self.stdout.write("  " * (depth + 1) + f"{task.label} {task.name}")
        for below in section.sections:
            self._print_section(below, depth + 1)


def _entry_line(entry: OutlineEntry) -> str:
    months = "–".join(str(month) for month in (entry.month, entry.until) if month)
    return f"{months or entry.as_written}  {entry.work}  {'、'.join(entry.offices)}"
