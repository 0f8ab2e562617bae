"""Our own documents, one for each structure of a plan, each beside the Outline expected of it.

`NAME.txt` is the document, `NAME.json` what must be read in it; `pytest --rewrite-samples` accepts what is
read now. `word_of` gives a sample's text as a Word file, its flattened tables as real ones.
"""

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

SAMPLES = Path(__file__).parent


def sample_names() -> list[str]:
    return sorted(path.stem for path in SAMPLES.glob("*.txt"))


def sample_text(name: str) -> bytes:
    return (SAMPLES / f"{name}.txt").read_bytes()


def sample_word(name: str) -> bytes:
    return word_of(sample_text(name).decode())


def word_of(text: str) -> bytes:
    """A .docx with a paragraph a line, the first one centred, and a table wherever lines carry tabs."""
    document = Document()
    lines = text.splitlines()
    place = 0
    while place < len(lines):
        if "\t" in lines[place]:
            end = _end_of_table(lines, place)
            _add_table(document, _rows(lines[place:end]))
            place = end
            continue
        paragraph = document.add_paragraph(lines[place].strip())
        if place == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        place += 1
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _end_of_table(lines: list[str], begin: int) -> int:
    """The line after the last one of a table: cells begin with a tab or carry one, rows part at blank lines."""
    end = begin
    while end < len(lines) and (
        "\t" in lines[end] or (lines[begin].startswith("\t") and not lines[end].startswith("—"))
    ):
        end += 1
    return end


def _rows(lines: list[str]) -> list[list[str]]:
    if not lines[0].startswith("\t"):
        return [line.split("\t") for line in lines]
    rows: list[list[str]] = [[]]
    for line in lines:
        if line == "":
            rows.append([])
        elif line.startswith("\t"):
            rows[-1].append(line[1:])
        else:
            rows[-1][-1] += f"\n{line}"
    return [row for row in rows if row]


def _add_table(document, rows: list[list[str]]) -> None:
    """An empty first cell is merged with the one above, as Word merges months."""
    table = document.add_table(len(rows), len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(place, column)
            if column == 0 and not text:
                cell.merge(table.cell(place - 1, 0))
            else:
                cell.text = text
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs[1:]:
                if not paragraph.text:
                    paragraph._p.getparent().remove(paragraph._p)
