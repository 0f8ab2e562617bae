"""What the week's and the month's papers list, and what stands on the wall: as values, before anything is composed."""

from datetime import date

import pytest

from circulars.composing.setting import compose
from circulars.days import days_between, time_words
from circulars.fonts import find_faces
from circulars.kinds import KINDS, MonthRow, NothingToPrint, Source
from circulars.paper import Paper, TableAppendix
from tests.circulars.sources import whole

SEPTEMBER, OCTOBER, DECEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 12, 1)


def source(*months: MonthRow, first: date, last: date) -> Source:
    return Source(
        bureau="海云市教育局", plan_title="", day=date(2026, 9, 21), months=months, month=first, until=last,
        days=days_between(first.replace(day=1), last), time=time_words(first, last),
    )  # fmt: skip


def row(work: str, first: date, last: date | None = None, due: date | None = None) -> MonthRow:
    said = f"{due.year}年{due.month}月{due.day}日" if due else ""
    return MonthRow(f"{first.month}月", first, work, "办公室", said, last, due)


def groups(paper: Paper) -> list[tuple[str, list[str]]]:
    [table] = paper.appendices
    assert isinstance(table, TableAppendix)
    return [(group.label, [row[0] for row in group.rows]) for group in table.groups]


def test_a_week_says_what_is_due_day_by_day_then_what_is_under_way():
    paper = KINDS["week"].make(
        source(
            row("周四的事", SEPTEMBER, due=date(2026, 9, 24)),
            row("周一的事", SEPTEMBER, due=date(2026, 9, 21)),
            row("整月的事", SEPTEMBER),
            row("跨月的事", date(2026, 6, 1), DECEMBER),
            row("上周到期的事", SEPTEMBER, due=date(2026, 9, 18)),
            row("下周到期的事", SEPTEMBER, due=date(2026, 9, 30)),
            row("下月的事", OCTOBER),
            first=date(2026, 9, 21), last=date(2026, 9, 27),
        )
    )  # fmt: skip

    assert groups(paper) == [
        ("9月21日\n星期一", ["周一的事"]),
        ("9月24日\n星期四", ["周四的事"]),
        ("正在推进", ["整月的事", "跨月的事", "下周到期的事"]),
    ]
    assert paper.title == "海云市教育局一周工作安排\n（2026年9月21日至9月27日）"


def test_a_week_names_its_days_off_and_those_worked_in_exchange():
    """In 2025 the 28th of September, a Sunday, was worked for National Day."""
    paper = KINDS["week"].make(
        source(row("整月的事", date(2025, 9, 1), OCTOBER), first=date(2025, 9, 29), last=date(2025, 10, 5))
    )
    before = KINDS["week"].make(
        source(
            row("周日的事", date(2025, 9, 1), due=date(2025, 9, 28)),
            first=date(2025, 9, 22),
            last=date(2025, 9, 28),
        )
    )

    assert "放假：10月1日、10月2日、10月3日" in paper.appendices[0].note  # type: ignore[union-attr]
    assert "调休上班：9月28日" in before.appendices[0].note  # type: ignore[union-attr]
    assert groups(before)[0][0] == "9月28日\n星期日（班）"


def test_a_week_without_work_is_not_printed():
    with pytest.raises(NothingToPrint):
        KINDS["week"].make(source(row("下月的事", OCTOBER), first=SEPTEMBER, last=date(2026, 9, 7)))


def test_a_month_lists_what_goes_on_from_before_behind_what_begins():
    paper = KINDS["month"].make(
        source(
            row("六月起的事", date(2026, 6, 1), DECEMBER),
            row("去年起的事", date(2025, 12, 1), SEPTEMBER),
            row("本月的事", SEPTEMBER, due=date(2026, 9, 9)),
            row("上月的事", date(2026, 8, 1)),
            first=SEPTEMBER, last=date(2026, 9, 30),
        )
    )  # fmt: skip

    [table] = paper.appendices
    assert [group.rows[0] for group in table.groups] == [  # type: ignore[union-attr]
        ("本月的事", "办公室", "2026年9月9日"),
        ("六月起的事", "办公室", "6月起持续推进"),
        ("去年起的事", "办公室", "2025年12月起持续推进"),
    ]
    assert paper.title == "海云市教育局2026年9月工作安排"


@pytest.mark.parametrize("name", ["wall", "wall-term", "wall-a4", "wall-term-a4"])
def test_all_work_stands_on_the_wall_with_its_offices_whatever_the_room(name):
    """Many rows, long ones and spans; what finds no room goes on on another sheet."""
    work = [f"第{number}项：{'认真做好检查反馈和整改，' * (number % 5)}报告结果" for number in range(90)]
    rows = [
        row(words, SEPTEMBER if number % 3 else OCTOBER, DECEMBER if number % 4 == 0 else None)
        for number, words in enumerate(work)
    ]
    paper = KINDS[name].make(source(*rows, first=SEPTEMBER, last=date(2027, 1, 31)))

    pages = compose(paper, width=find_faces().width)

    shown = "".join(
        line.text for page in pages for piece in page.pieces for line in getattr(piece, "lines", ())
    )
    assert [words for words in work if f"{words}（办公室）" not in shown] == []
    assert "2027年放假调休安排尚未公布，以国务院办公厅通知为准" in shown
    width, height = (392, 268) if paper.walls[0].sheet == "A3" else (269, 181)
    for page in pages:
        for piece in page.pieces:
            assert piece.bottom <= height + 0.5
            left, across = getattr(piece, "left", 0), getattr(piece, "width", 0)
            assert 0 <= left <= left + across <= width + 1.5


def test_holidays_and_exchanged_days_are_marked_in_words_on_the_wall():
    wall = KINDS["wall"].make(
        source(row("事", date(2025, 9, 1)), first=date(2025, 9, 1), last=date(2025, 10, 31))
    )
    pages = compose(wall, width=find_faces().width)

    said = [
        "".join(line.text for piece in page.pieces for line in getattr(piece, "lines", ())) for page in pages
    ]
    assert len(pages) == 2
    assert (said[0].count("休"), said[0].count("班")) == (0, 1)
    assert (said[1].count("休"), said[1].count("班")) == (6, 1)


def test_a_wall_calendar_is_read_back_from_its_snapshot():
    for name in ("wall", "wall-term-a4"):
        paper = KINDS[name].make(whole())
        assert Paper.from_json(paper.to_json()) == paper


def test_the_time_is_called_by_its_name():
    assert time_words(date(2026, 9, 1), date(2027, 1, 31)) == "2026学年第一学期"
    assert time_words(date(2027, 2, 1), date(2027, 8, 31)) == "2026学年第二学期"
    assert time_words(date(2026, 9, 1), date(2026, 9, 30)) == "2026年9月"
    assert time_words(date(2026, 9, 1), date(2026, 11, 30)) == "2026年9月至11月"
    assert time_words(date(2026, 11, 1), date(2027, 2, 28)) == "2026年11月至2027年2月"
