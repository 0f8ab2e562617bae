"""The file itself: the tree that says what the marks mean, rules, pictures, fonts."""

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from circulars.composing.geometry import CELL, THIN
from circulars.composing.pieces import Table, TableCell, TableRow
from circulars.composing.tables import PAD_SIDE
from circulars.fonts import find_faces
from circulars.paper import Heading, Paragraph
from circulars.printing import harfbuzz
from circulars.printing.cells import placed_cells, rules_of
from circulars.rendering import render_paper
from circulars.seals import checked_seal, fingerprint
from tests.circulars.papers import BODY, calendar, notice, short
from tests.circulars.seals import seal_picture

Node = tuple[str, str, list["Node"]]
"""A part of the structure tree: its role, its other words, what is below it."""


@cache
def circular() -> bytes:
    return render_paper(notice(), faces=find_faces()).pdf


def table_of(*rows: tuple[TableCell, ...]) -> Table:
    head = TableRow((TableCell(()), TableCell(()), TableCell(())), 9.0)
    return Table(0.0, (20.0, 50.0, 30.0), head, tuple(TableRow(cells, 10.0) for cells in rows), CELL)


CELLS = (TableCell(()), TableCell(()))
LABEL = TableCell((), rows=2)


@pytest.mark.pure
def test_a_cell_that_spans_rows_has_no_rule_across_it():
    level = [line for line in rules_of(table_of((LABEL, *CELLS), CELLS)) if line.top == line.foot]

    assert [(round(line.left, 3), round(line.top, 3)) for line in level] == [
        (0, 0.125), (0, 9.125), (20.125, 19.125), (0, 29.125),
    ]  # fmt: skip
    assert {round(line.right, 3) for line in level} == {100 + THIN}


@pytest.mark.pure
def test_cells_below_a_label_stand_in_their_own_columns():
    placed = list(placed_cells(table_of((LABEL, *CELLS), CELLS)))

    assert [round(cell.left - THIN - PAD_SIDE, 3) for _, cell in placed] == [0, 20, 70, 0, 20, 70, 20, 70]
    assert [row for row, _ in placed] == [0, 0, 0, 1, 1, 1, 2, 2]


def test_the_tree_says_what_the_marks_mean():
    first, table = roles(circular(), 0), roles(circular(), 9)

    assert [role for role, _, _ in first[0][2]] == ["P", "P", "H1", *["P"] * 7]
    [(_, _, [(name, _, [head, body])])] = [part for part in table[0][2] if part[0] == "Div"]
    assert (name, head[0], body[0]) == ("Table", "THead", "TBody")
    assert [[cell[0] for cell in row[2]] for row in head[2]] == [["TH"] * 3]
    assert [len(row[2]) for row in body[2]] == [3, *[2] * (len(body[2]) - 1)]


def test_a_paragraph_is_one_mark_in_reading_order():
    paper = short(blocks=(Heading(1, "二级", "一、"), Paragraph(BODY)))

    text = pages_text(render_paper(paper, faces=find_faces()).pdf)

    assert "一、二级" + "".join(BODY.split()) in text


def test_a_seal_is_a_figure_with_words_for_it_and_a_clear_ground(tmp_path):
    picture = checked_seal(seal_picture())
    seal = fingerprint(picture)
    (tmp_path / f"{seal}.png").write_bytes(picture)

    pdf = render_paper(replace(notice(), sealed=True, seal=seal), faces=find_faces(), seals=tmp_path).pdf

    [figure] = [part for part in roles(pdf, 1)[0][2] if part[0] == "Figure"]
    assert figure[1] == "印章"
    assert b"/SMask" in pdf
    assert b"/Interpolate" not in pdf  # ISO 19005-3, 6.2.8


def test_only_the_glyphs_used_are_in_the_file():
    one, many = (
        len(render_paper(short(blocks=(Paragraph(text),)), faces=find_faces()).pdf)
        for text in ("一", BODY * 2)
    )

    assert one < many < 120_000


def test_a_table_says_how_many_rows_a_label_spans():
    pdf = render_paper(replace(short(), appendices=(calendar(3),)), faces=find_faces()).pdf

    assert b"/RowSpan 3" in small_objects(pdf)


def test_a_machine_without_the_library_is_told_which_is_missing(monkeypatch):
    harfbuzz.find_harfbuzz.cache_clear()
    monkeypatch.setattr(harfbuzz, "SUBSETTER", ("libnone.so",))

    with pytest.raises(harfbuzz.NoHarfBuzz, match="libharfbuzz-subset0"):
        harfbuzz.FontFile(Path("any"))
    harfbuzz.find_harfbuzz.cache_clear()


def roles(pdf: bytes, page_number: int) -> list[Node]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[page_number]
        tree = raw.FPDF_StructTree_GetForPage(page)
        found = [
            node(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
            for place in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        raw.FPDF_StructTree_Close(tree)
        [(_, _, sections)] = found
        return [section for section in sections if section[2]]
    finally:
        document.close()


def node(element: object) -> Node:
    count = raw.FPDF_StructElement_CountChildren(element)
    below = (raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in range(count))
    return (
        words(raw.FPDF_StructElement_GetType, element),
        words(raw.FPDF_StructElement_GetAltText, element),
        [node(each) for each in below if each],
    )


def words(ask: Callable[..., int], element: object) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def pages_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def small_objects(pdf: bytes) -> bytes:
    return b"".join(streams(pdf))


def streams(pdf: bytes) -> Iterator[bytes]:
    for content in re.findall(rb"/ObjStm.*?stream\n(.*?)\nendstream", pdf, re.DOTALL):
        yield zlib.decompress(content)
