"""`manage.py make_circular`: from a file on disk to a PDF, storing nothing."""

import pypdfium2
import pytest
from django.core.management import call_command
from docx import Document
from pypdfium2 import raw

from tests.circulars.reading_pdf import joined, read_pdf
from tests.circulars.seals import seal_picture

PLAN = """临溪县教育局2026年工作要点

2026年工作的总体要求是：稳中求进。

一、办好学校
1．修好校门。年底前完成。
2．平整操场。暑假完成。
二、用好经费
3．公开账目。每季一次。
"""


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_a_text_file_becomes_a_paper(plan, tmp_path, capsys):
    out = tmp_path / "paper.pdf"

    call_command("make_circular", str(plan), "--out", str(out), "--number", "临教〔2026〕5号")

    pdf = read_pdf(out.read_bytes())
    shown = "".join(page.text for page in pdf.pages)
    assert pdf.title == "临溪县教育局关于印发《临溪县教育局2026年工作要点》的通知"
    assert "临教〔2026〕5号" in shown
    assert "2．平整操场。暑假完成。" in shown
    assert str(len(pdf.pages)) in capsys.readouterr().out


def test_the_word_twin_is_written_too(plan, tmp_path):
    out, twin = tmp_path / "paper.pdf", tmp_path / "paper.docx"

    call_command("make_circular", str(plan), "--out", str(out), "--docx", str(twin))

    lines = [line.text for line in Document(str(twin)).paragraphs]
    assert "一、办好学校" in lines
    assert "2．平整操场。暑假完成。" in lines


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("plan", "一、办好学校"), ("breakdown", "任务分解表"), ("pledge", "负责人签字"), ("review", "尚未反馈")],
)
def test_every_kind_is_made_of_a_file(plan, tmp_path, kind, shown):
    out = tmp_path / "paper.pdf"

    call_command("make_circular", str(plan), "--out", str(out), "--kind", kind, "--school", "第一小学")

    assert shown in "".join(page.text for page in read_pdf(out.read_bytes()).pages)


def test_a_document_without_months_has_no_calendar_to_print(plan, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("make_circular", str(plan), "--out", str(tmp_path / "paper.pdf"), "--kind", "calendar")

    assert capsys.readouterr().err
    assert not (tmp_path / "paper.pdf").exists()


def test_a_character_no_font_has_is_named(plan, tmp_path, capsys):
    plan.write_text(PLAN.replace("校门", "校门😀"), encoding="utf-8")

    with pytest.raises(SystemExit):
        call_command("make_circular", str(plan), "--out", str(tmp_path / "paper.pdf"))

    assert "😀" in capsys.readouterr().err
    assert not (tmp_path / "paper.pdf").exists()


def test_a_file_that_is_no_plan_gets_a_sentence(tmp_path, capsys):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")

    with pytest.raises(SystemExit):
        call_command("make_circular", str(tmp_path / "broken.docx"), "--out", str(tmp_path / "paper.pdf"))

    assert capsys.readouterr().err


CALENDAR_PLAN = (
    PLAN
    + """附件：2026年工作行事历
月份	主要工作	责任处室
3月	开学检查（至5月）	基础教育处
4月	消防演练	学校安全处、计划财务处
"""
)


@pytest.mark.parametrize(
    ("kind", "options", "shown"),
    [
        ("week", ["--week", "2026-04-08"], "一周工作安排"),
        ("wall", ["--month", "2026-04"], "本月工作"),
        ("wall-term", [], "2026年5月"),
    ],
)
def test_the_calendar_for_the_wall_is_made_of_a_file(plan, tmp_path, kind, options, shown):
    plan.write_text(CALENDAR_PLAN, encoding="utf-8")
    out = tmp_path / "paper.pdf"

    call_command("make_circular", str(plan), "--out", str(out), "--kind", kind, *options)

    pages = read_pdf(out.read_bytes()).pages
    text = "".join(joined(line) for page in pages for line in page.rows())
    assert shown in text
    assert "开学检查（至5月）" in text


REVISED = (
    PLAN.replace("暑假完成", "国庆节前完成").replace("1．修好校门。年底前完成。\n", "").replace("3．", "2．")
)


def test_an_amendment_is_made_of_two_documents(plan, tmp_path):
    new, out = tmp_path / "new.txt", tmp_path / "paper.pdf"
    new.write_text(REVISED + "4．开放图书馆。周末开放。\n", encoding="utf-8")

    call_command(
        *("make_circular", str(new), "--kind", "amendment", "--amends", str(plan), "--out", str(out)),
        *("--reason", "因上级政策调整，对部分任务作修订。"),
    )

    pages = [page.text for page in read_pdf(out.read_bytes()).pages]
    shown = "".join(text.replace(f"—{number}—", "") for number, text in enumerate(pages, start=1))
    assert "关于修订《临溪县教育局2026年工作要点》的通知" in shown
    assert "因上级政策调整，对部分任务作修订。" in shown
    assert "修好校门”。" in shown
    assert "平整操场”的内容由“暑假完成”修改为“国庆节前完成”。" in shown  # the reader puts figures elsewhere
    assert "开放图书馆”。周末开放。" in shown
    assert "公开账目”" not in shown  # only its number is another


def test_an_amendment_that_changes_nothing_is_not_made(plan, tmp_path):
    with pytest.raises(SystemExit):
        call_command(
            "make_circular",
            str(plan),
            "--kind",
            "amendment",
            "--amends",
            str(plan),
            "--out",
            str(tmp_path / "a"),
        )

    assert not (tmp_path / "a").exists()


def test_another_document_is_asked_for_only_by_an_amendment(plan, tmp_path, capsys):
    for arguments in (["--kind", "amendment"], ["--amends", str(plan)]):
        with pytest.raises(SystemExit):
            call_command("make_circular", str(plan), "--out", str(tmp_path / "paper.pdf"), *arguments)

        assert "--amends" in capsys.readouterr().err


def test_every_body_seals_with_its_picture(plan, tmp_path):
    ours, theirs, out = tmp_path / "ours.png", tmp_path / "theirs.png", tmp_path / "paper.pdf"
    ours.write_bytes(seal_picture())
    theirs.write_bytes(seal_picture(size=(700, 700)))

    call_command(
        *("make_circular", str(plan), "--out", str(out), "--seal", str(ours), "--partner", "临溪县财政局"),
        *("--partner-seal", str(theirs)),
    )

    document = pypdfium2.PdfDocument(out)
    images = [list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])) for page in document]
    widths = [image.get_px_size()[0] for page in images for image in page]
    document.close()
    assert sorted(widths) == [600, 700]


def test_what_is_no_seal_is_said(plan, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("make_circular", str(plan), "--out", str(tmp_path / "paper.pdf"), "--seal", str(plan))

    assert "PNG" in capsys.readouterr().err
