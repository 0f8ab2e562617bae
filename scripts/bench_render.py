"""How quickly papers are made, beside LibreOffice converting the Word twin and Typst typesetting the same text.

    python scripts/bench_render.py [ROUNDS] [SCHOOLS]

Everything in one run, in turns, medians; ratios are what counts. Cold: a new process, to the first PDF; hot: again with
every paragraph and row changed, a page; edit: again with one paragraph changed, no character of it new to the paper;
preview: the pictures of the first four pages after such an edit, against Typst's PDF and against its pictures (it draws
all pages: four pages' share). Seconds are the processor's, so that others at work on the machine disturb less; the school
lists are timed by the clock. LibreOffice and Typst (pip install typst, into this environment or one named by TYPST_PATH)
are left out where they are missing, and it is said so. Then lists for SCHOOLS schools are made by one worker process and
by two, on a database and broker of their own or as DATABASE_URL and BROKER_URL say.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from circulars.fonts import Faces, Slot, find_faces
from circulars.paper import (
    Appendix,
    Block,
    Heading,
    NumberedTask,
    Paper,
    RowGroup,
    TableAppendix,
    TextAppendix,
)
from tests.circulars.papers import notice

FONTS = Path(os.environ.get("FONTS_DIR", ROOT / "var" / "fonts"))
HOT_ROUNDS, PREVIEWED = 4, 4


def main() -> None:
    if sys.argv[1:2] == ["--engine"]:
        print(json.dumps(ENGINES[sys.argv[2]]()))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    schools = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    engines, missing = at_hand()
    measured: dict[str, list[Measured]] = {name: [] for name in engines}
    for number in range(rounds):
        order = engines[number % len(engines) :] + engines[: number % len(engines)]
        for name in order:
            measured[name].append(measure(name))
    tell(measured, missing)
    sys.stdout.flush()
    if schools:
        scale(schools)


@dataclass(frozen=True)
class Measured:
    """Seconds and MB of one process that made the paper cold, then some times more.

    hot: every paragraph changed; edit: one changed; preview: the pictures of its first pages then.
    """

    cold: float
    pages: int
    memory: float
    hot: float | None = None
    edit: float | None = None
    preview: float | None = None


def at_hand() -> tuple[list[str], list[str]]:
    engines, missing = ["ours"], []
    if shutil.which("soffice"):
        engines.append("libreoffice")
    else:
        missing.append("LibreOffice: not installed (apt install libreoffice-writer)")
    looked = subprocess.run(
        [sys.executable, "-c", "import typst"], env=with_typst(), capture_output=True, check=False
    )
    if looked.returncode:
        missing.append("Typst: not installed (pip install typst, or TYPST_PATH=folder)")
    else:
        engines.append("typst")
    return engines, missing


def with_typst() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.environ.get("TYPST_PATH", ""), "FONTS_DIR": str(FONTS)}


def measure(name: str) -> Measured:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, "--engine", name],
        env=with_typst(),
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    values = json.loads(done.stdout.splitlines()[-1])
    later = values.pop("after_first", 0.0)
    return Measured(cold=values.pop("cold", whole - later), **values)


def edited(number: int) -> Paper:
    """The paper with every paragraph and every row changed, each line too: what is put before them grows."""
    return changed(lambda _place: f"第{number}稿{'再' * number}。")


def edited_in_one_place(number: int) -> Paper:
    """The paper with one paragraph changed, on its third page: what is typed while a preview stands beside."""
    return changed(lambda place: f"第{number}稿。" if place == 1 else "")


def changed(words: Callable[[int], str]) -> Paper:
    """`words` go before the paragraph, or the row, of that place."""
    paper, places = notice(), count(1)

    def of_block(block: Block) -> Block:
        if not isinstance(block, NumberedTask):
            return block
        return replace(block, body=words(next(places)) + block.body)

    def of_group(group: RowGroup) -> RowGroup:
        return replace(group, rows=tuple((words(next(places)) + work, *rest) for work, *rest in group.rows))

    def of_part(part: Appendix) -> Appendix:
        if isinstance(part, TextAppendix):
            return replace(part, blocks=tuple(map(of_block, part.blocks)))
        return replace(part, groups=tuple(map(of_group, part.groups)))

    return replace(paper, appendices=tuple(map(of_part, paper.appendices)))


def hot_rounds(make: Callable[[int], object]) -> float:
    taken = []
    for number in range(1, HOT_ROUNDS + 1):
        began = time.process_time()
        make(number)
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def ours() -> dict[str, object]:
    from circulars.rendering import first_pages, render_paper  # noqa: PLC0415 -- a cold start pays for it

    faces = find_faces(FONTS)
    pages = render_paper(edited(0), faces=faces).pages
    began = time.process_time()
    hot = hot_rounds(lambda number: render_paper(edited(number), faces=faces))
    render_paper(edited_in_one_place(0), faces=faces)
    edit, memory = hot_rounds(lambda number: render_paper(edited_in_one_place(number), faces=faces)), peak()
    first_pages(edited_in_one_place(0), faces=faces, pages=PREVIEWED)
    preview = hot_rounds(
        lambda number: first_pages(edited_in_one_place(HOT_ROUNDS + number), faces=faces, pages=PREVIEWED)
    )
    after = time.process_time() - began
    taken = {"hot": hot, "edit": edit, "preview": preview, "after_first": after}
    return {"pages": pages, "memory": memory, **taken}


def typst() -> dict[str, object]:
    import typst as engine  # type: ignore[import-not-found]  # noqa: PLC0415 -- only where it is installed

    from circulars.picturing import SCALE  # noqa: PLC0415 -- LibreOffice needs no reader of PDF

    faces = find_faces(FONTS)
    folder = Path(tempfile.mkdtemp())
    for face in {face.path for face in faces.by_slot.values()}:
        shutil.copy(face, folder)
    source = folder / "paper.typ"
    source.write_text(in_typst(edited(0), faces))
    began = time.process_time()
    first = engine.compile(str(source), font_paths=[str(folder)], ignore_system_fonts=True)
    cold = time.process_time() - began
    compiler = engine.Compiler(str(source), font_paths=[str(folder)], ignore_system_fonts=True)

    def make(paper: Paper, **kind: object) -> None:
        source.write_text(in_typst(paper, faces))
        compiler.compile(**kind)

    make(edited(0))
    hot = hot_rounds(lambda number: make(edited(number)))
    make(edited_in_one_place(0))
    edit, memory = hot_rounds(lambda number: make(edited_in_one_place(number))), peak()
    pages = pages_of(first)
    pictures = hot_rounds(
        lambda number: make(edited_in_one_place(HOT_ROUNDS + number), format="png", ppi=72 * SCALE)
    )
    shutil.rmtree(folder)
    taken = {"hot": hot, "edit": edit, "preview": pictures * PREVIEWED / pages}
    return {"cold": cold, "pages": pages, "memory": memory, **taken}


def libreoffice() -> dict[str, object]:
    from circulars.word import word_twin  # noqa: PLC0415
    from tests.circulars.in_office import name_fonts, print_in_office  # noqa: PLC0415

    folder, faces = Path(tempfile.mkdtemp()), find_faces(FONTS)
    name_fonts(faces, folder / "fonts")
    (folder / "twin.docx").write_bytes(word_twin(edited(0), faces=faces))
    taken = []
    for _ in range(2):  # the first run makes the profile
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        [pdf] = print_in_office(folder / "twin.docx", fonts=folder / "fonts", folder=folder / "office")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    pages = pages_of(pdf.read_bytes())
    shutil.rmtree(folder)
    return {"cold": taken[1], "pages": pages, "memory": after.ru_maxrss / 1024}


ENGINES = {"ours": ours, "typst": typst, "libreoffice": libreoffice}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pages_of(pdf: bytes) -> int:
    import pypdfium2  # noqa: PLC0415 -- ours does not need it

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def in_typst(paper: Paper, faces: Faces) -> str:
    """The same words on the same grid: type, measure and table; without the rules of red heads and the like."""
    name = {slot: faces.by_slot[slot].family for slot in Slot}
    lines = [
        '#set page(width:210mm,height:297mm,margin:(left:28mm,right:26mm,top:37mm,bottom:35mm),numbering:"— 1 —")',
        f'#set text(font:("{name[Slot.FANGSONG]}","{name[Slot.SONGTI]}","{name[Slot.FALLBACK]}"),size:5.5714mm,lang:"zh")',
        "#set par(leading:4.875mm,spacing:4.875mm,justify:true,first-line-indent:(amount:2em,all:true))",
    ]
    for part in paper.appendices:
        lines.append(
            f'\n#align(center,text(font:"{name[Slot.XIAOBIAOSONG]}",size:22pt)[{safe(part.title)}])\n'
        )
        if isinstance(part, TableAppendix):
            cells = [f"[{safe(text)}]" for text in part.head]
            for group in part.groups:
                cells.append(f"table.cell(rowspan:{len(group.rows)})[{safe(group.label)}]")
                cells += [f"[{safe(text)}]" for row in group.rows for text in row]
            lines.append(f"#text(size:12pt)[#table(columns:(18mm,1fr,44mm),{','.join(cells)})]")
            continue
        for block in part.blocks:
            if isinstance(block, Heading):
                lines.append(f'\n#text(font:"{name[Slot.HEITI]}")[{safe(block.label + block.text)}]\n')
            elif isinstance(block, NumberedTask):
                title = f'#text(font:"{name[Slot.KAITI]}")[{safe(block.label + block.title)}]'
                lines.append(f"\n{title}{safe(block.body)}\n")
    return "\n".join(lines)


def safe(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "#[]*_$`\\<>@/" else letter for letter in text)


def tell(measured: dict[str, list[Measured]], missing: list[str]) -> None:
    middle = {name: middle_of(rows) for name, rows in measured.items()}
    mine = middle["ours"]
    print(f"{'':12} {'pages':>5} {'cold s':>8} {'hot s/page':>11} {'edit s':>8} {'preview s':>10} {'MB':>6}")
    for name, row in middle.items():
        per_page = row.hot / row.pages if row.hot else None
        told = f"{shown(per_page, 4):>11} {shown(row.edit):>8} {shown(row.preview):>10}"
        print(f"{name:12} {row.pages:5} {row.cold:8.2f} {told} {row.memory:6.0f}")
    for name, row in middle.items():
        if name != "ours":
            ratios: dict[str, tuple[float | None, float | None]] = {
                "cold": (mine.cold, row.cold),
                "memory": (mine.memory, row.memory),
            }
            if row.hot and row.edit:
                ratios |= {"hot": (mine.hot, row.hot), "one paragraph edited": (mine.edit, row.edit)}
                ratios |= {
                    "its preview": (mine.preview, row.edit),
                    "against pictures": (mine.preview, row.preview),
                }
            print(f"ours / {name}: " + ", ".join(f"{what} {ratio(*pair)}" for what, pair in ratios.items()))
    for words in missing:
        print(f"left out: {words}")


def middle_of(rows: list[Measured]) -> Measured:
    def median(name: str) -> float | None:
        values = [value for row in rows if (value := getattr(row, name)) is not None]
        return statistics.median(values) if values else None

    return Measured(
        cold=median("cold") or 0, pages=rows[0].pages, memory=median("memory") or 0, hot=median("hot"),
        edit=median("edit"), preview=median("preview"),
    )  # fmt: skip


def shown(seconds: float | None, places: int = 3) -> str:
    return f"{seconds:.{places}f}" if seconds else "–"


def ratio(mine: float | None, other: float | None) -> str:
    return f"{mine / other:.2f} ×" if mine and other else "–"


def scale(schools: int) -> None:
    """Lists for every school of a bureau, by one worker process and by two."""
    import django  # noqa: PLC0415 -- the first half needs none of it

    with tempfile.TemporaryDirectory(prefix="portal-bench.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"SECRET_KEY": "a key for this run only, long enough for the checks of settings"}
        os.environ |= {"FONTS_DIR": str(FONTS), "RENDER_AT_ONCE": "2"}
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        from tests.circulars.many_lists import seconds_for  # noqa: PLC0415 -- wants the database just named
        from tests.workers import end_as_interrupted  # noqa: PLC0415

        end_as_interrupted()
        one, two = (seconds_for(schools, workers=workers) for workers in (1, 2))
    print(
        f"{schools} school lists: one process {one:.1f} s ({one / schools:.3f} s a list), "
        f"two {two:.1f} s, {one / two:.2f} × as quick"
    )


if __name__ == "__main__":
    main()
