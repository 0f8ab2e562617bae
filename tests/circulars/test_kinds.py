"""Every kind of work paper: what stands on it, and its Word twin. Where it stands is tested in test_geometry.py."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document
from docx.enum.section import WD_ORIENTATION

from circulars.amendment import change_sentences
from circulars.fonts import Faces, find_faces
from circulars.kinds import KINDS, LateRow, MonthRow, NothingToPrint, Source, TaskRow
from circulars.paper import NumberedTask, Paper, Paragraph, TableAppendix
from circulars.press import PaperFailed, proof
from circulars.word import word_twin
from tests.circulars.samples import PAPERS, WALLS
from tests.circulars.sources import whole
from tests.circulars.test_word import characters, on_paper
from workplans.comparing import CHANGED, Change, Part


@pytest.fixture(scope="module")
def faces() -> Faces:
    return find_faces()


@pytest.mark.parametrize("name", PAPERS)
def test_the_twin_of_every_kind_says_the_same(name, faces):
    document = Document(BytesIO(word_twin(PAPERS[name], faces=faces)))
    turned = [section.orientation for section in document.sections].count(WD_ORIENTATION.LANDSCAPE)

    assert characters(document) == on_paper(PAPERS[name], faces)
    assert bool(turned) == any(
        isinstance(part, TableAppendix) and part.landscape for part in PAPERS[name].appendices
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_of_nothing_is_not_made(name):
    with pytest.raises(NothingToPrint):
        KINDS[name].make(Source("海云市教育局", "2026年工作要点", date(2026, 3, 1)))


def test_an_offices_breakdown_has_only_what_it_leads():
    paper = KINDS["breakdown-offices"].make(whole(office="办公室"))

    [table] = paper.appendices
    assert isinstance(table, TableAppendix)

    assert table.title == "海云市教育局2026年工作要点任务分解表（办公室）"
    assert {row[3] for group in table.groups for row in group.rows} == {"办公室"}


@pytest.mark.parametrize("name", KINDS)
def test_a_character_no_face_has_is_named_in_every_kind(name):
    """Before anything is printed; 𰻝 stands in a name, in running text or in a cell."""
    rare = whole(
        day=date(2026, 3, 2),
        plan_title="海云市𰻝区工作要点",
        blocks=(Paragraph("由𰻝负责。"),),
        tasks=(TaskRow("一、工作", "1．", "由𰻝负责。", lead="办公室"),),
        months=(MonthRow("3月", date(2026, 3, 1), "由𰻝负责。"),),
        late=(LateRow("由𰻝负责。", "办公室", date(2026, 3, 1), 9),),
    )

    with pytest.raises(PaperFailed) as failure:
        proof(KINDS[name].make(rare), fonts=Path(settings.FONTS_DIR))

    assert (failure.value.code, failure.value.about) == ("missing_glyph", "𰻝")


def test_an_amendment_says_what_was_and_what_is():
    paper = KINDS["amendment"].make(whole())

    said = [
        block.label + block.title + block.body for block in paper.blocks if isinstance(block, NumberedTask)
    ]

    assert paper.title == "海云市教育局关于修订《海云市教育局2026年工作要点》的通知"
    assert paper.blocks[1] == Paragraph("现对《海云市教育局2026年工作要点》（海教〔2026〕8号）作如下修订：")
    assert said[0] == "1．将任务“1．修好校门”的内容由“年底前完成”修改为“6月底前完成，由林喆负责”。"
    assert {line[2:4] for line in said[1:]} == {"增加", "删去"}
    assert paper.appendices[0].blocks == whole().blocks  # type: ignore[union-attr]


def test_quotation_marks_inside_a_quotation_are_single():
    before, after = (
        Part("1", "task", "1．", "深化“双减”", f"开展“{word}”行动。", "s1") for word in ("阳光", "清风")
    )

    [sentence] = change_sentences(Change(CHANGED, before, after))

    assert sentence == "将任务“1．深化‘双减’”的内容由“开展‘阳光’行动”修改为“开展‘清风’行动”。"


def test_progress_is_said_in_words():
    [table] = KINDS["bulletin"].make(whole()).appendices
    assert isinstance(table, TableAppendix)
    rows = [row for group in table.groups for row in group.rows]

    assert {"严重逾期70天", "已逾期30天"} <= {row[2] for row in rows}
    assert "尚未反馈" in {row[3] for row in rows}


def test_what_is_not_done_is_named_by_how_it_stands():
    texts = [block.text for block in KINDS["review"].make(whole()).blocks if isinstance(block, Paragraph)]
    done = whole(tasks=tuple(TaskRow("一、工作", "1．", "办好学校。", progress="已完成") for _ in range(3)))
    none = whole(tasks=(TaskRow("一、工作", "1．", "办好学校。"), TaskRow("一、工作", "2．", "修好校门。")))

    assert texts[1].startswith(
        "本部分共6项任务，已完成2项。正在推进的有：完善第2项服务，由林喆、何珺㛃负责落实、"
    )
    assert KINDS["review"].make(done).blocks[2] == Paragraph("本部分3项任务全部完成。")
    assert KINDS["review"].make(none).blocks[2] == Paragraph(
        "本部分共2项任务，均未完成。尚未反馈的有：办好学校、修好校门。"
    )


def test_a_breakdown_says_whose_duty_it_is_in_its_columns_alone():
    """Not behind the text too; and no column stands empty, but for who leads."""
    asked = "年底前完成。（责任处室：办公室、审计处）"
    led = TaskRow("一、工作", "1．", "修好校门。", asked, "办公室", "审计处")
    open_still = TaskRow("一、工作", "2．", "平整操场。", asked)

    [both] = KINDS["breakdown"].make(whole(tasks=(led, open_still))).appendices
    [alone] = KINDS["breakdown"].make(whole(tasks=(open_still,))).appendices

    assert isinstance(both, TableAppendix)
    assert isinstance(alone, TableAppendix)
    assert both.groups[0].rows == (
        ("1", "修好校门", "年底前完成。", "办公室", "审计处"),
        ("2", "平整操场", asked, "", ""),
    )
    assert alone.head == ("板块", "序号", "工作任务", "具体要求", "牵头处室")


def test_a_snapshot_of_every_kind_is_read_back_the_same():
    for paper in [*PAPERS.values(), *WALLS.values()]:
        assert Paper.from_json(paper.to_json()) == paper


def test_a_number_that_stands_twice_in_a_section_is_told_with_its_headings():
    """（一）1 and （二）1; numbers that run through stay as they are, office by office the same."""
    rows = [
        ("一、工作", "1．", "（一）"),
        ("一、工作", "1．", "（二）"),
        ("二、保障", "1．", "（一）"),
        ("二、保障", "2．", "（二）"),
    ]
    tasks = tuple(TaskRow(section, label, "办好学校。", lead=f"处室{place}", within=within)
                  for place, (section, label, within) in enumerate(rows))  # fmt: skip
    source = whole(tasks=tasks)

    def numbers(kind: str) -> list[str]:
        tables = [part for part in KINDS[kind].make(source).appendices if isinstance(part, TableAppendix)]
        return [row[0] for table in tables for group in table.groups for row in group.rows]

    assert (
        numbers("breakdown")
        == numbers("breakdown-offices")
        == numbers("review")
        == ["（一）1", "（二）1", "1", "2"]
    )
