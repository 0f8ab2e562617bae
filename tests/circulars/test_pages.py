"""Pages as composed, before printing: nothing lost, nothing beyond the 版心, nothing torn that belongs together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from circulars.composing.geometry import BODY, CELL, EPSILON, HEIGHT, LINES_A_PAGE, WIDTH
from circulars.composing.pieces import Page, Table, TableCell, Text
from circulars.composing.setting import compose
from circulars.composing.titles import title_lines
from circulars.composing.typesetter import DoesNotFit
from circulars.fonts import Slot
from circulars.paper import Heading, NumberedTask, Paper, Paragraph, RowGroup, SigningPlaces, TableAppendix
from tests.circulars.papers import all_text, calendar, notice, short


def width(character: str, slot: Slot) -> float:
    """A face whose letters and figures are half an em wide."""
    return 0.5 if ord(character) < 0x2000 else 1.0


def pages_of(paper: Paper) -> list[Page]:
    return compose(paper, width=width)


def text_of(pages: list[Page]) -> str:
    pieces = [piece for page in pages for piece in page.pieces if isinstance(piece, Text | Table)]
    return "".join(line.text for piece in pieces for line in piece.all_lines()).replace(" ", "")


def body_lines(page: Page) -> list[Text]:
    return [piece for piece in page.pieces if isinstance(piece, Text) and piece.style == BODY]


sentences = st.text("教育工作，。、“”（）2026年abc", min_size=1, max_size=120)
blocks = st.lists(
    st.one_of(
        st.builds(Heading, level=st.integers(1, 4), text=sentences, label=st.just("一、")),
        st.builds(Paragraph, text=sentences),
        st.builds(
            NumberedTask, label=st.just("1．"), title=sentences, body=sentences, level=st.integers(2, 4)
        ),
    ),
    max_size=60,
).map(tuple)
tables = st.builds(
    TableAppendix,
    title=sentences,
    head=st.just(("月份", "工作", "处室")),
    groups=st.lists(
        st.builds(
            RowGroup,
            label=st.sampled_from(["9月", "10月", "2027年1月"]),
            rows=st.lists(st.tuples(sentences, sentences), min_size=1, max_size=25).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
)
papers = st.builds(
    short,
    blocks=blocks,
    appendices=st.lists(tables, max_size=2).map(tuple),
    sign_off_name=st.just("临溪县教育局"),
    sign_off_date=st.dates(),
    copied_to=sentences,
    note=st.sampled_from(["", "此件公开发布"]),
)


@given(papers)
@settings(max_examples=40, deadline=None)
def test_everything_stands_inside_the_type_area(paper):
    for page in pages_of(paper):
        for piece in page.pieces:
            assert piece.top >= -1
            assert piece.bottom <= HEIGHT + EPSILON


@given(papers)
@example(short(copied_to="县府办。。"))
@settings(max_examples=40, deadline=None)
def test_no_character_of_a_paper_is_lost(paper):
    wanted, shown = Counter(all_text(paper)), Counter(text_of(pages_of(paper)))

    assert wanted - shown == Counter()


@given(papers)
@settings(max_examples=40, deadline=None)
def test_pieces_stand_one_below_the_other(paper):
    for page in pages_of(paper):
        body = [piece for piece in page.pieces if isinstance(piece, Table) or piece in body_lines(page)]
        for above, below in pairwise(body):
            assert below.top >= above.bottom - EPSILON


@given(papers)
@settings(max_examples=40, deadline=None)
def test_no_heading_stands_alone_at_the_foot_of_a_page(paper):
    for page in pages_of(paper)[:-1]:
        texts = [piece for piece in page.pieces if isinstance(piece, Text)]
        if texts and texts[-1].bookmark_level > 1 and texts[-1].tag != "p":
            headings = sum(len(text.lines) for text in texts if text.tag != "p")
            assert headings >= LINES_A_PAGE  # a page of nothing but headings cannot be broken better


@given(papers)
@settings(max_examples=40, deadline=None)
def test_every_part_of_a_table_shows_its_head_and_its_months(paper):
    for page in pages_of(paper):
        for table in (piece for piece in page.pieces if isinstance(piece, Table)):
            covered = sum(row.cells[0].rows for row in table.rows if len(row.cells) == len(table.columns))

            assert [cell.lines[0].text for cell in table.head.cells] == ["月份", "工作", "处室"]
            assert covered == len(table.rows)
            assert abs(sum(table.columns) - WIDTH) < 0.01


@pytest.mark.parametrize("paragraphs", range(1, 60, 3))
def test_the_imprint_closes_an_even_page(paragraphs):
    paper = short(
        blocks=(Paragraph("教育" * 40),) * paragraphs, printed_by="办公室", printed_on=date(2026, 1, 9)
    )

    pages = pages_of(paper)

    assert len(pages) % 2 == 0
    assert pages[-1].pieces[-1].bottom == pytest.approx(HEIGHT)


def test_a_blank_page_before_the_imprint_has_no_number_nor_has_the_imprint():
    full = next(
        pages
        for count in range(1, 80)
        if (pages := pages_of(short(blocks=(Paragraph("育"),) * count, printed_by="办公室")))[-2].pieces == ()
    )

    assert [page.numbered for page in full] == [True] * (len(full) - 2) + [False, False]


def test_a_month_that_goes_over_a_page_is_named_again():
    tables = [piece for page in pages_of(notice()) for piece in page.pieces if isinstance(piece, Table)]

    labels = [[row.cells[0].lines[0].text for row in table.rows if len(row.cells) == 3] for table in tables]

    assert len(tables) > 2
    assert all(part for part in labels)
    for before, after in pairwise(labels):
        assert after[0] in {before[-1], f"{int(before[-1][0]) + 1}月"}


def test_a_row_taller_than_a_page_is_cut_and_keeps_its_label():
    giant = TableAppendix("表", ("月份", "工作", "处室"), (RowGroup("9月", (("工" * 9000, "办公室"),)),))

    pages = pages_of(short(appendices=(giant,)))
    parts = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]

    assert len(parts) > 3
    assert {part.rows[0].cells[0].lines[0].text for part in parts} == {"9月"}
    assert text_of(pages).count("工") == 9000 + len(parts) + 1  # every head has one, and the paper's title


def test_a_tall_row_of_a_turned_table_fills_the_page_and_goes_on():
    """It is one row on each page, under its label; nothing of it is lost and no page stays empty for it."""
    head = ("板块", "序号", "任务", "要求", "处室")
    rows = tuple((str(place), "办好学校", "工" * 400, "办公室") for place in range(6))
    turned = TableAppendix("表", head, (RowGroup("一、工作", rows),), landscape=True)

    pages = pages_of(short(appendices=(turned,)))
    tables = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]

    assert text_of(pages).count("工") == 400 * 6 + len(tables) + 1  # in every label, and in the title
    assert all(table.rows[0].cells[0].lines[0].text == "一、工作" for table in tables)
    assert all(table.bottom <= WIDTH + EPSILON for table in tables)
    assert all(WIDTH - table.bottom < 5 * CELL.pitch + 1 for table in tables[:-1])
    assert len(pages[1].pieces) > 1  # the title, and the first row below it


def test_a_row_that_goes_on_says_again_which_it_is():
    """Number and task whole, however little of the row is left; the number alone where the task itself goes on."""
    head = ("板块", "序号", "任务", "要求", "处室")
    tasks = ("办好人民满意的学校", "完善校园安全和后勤保障" * 4, "办好人民满意的学校" * 30)
    rows = tuple((str(place), task, "工" * 421, "办公室") for place, task in enumerate(tasks * 3))
    turned = TableAppendix("表", head, (RowGroup("一、工作", rows),), landscape=True)

    pages = pages_of(short(appendices=(turned,)))
    tables = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]
    shown = [row.cells[-4:-2] for table in tables for row in table.rows]
    begun = [words(cells) for cells in shown if not cells[0].again]
    goes_on = [words(cells) for cells in shown if cells[0].again]

    assert [number for number, _task in begun] == list("012345678")
    assert all(task == tasks[int(number) % 3] for number, task in begun if int(number) % 3 != 2)
    assert {task for number, task in goes_on if "（续）" not in number} == {
        f"{task}（续）" for task in tasks[:2]
    }
    assert {number for number, _task in goes_on if "（续）" in number} == {"2（续）", "5（续）"}
    for table in tables:
        assert table.bottom <= WIDTH + EPSILON
        for row in table.rows:
            assert all(len(cell.lines) * CELL.pitch <= row.height for cell in row.cells if cell.rows == 1)


def words(cells: Iterable[TableCell]) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in cells]


def test_the_sign_off_never_stands_on_a_page_without_text():
    for count in range(1, 45):
        paper = short(
            blocks=(Paragraph("育"),) * count, sign_off_name="临溪县教育局", sign_off_date=date(2026, 3, 1)
        )

        last = body_lines(pages_of(paper)[-1])

        assert last[0].lines[0].text == "育"


def test_nobody_signs_on_a_page_without_text():
    places = SigningPlaces(
        (("临溪县教育局（盖章）", "负责人签字："), ("云山实验学校（盖章）", "负责人签字："))
    )
    for count in range(2, 45):
        last = pages_of(short(blocks=(*(Paragraph("育"),) * count, places)))[-1]

        assert body_lines(last)[0].lines[0].text == "育"


def test_sealed_and_unsealed_sign_offs_stand_where_the_standard_puts_them():
    em = BODY.size
    paper = short(sign_off_name="临溪县教育局", sign_off_date=date(2026, 3, 1))

    sealed = body_lines(pages_of(paper)[0])[-2:]
    unsealed = body_lines(pages_of(replace(paper, sealed=False))[0])[-2:]

    date_width = 6 * em  # 2026年3月1日
    assert sealed[1].left == pytest.approx(WIDTH - 4 * em - date_width)
    assert sealed[0].left + 3 * em == pytest.approx(sealed[1].left + date_width / 2)
    assert unsealed[0].left == pytest.approx(WIDTH - 2 * em - 6 * em)
    assert unsealed[1].left == pytest.approx(unsealed[0].left + 2 * em)


def test_several_attachments_are_numbered_and_hang():
    name = "临溪县教育局2026学年直属学校工作意见任务分解表"
    paper = short(attachments_note=("行事历", name), appendices=(calendar(1), calendar(1)))

    pages = pages_of(paper)
    note = body_lines(pages[0])[-4:]

    assert [text.lines[0].text for text in note] == ["附件：1．", "行事历", "2．", "临溪县教育局2026学年"]
    assert note[-1].lines[1].text == "直属学校工作意见任务分解表"
    assert [round(text.left / BODY.size, 2) for text in note] == [2.0, 6.5, 5.0, 6.5]
    assert body_lines(pages[1])[0].lines[0].text == "附件1"
    assert body_lines(pages[2])[0].lines[0].text == "附件2"


@pytest.mark.parametrize("field", ["letterhead", "number", "sign_off_name", "printed_by", "secrecy"])
def test_a_name_too_long_for_its_place_is_refused_by_name(field):
    with pytest.raises(DoesNotFit, match="长长"):
        pages_of(short(**{field: "长" * 200}))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("临溪县教育局关于开学工作的通知", ["临溪县教育局关于开学工作的通知"]),
        (
            "海云市教育局关于印发《海云市教育局2026年工作要点》的通知",
            ["海云市教育局关于印发", "《海云市教育局2026年工作要点》的通知"],
        ),
        ("2026学年第一学期直属学校（单位）工作行事历", ["2026学年第一学期", "直属学校（单位）工作行事历"]),
        (
            "海云市教育局关于《海云市教育局2026年工作要点》重点工作进展情况的督办通报",
            ["海云市教育局关于", "《海云市教育局2026年工作要点》", "重点工作进展情况的督办通报"],
        ),
        (
            "海云市教育局2026年工作要点（2026年11月修订）",
            ["海云市教育局2026年工作要点", "（2026年11月修订）"],
        ),
        (
            "云山省教育厅等八部门关于印发《云山省中小学生减负实施方案（试行）》的通知",
            ["云山省教育厅等八部门", "关于印发《云山省中小学生减负", "实施方案（试行）》的通知"],
        ),
        ("手工\n断行", ["手工", "断行"]),
    ],
)
def test_titles_are_broken_where_a_reader_pauses(title, lines):
    assert title_lines(title, measure=19) == lines


@given(st.text("关于印发教育局工作要点的通知《》（）、2026年abc ", min_size=1, max_size=90))
@settings(max_examples=60, deadline=None)
def test_no_character_of_a_title_is_lost(title):
    kept = "".join(title_lines(title, measure=19))

    assert kept.replace(" ", "") == title.replace(" ", "")


def test_a_table_gives_its_room_to_the_column_that_says_most():
    """Where everything stands on one line either way, too; and a label of eight characters is not broken."""
    rows = (("完善校园安全制度、开展隐患排查", "尚未反馈", "年底前"),) * 5
    table = TableAppendix("表", ("处室", "工作", "情况", "时限"), (RowGroup("发展规划与财务处", rows),))

    part = only_table(table)
    label, work, *others = part.columns

    assert len(part.rows[0].cells[0].lines) == 1
    assert work > 1.5 * max(others)
    assert label < work


def test_among_many_columns_a_long_name_takes_no_room_from_what_is_to_be_done():
    rows = (
        (
            "1",
            "规范招生",
            "公办学校和民办学校同步招生，随迁子女就读公办学校的比例达到百分之九十二",
            "德育与体育卫生艺术处",
            "审计处",
        ),
    ) * 5
    heads = ("板块", "序号", "工作任务", "具体要求", "牵头处室", "配合处室")

    *_others, asked, lead, _support = only_table(
        TableAppendix("表", heads, (RowGroup("招生", rows),))
    ).columns

    assert asked > 1.5 * lead


def only_table(appendix: TableAppendix) -> Table:
    pages = pages_of(short(appendices=(appendix,)))
    [table] = [piece for page in pages for piece in page.pieces if isinstance(piece, Table)]
    return table


def test_a_long_name_in_a_narrow_column_is_broken_where_a_reader_pauses():
    rows = (("1", "规范招生" * 9, "德育与体育卫生艺术处", "审计处"),) * 2
    table = TableAppendix("表", ("板块", "序号", "要求", "牵头处室", "配合处室"), (RowGroup("招生", rows),))

    part = only_table(table)
    *_others, lead, _support = part.rows[1].cells

    assert words([lead]) == ["德育与体育卫生艺术处"]
    assert [line.text for line in lead.lines] == ["德育与体育", "卫生艺术处"]
    assert part.columns[1] < 3 * CELL.size + 3  # 序号 takes no room from the others
