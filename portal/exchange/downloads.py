"""Workbooks and Word files as answers."""

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def workbook(content: bytes, name: str) -> HttpResponse:
    """The bytes of a workbook as a file to keep; `name` without its ending, in plain letters."""
    return _file(content, f"{name}.xlsx", XLSX)


def word_file(content: bytes, name: str) -> HttpResponse:
    """The same for a Word file."""
    return _file(content, f"{name}.docx", DOCX)


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
