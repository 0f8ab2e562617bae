"""Documents for the tests, made as an office makes them."""

from __future__ import annotations

import io
import zipfile

from docx import Document

PLAN = """海云市教育局2026年工作要点
2026年，全市教育系统要做好以下工作。
一、办好学校
1．扩大学位供给。新建学校3所，8月底前投入使用。（责任处室：计划财务处、基础教育处）
2．减轻教师负担。报表一年不超过12张。（责任处室：办公室）
二、守住安全
3．排查隐患。隐患整改率达到100%。（责任处室：学校安全处）
附件：2026年工作行事历
月份	主要工作	责任处室
9月	开学检查（至10月）	基础教育处
11月	消防安全宣传	学校安全处、计划财务处
"""


def as_word(text: str = PLAN) -> bytes:
    """The text as a .docx, a paragraph a line."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def bomb() -> bytes:
    """A small zip whose document would unpack to two gigabytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            block = b" " * (1 << 24)
            for _ in range(128):
                entry.write(block)
    return file.getvalue()
