"""The dress of a paper: form, marks and bodies put on what a plan says."""

from datetime import date

import pytest

from circulars.layout import UPWARD, Layout, appended, laid_out
from circulars.paper import LETTER, MINUTES, Paper, Paragraph, TextAppendix
from circulars.setting import notice_sentence
from tests.circulars.papers import calendar, plan_blocks

pytestmark = pytest.mark.pure

NOTICE = Paper(
    letterhead="海云市教育局文件",
    title="海云市教育局关于印发《2026年工作要点》的通知",
    blocks=(Paragraph(notice_sentence("2026年工作要点")),),
    number="海教〔2026〕8号",
    addressee="各学校",
    sign_off_name="海云市教育局",
    sign_off_date=date(2026, 3, 1),
    note="此件公开发布",
    appendices=(TextAppendix("2026年工作要点", plan_blocks(1, 1), marked=False),),
    printed_by="海云市教育局办公室",
    printed_on=date(2026, 3, 2),
)


def test_the_usual_layout_changes_nothing():
    """So that papers issued before there were others are what they were, to the last bit of their hash."""
    assert laid_out(NOTICE, Layout()) == NOTICE
    assert laid_out(NOTICE, Layout()).content_hash() == NOTICE.content_hash()


def test_a_paper_that_goes_up_reports_and_names_its_signers():
    paper = laid_out(NOTICE, Layout(form=UPWARD, signers=("周远",), addressee="云山省教育厅"))

    assert paper.title == "海云市教育局关于报送《2026年工作要点》的报告"
    assert paper.blocks == (Paragraph("现将《2026年工作要点》报上，请审阅。"),)
    assert (paper.signers, paper.addressee) == (("周远",), "云山省教育厅")


def test_a_letter_has_the_name_alone_and_nobody_who_printed_it():
    paper = laid_out(NOTICE, Layout(form=LETTER))

    assert (paper.form, paper.letterhead, paper.addressee) == (LETTER, "海云市教育局", "")
    assert paper.title == "海云市教育局关于印送《2026年工作要点》的函"
    assert (paper.printed_by, paper.printed_on) == ("", None)


def test_minutes_are_the_text_itself_addressed_to_nobody():
    paper = laid_out(NOTICE, Layout(form=MINUTES, attendance=(("出席", "林禾"),), seal="a" * 64))

    assert (paper.letterhead, paper.title) == ("海云市教育局会议纪要", "2026年工作要点")
    assert paper.blocks == plan_blocks(1, 1)
    assert (paper.addressee, paper.appendices, paper.seal, paper.sealed) == ("", (), "", False)
    assert paper.attendance == (("出席", "林禾"),)


def test_a_notices_own_words_are_left_alone():
    own = Paper(NOTICE.letterhead, "海云市教育局关于开展检查的通知", (Paragraph("请按时开学。"),))

    paper = laid_out(own, Layout(form=UPWARD, signers=("周远",)))

    assert (paper.title, paper.blocks) == (own.title, own.blocks)


def test_what_is_written_goes_before_what_is_usual():
    paper = laid_out(
        NOTICE,
        Layout(
            title="海云市教育局关于商请支持的函", form=LETTER, note="（联系人：林禾）", urgency="特急", secrecy="内部",
            copy_number="000001", partners=("海云市财政局",), sealed=False, seal="a" * 64,
        ),
    )  # fmt: skip

    assert paper.title == "海云市教育局关于商请支持的函"
    assert paper.note == "此件公开发布；联系人：林禾"
    assert (paper.urgency, paper.secrecy, paper.copy_number) == ("特急", "内部", "000001")
    assert paper.partners == ("海云市财政局",)
    assert (paper.sealed, paper.seal) == (False, "")


def test_an_appendix_more_is_named_with_the_others():
    paper = appended(appended(NOTICE, calendar(1)), calendar(1))

    assert paper.attachments_note == ("2026年春季学期行事历",) * 2
    assert len(paper.appendices) == 3


def test_every_form_is_frozen_and_read_back():
    for form in ("document", UPWARD, LETTER, MINUTES):
        paper = laid_out(
            NOTICE,
            Layout(form=form, signers=("周远",), partners=("海云市财政局",), attendance=(("出席", "林禾"),),
                   seal="a" * 64, seal_size=45),
        )  # fmt: skip

        assert Paper.from_json(paper.to_json()) == paper
