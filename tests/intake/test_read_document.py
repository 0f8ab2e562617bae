"""The command: an outline as JSON or as a tree, a refusal as one sentence."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils.translation import override

from intake.reading import Outline, read_document
from tests.samples import SAMPLES, sample_text


def test_outline_is_printed_as_json(capsys: pytest.CaptureFixture[str]):
    call_command("read_document", str(SAMPLES / "notice_with_plan.txt"), "--json")

    printed = json.loads(capsys.readouterr().out)
    assert Outline.from_dict(printed) == read_document(
        sample_text("notice_with_plan"), "notice_with_plan.txt"
    )
    assert {aside["why"] for aside in printed["set_aside"]} >= {"红头", "发文字号", "名称后的冒号"}


def test_warnings_are_sentences_in_chinese(capsys: pytest.CaptureFixture[str]):
    call_command("read_document", str(SAMPLES / "site_header.txt"), "--json")

    assert json.loads(capsys.readouterr().out)["warnings"] == [
        "落款日期与文件信息中的日期不一致（2026-02-18 / 2026-02-20），以落款为准。"
    ]


def test_tree_shows_sections_tasks_and_months(capsys: pytest.CaptureFixture[str]):
    call_command("read_document", str(SAMPLES / "school_year_with_calendar.txt"))

    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "标题: 2025学年海云市教育局直属学校工作意见"
    assert "一、筑牢立德树人根基，促进学生全面发展" in printed
    assert "  1． 上好开学第一周" in printed
    assert "2025-09–2025-11  中小学生阅读节（至11月）  德体处" in printed


def test_refusal_is_one_sentence_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    scan = tmp_path / "plan.docx"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")

    with pytest.raises(SystemExit) as stopped:
        call_command("read_document", str(scan))

    printed = capsys.readouterr()
    assert stopped.value.code == 1
    assert printed.out == ""
    assert printed.err == (
        "这不是 Word 或文本文件（不论文件名是什么）。请用 Word 或 WPS 打开，另存为 .docx 后再上传。\n"
    )


def test_missing_file_is_said_plainly(capsys: pytest.CaptureFixture[str]):
    with override("en"), pytest.raises(SystemExit):
        call_command("read_document", "nowhere.docx")

    assert capsys.readouterr().err == "The file cannot be opened: nowhere.docx\n"
