"""`manage.py make_circular FILE --out paper.pdf`: set a document as an official paper. Nothing is stored."""

import sys
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import find_faces
from circulars.rendering import MissingGlyph, render_paper
from intake.reading import Refused, read_document
from intake.refusals import refusal_sentence
from intake.setting import Particulars, paper_from_outline


class Command(BaseCommand):
    help = "Read a Word or text plan and set it as an official paper in PDF; nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True, help="the PDF to write")
        parser.add_argument("--number", default="", help="document number, such as 海教〔2026〕8号")
        parser.add_argument("--issuer", default="", help="the issuing bureau's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        particulars = Particulars(
            today=timezone.localdate(), number=options["number"], issuer=options["issuer"]
        )
        try:
            outline = read_document(file.read_bytes(), file.name)
            paper = paper_from_outline(outline, particulars)
            printed = render_paper(paper, faces=find_faces(settings.FONTS_DIR))
            options["out"].write_bytes(printed.pdf)
        except OSError as error:
            self._give_up(_("The file cannot be opened: %s") % error.filename)
        except Refused as refused:
            self._give_up(refusal_sentence(refused.code))
        except MissingGlyph as missing:
            self._give_up(_("No font here can print: %s") % missing.characters)
        except DoesNotFit as long:
            self._give_up(_("Too long for its place on the paper: %s") % long.text)
        self.stdout.write(_("%(file)s: %(pages)d pages") % {"file": options["out"], "pages": printed.pages})

    def _give_up(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(1)
