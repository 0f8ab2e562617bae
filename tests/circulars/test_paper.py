"""The paper as values: into JSON and back, and a hash that only its content decides."""

from dataclasses import replace
from datetime import date

import pytest

from circulars.paper import (
    Heading,
    NumberedTask,
    Paper,
    Paragraph,
    RowGroup,
    TableAppendix,
    TextAppendix,
    UnreadablePaper,
)

FULL = Paper(
    letterhead="海云市教育局文件",
    number="海教〔2026〕8号",
    title="海云市教育局关于印发2026年工作要点的通知",
    addressee="各县（市、区）教育局",
    blocks=(
        Heading(level=1, label="一、", text="办好每一所学校"),
        NumberedTask(label="1．", title="修好校门。", body="年底前完成。", level=2),
        Paragraph("特此通知。"),
    ),
    attachments_note=("行事历", "分工表"),
    sign_off_name="海云市教育局",
    sign_off_date=date(2026, 3, 1),
    sealed=False,
    note="此件公开发布",
    appendices=(
        TextAppendix(title="2026年工作要点", blocks=(Paragraph("总体要求。"),), marked=False),
        TableAppendix(
            title="行事历",
            head=("月份", "工作", "处室"),
            groups=(RowGroup(label="9月", rows=(("开学检查", "办公室"),)),),
        ),
    ),
    copied_to="市委办公室，市政府办公室",
    printed_by="海云市教育局办公室",
    printed_on=date(2026, 3, 2),
    copy_number="000001",
    urgency="特急",
    signers=("林禾",),
    draft_mark="征求意见稿",
)


def test_a_paper_survives_being_frozen():
    assert Paper.from_dict(FULL.to_dict()) == FULL
    assert Paper.from_json(FULL.to_json()) == FULL


def test_fields_left_at_their_default_are_not_written():
    plain = Paper(letterhead="海云市教育局文件", title="通知", blocks=(Paragraph("正文。"),))

    assert plain.to_dict() == {
        "letterhead": "海云市教育局文件",
        "title": "通知",
        "blocks": [{"block": "paragraph", "text": "正文。"}],
    }


def test_the_hash_follows_the_content_only():
    same = Paper.from_json(FULL.to_json())
    other = replace(FULL, title=FULL.title + "　")

    assert same.content_hash() == FULL.content_hash()
    assert other.content_hash() != FULL.content_hash()
    assert len(FULL.content_hash()) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"title": 3},
        {"blocks": [{"block": "poem", "text": "诗"}]},
        {"blocks": [{"block": "heading", "level": 9, "text": "深"}]},
        {"sign_off_date": "tomorrow"},
        {"colour": "green"},
        {"appendices": [{"appendix": "table", "title": "表", "head": "月份", "groups": []}]},
    ],
)
def test_a_broken_snapshot_is_refused(change):
    with pytest.raises(UnreadablePaper):
        Paper.from_dict(FULL.to_dict() | change)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"title": "只有标题"}'])
def test_text_that_is_no_snapshot_is_refused(text):
    with pytest.raises(UnreadablePaper):
        Paper.from_json(text)
