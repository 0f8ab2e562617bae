"""`manage.py make_circular FILE --out paper.pdf`: set a document as an official paper. Nothing is stored."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from circulars.kinds import KINDS, NothingToPrint
from circulars.kinds.breakdown import breakdown_table
from circulars.layout import DOCUMENT_FORM, FORMS, URGENCIES, Layout, appended, laid_out
from circulars.paper import Paper
from circulars.press import PaperFailed, print_paper
from circulars.seals import UnfitSeal, checked_seal, fingerprint, seal_file
from circulars.sentences import failure_sentence, unfit_sentence
from intake.comparing import changes_of
from intake.reading import Outline, Refused, read_document
from intake.refusals import refusal_sentence
from intake.setting import Particulars, paper_from_outline, source_from_outline

NOTICE, AMENDMENT = "notice", "amendment"


class Command(BaseCommand):
    help = "Read a Word or text plan and set it as an official paper in PDF; nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--out", type=Path, required=True, help="the PDF to write")
        parser.add_argument("--docx", type=Path, help="the same paper for Word, to be written too")
        parser.add_argument("--number", default="", help="document number, such as 海教〔2026〕8号")
        parser.add_argument(
            "--kind", choices=[NOTICE, *KINDS], default=NOTICE, help="which paper of the plan"
        )
        parser.add_argument("--month", type=_month, help="of a month's work: 2026-03")
        parser.add_argument("--week", type=_week, help="of a week's work: any of its days, 2026-03-04")
        parser.add_argument("--office", default="", help="whose breakdown, slip or pledge")
        parser.add_argument("--school", default="", help="whose list or pledge")
        parser.add_argument("--issuer", default="", help="the issuing bureau's full name")
        parser.add_argument("--amends", type=Path, help="of an amendment: the document as it was before")
        parser.add_argument("--reason", action="append", default=[], help="why it is amended; repeat it")
        _add_layout(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["kind"] == AMENDMENT) != bool(options["amends"]):
            self._give_up(_("An amendment, and nothing else, is made of two documents: --amends OLD"))
        if len(options["partner_seal"]) > len(options["partner"]):
            self._give_up(_("There are more seals than partners."))
        try:
            with TemporaryDirectory(prefix="portal-seals.") as folder:
                seals = Path(folder)
                paper = _paper(options, _kept_seals(options, seals))
                printed = print_paper(paper, fonts=settings.FONTS_DIR, seals=seals)
            options["out"].write_bytes(printed.pdf)
            if options["docx"]:
                options["docx"].write_bytes(printed.docx)
        except OSError as error:
            self._give_up(_("The file cannot be opened: %s") % error.filename)
        except Refused as refused:
            self._give_up(refusal_sentence(refused.code))
        except UnfitSeal as unfit:
            self._give_up(unfit_sentence(unfit.code))
        except NothingToPrint:
            self._give_up(_("The document has nothing of what this paper lists."))
        except PaperFailed as failure:
            self._give_up(failure_sentence(str(failure)))
        self.stdout.write(_("%(file)s: %(pages)d pages") % {"file": options["out"], "pages": printed.pages})

    def _give_up(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        sys.exit(1)


def _month(text: str) -> date:
    return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a month has no time zone


def _week(text: str) -> date:
    """The Monday of the day's week."""
    day = date.fromisoformat(text)
    return day - timedelta(days=day.weekday())


def _paper(options: dict[str, Any], seals: Sequence[str]) -> Paper:
    """The paper that is asked for; `seals` are the bodies', the leading one's first."""
    particulars = Particulars(today=timezone.localdate(), number=options["number"], issuer=options["issuer"])
    outline = _read(options["file"])
    wanted = {name: options[name] for name in ("month", "office", "school")}
    wanted["month"] = options["week"] or wanted["month"]
    source = source_from_outline(outline, particulars, **wanted)
    if options["kind"] == AMENDMENT:
        before = _read(options["amends"])
        source = replace(
            source,
            changes=tuple(changes_of(before, outline)),
            amended=before.document_number or "",
            remarks=tuple(options["reason"]),
        )
    if options["kind"] != NOTICE:
        paper = KINDS[options["kind"]].make(source)
        if seals[0] and paper.sign_off_name:
            paper = replace(paper, sealed=True, seal=seals[0], seal_size=options["seal_size"])
        return paper
    paper = replace(paper_from_outline(outline, particulars), copied_to=options["copied_to"])
    if options["breakdown"] and source.tasks:
        paper = appended(paper, breakdown_table(source, marked=True))
    return laid_out(paper, _layout(options, seals))


def _read(file: Path) -> Outline:
    return read_document(file.read_bytes(), file.name)


def _kept_seals(options: dict[str, Any], folder: Path) -> list[str]:
    """The pictures in a folder as the printer looks for them; none for a body whose seal is put on by hand."""
    names: list[str] = []
    for file in (options["seal"], *options["partner_seal"]):
        picture = checked_seal(file.read_bytes()) if file else b""
        names.append(fingerprint(picture) if picture else "")
        if picture:
            seal_file(names[-1], folder).write_bytes(picture)
    return names


def _add_layout(parser: CommandParser) -> None:
    """Of the notice; work papers have their own form, and a seal where they are signed."""
    parser.add_argument("--form", choices=FORMS, default=DOCUMENT_FORM, help="form of the notice")
    parser.add_argument("--title", default="", help="of the notice")
    parser.add_argument("--addressee", default="", help="main recipient")
    parser.add_argument(
        "--signer", action="append", default=[], help="of a document to a superior; repeat it"
    )
    parser.add_argument("--partner", action="append", default=[], help="body that issues it too; repeat it")
    parser.add_argument("--secrecy", default="", help="a mark only: this portal is not for secret papers")
    parser.add_argument("--urgency", choices=URGENCIES, default="")
    parser.add_argument("--copy-number", default="")
    parser.add_argument("--copied-to", default="")
    parser.add_argument("--note", default="", help="below the date, without brackets")
    parser.add_argument("--present", default="", help="of minutes: who was there")
    parser.add_argument("--seal", type=Path, help="picture of the seal (PNG), printed over the date")
    parser.add_argument(
        "--partner-seal",
        type=Path,
        action="append",
        default=[],
        help="a partner's, in their order; repeat it",
    )
    parser.add_argument("--seal-size", type=int, choices=range(30, 61), default=42, metavar="MM")
    parser.add_argument("--no-seal", action="store_true", help="leave no room for a seal")
    parser.add_argument("--breakdown", action="store_true", help="append the tasks broken down")


def _layout(options: dict[str, Any], seals: Sequence[str]) -> Layout:
    plain = ("form", "title", "addressee", "secrecy", "urgency", "copy_number", "note")
    return Layout(
        **{name: options[name] for name in plain},
        signers=tuple(options["signer"]),
        partners=tuple(options["partner"]),
        attendance=(("出席", options["present"]),) if options["present"] else (),
        sealed=not options["no_seal"],
        seal=seals[0],
        seal_size=options["seal_size"],
        partner_seals=tuple((seal, options["seal_size"]) for seal in seals[1:]),
    )
