"""Make every kind of paper in every form, of the demo bureaus and of the plans beside the project, to look at them all.

    python scripts/make_papers.py [--twins] [SOURCE/PAPER …]    only some of them: '003-*/breakdown' '*/letter'

Into var/papers/: PDF, Word twin, and all pages on contact sheets. Every paper is measured as the tests measure theirs
(tests/circulars/geometry.py), and where LibreOffice is installed it prints every twin. A table says on how many pages;
papers that differ in that, or do not keep to the format, are told; the last line counts them.

--twins, far quicker: nothing but the table. Word twins and what LibreOffice makes of them are in var/twins/.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import fnmatch
from functools import cache
from itertools import groupby
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("FONTS_DIR", str(ROOT / "var" / "fonts"))

import django

from circulars.composing.pieces import Page
from circulars.composing.setting import compose
from circulars.fonts import Faces, find_faces
from circulars.paper import Paper
from circulars.rendering import render_paper
from circulars.word import word_twin
from intake.reading import read_document
from tests.circulars.geometry import CHECKS
from tests.circulars.in_office import SOFFICE, name_fonts, print_in_office
from tests.circulars.reading_pdf import read_pdf
from tests.seeds import FORMS, NUMBERS, SEEDS, seed

PAPERS, TWINS = ROOT / "var" / "papers", ROOT / "var" / "twins"
SCALE, COLUMNS, ROWS, GAP = 0.42, 8, 3, 6  # a page of 595 points, pages side by side, pixels
DEMO_DAY, TERM = date(2026, 11, 22), (date(2026, 9, 1), date(2027, 1, 31))

Named = Iterator[tuple[str, Paper]]


def main(patterns: list[str], *, only_twins: bool) -> int:
    began, faces = time.monotonic(), find_faces(Path(os.environ["FONTS_DIR"]))
    target, faults = TWINS if only_twins else PAPERS, 0
    made: dict[str, int] = {}
    shutil.rmtree(target, ignore_errors=True)
    for name, paper in all_papers(patterns):
        if not any(fnmatch(name, pattern) for pattern in patterns):
            continue
        file = target / f"{name}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        pages = compose(paper, width=faces.width)
        if not paper.walls:  # in Word they are tables, on as many pages as those take
            made[name] = len(pages)
            file.with_suffix(".docx").write_bytes(word_twin(paper, faces=faces, pages=pages))
        if not only_twins:
            found = list(make(file, paper, pages, faces))
            faults += len(found)
            print(f"{name}: {len(pages)} pages", *found, sep="  ", flush=True)
    twins = twin_pages([target / f"{name}.docx" for name in made], faces) if SOFFICE else {}
    differ = [name for name, pages in made.items() if twins.get(target / f"{name}.docx", pages) != pages]
    print(*table(made, {name: twins.get(target / f"{name}.docx") for name in made}), sep="\n")
    print(f"{time.monotonic() - began:.0f} s; look at {target}/*/")
    print(
        f"papers made={len(made)} faults={faults} twins_differ={len(differ) if SOFFICE else 'not looked at'}"
    )
    return bool(faults or differ)


def all_papers(patterns: list[str]) -> Named:
    """Every paper with a name of two parts: whose, and which. Sources that no pattern speaks of are not opened."""
    # After the settings only.
    from tests.circulars.gallery import papers_of_document  # noqa: PLC0415

    def is_asked_for(source: str) -> bool:
        return any(fnmatch(source, pattern.partition("/")[0]) for pattern in patterns)

    if not SEEDS.is_dir():
        print(f"no plans at {SEEDS}: only the demo's")
    for number in NUMBERS if SEEDS.is_dir() else ():
        for form in FORMS:
            if is_asked_for(f"{number}-{form}"):
                outline = read_document(*seed(number, form))
                yield from ((f"{number}-{form}/{name}", paper) for name, paper in papers_of_document(outline))
    if any(pattern.startswith(("demo", "*")) for pattern in patterns):
        yield from papers_of_the_demo()


def papers_of_the_demo() -> Named:
    """Those of every bureau of the demo that has an issued plan, and of its calendar, on a database of its own."""
    from django.core.management import call_command  # noqa: PLC0415

    from circulars.models import Circular  # noqa: PLC0415
    from circulars.sources import source_of_calendar, source_of_plan  # noqa: PLC0415
    from tests.circulars.gallery import papers_of, papers_of_calendar, papers_of_school  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_demo", today=DEMO_DAY)
    bureaus = set()
    for circular in Circular.objects.select_related("plan__district").order_by("pk"):
        plan, paper = circular.plan, Paper.from_dict(circular.snapshot)
        bureau = plan.district
        name, office, school = (
            f"demo-{bureau.pk}-{circular.pk}",
            bureau.offices.first(),
            bureau.schools.first(),
        )
        source = source_of_plan(plan, day=DEMO_DAY, school=None, office=office, with_changes=True)
        yield from ((f"{name}/{kind}", made) for kind, made in papers_of(paper, source))
        source = source_of_plan(plan, day=DEMO_DAY, school=school)
        yield from ((f"{name}/own-{kind}", made) for kind, made in papers_of_school(source))
        if bureau not in bureaus:
            bureaus.add(bureau)
            source = source_of_calendar(bureau, day=DEMO_DAY, first=TERM[0], last=TERM[1])
            yield from ((f"{name}/all-{kind}", made) for kind, made in papers_of_calendar(source))


def make(file: Path, paper: Paper, pages: Sequence[Page], faces: Faces) -> Iterator[str]:
    """Print the paper and draw its pages; what of the format it does not keep to."""
    file.write_bytes(render_paper(paper, faces=faces, pages=pages, seals=seals()).pdf)
    draw_sheets(file)
    read = read_pdf(file.read_bytes())
    for check in () if paper.walls else CHECKS:  # calendars for the wall are on sheets of their own
        try:
            check(paper, read)
        except (AssertionError, ValueError) as wrong:
            yield f"NOT: {check.__name__} ({str(wrong).splitlines()[0] if str(wrong) else ''})"


@cache
def seals() -> Path:
    """The folder with the pictures of the seals in use."""
    from tests.circulars.gallery import SEAL, SEAL_PICTURE  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(dir=os.environ["DATA_DIR"]))
    (folder / f"{SEAL}.png").write_bytes(SEAL_PICTURE)
    return folder


def draw_sheets(file: Path) -> None:
    """All pages of a PDF, small, on pictures beside it."""
    document = pypdfium2.PdfDocument(file)
    pages = [page.render(scale=SCALE).to_pil() for page in document]
    document.close()
    wide, high = (max(size) + GAP for size in zip(*(page.size for page in pages), strict=True))
    for number, start in enumerate(range(0, len(pages), COLUMNS * ROWS), start=1):
        shown = pages[start : start + COLUMNS * ROWS]
        rows = -(-len(shown) // COLUMNS)
        sheet = Image.new("RGB", (min(len(shown), COLUMNS) * wide + GAP, rows * high + GAP), "grey")
        for place, page in enumerate(shown):
            sheet.paste(page, (GAP + place % COLUMNS * wide, GAP + place // COLUMNS * high))
        sheet.save(file.with_name(f"{file.stem}-{number}.png"))


def twin_pages(files: list[Path], faces: Faces) -> dict[Path, int]:
    """On how many pages LibreOffice prints each twin; all of one source in one go."""
    pages: dict[Path, int] = {}
    with tempfile.TemporaryDirectory(prefix="portal-office.") as folder:
        fonts = Path(folder) / "fonts"
        name_fonts(faces, fonts)
        for source, group in groupby(files, key=lambda file: file.parent):
            of_source = list(group)
            printed = print_in_office(*of_source, fonts=fonts, folder=Path(folder) / source.name)
            for file, made in zip(of_source, printed, strict=True):
                document = pypdfium2.PdfDocument(shutil.copy(made, file.with_suffix(".office.pdf")))
                pages[file] = len(document)
                document.close()
    return pages


def table(made: dict[str, int], twins: dict[str, int | None]) -> Iterator[str]:
    """Pages of every paper, by source; where LibreOffice prints its twin on more or fewer, both."""
    whole: dict[str, dict[str, str]] = {}
    for name, pages in made.items():
        source, _, paper = name.partition("/")
        same = twins[name] in (None, pages)
        whole.setdefault(paper, {})[source] = str(pages) if same else f"{pages}≠{twins[name]}"
    sources = list(dict.fromkeys(name.partition("/")[0] for name in made))
    yield f"{'pages':20}" + "".join(f"{source:>10}" for source in sources)
    for paper, by_source in whole.items():
        yield f"{paper:20}" + "".join(f"{by_source.get(source, ''):>10}" for source in sources)


if __name__ == "__main__":
    asked = sys.argv[1:]
    only_twins = "--twins" in asked
    with tempfile.TemporaryDirectory(prefix="portal-papers.") as data:
        os.environ |= {"DATA_DIR": data, "DEBUG": "on"}
        django.setup()
        sys.exit(main([each for each in asked if each != "--twins"] or ["*"], only_twins=only_twins))
