"""Refusals in sentences: what is the matter with a file, and what to do about it."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from portal.exchange.limits import MOST_COLUMNS, MOST_ROWS, Refused


def sentence_of(refused: Refused, labels: Mapping[str, str]) -> str:
    """The refusal for a person; `labels` are the headings of the columns."""
    sentences = {
        "too_big": _("The file is larger than %(megabytes)s MB. Please split it."),
        "empty": _("The file is empty."),
        "old_excel": _("This is a file of an old Excel (.xls). Please save it as .xlsx and bring it again."),
        "locked": _("The file is protected by a password. Please save it without one and bring it again."),
        "not_excel": _(
            "This is not an Excel file. Please bring an .xlsx or a .csv file, best of all our template."
        ),
        "damaged": _(
            "The file cannot be opened; it seems to be damaged. Please save it anew and bring it again."
        ),
        "unpacks_too_big": _("Unpacked, the file is far too large. Please copy the rows into our template."),
        "unreadable_text": _(
            "The text of this file cannot be read. Please save it as .xlsx and bring it again."
        ),
        "no_header": _("The row with the headings was not found. It needs at least: %(columns)s."),
        "column_missing": _("The file has no column “%(columns)s”."),
        "column_twice": _("The column “%(columns)s” stands in the file twice."),
        "no_rows": _("Below the headings the file has no rows."),
        "too_many_rows": _("The file has more than %(rows)s rows. Please split it."),
        "too_many_columns": _("The file has more than %(most_columns)s columns. Please use our template."),
    }
    return sentences[refused.code] % {
        "megabytes": settings.EXCEL_LIMIT_BYTES // (1024 * 1024),
        "rows": MOST_ROWS,
        "most_columns": MOST_COLUMNS,
        "columns": "、".join(labels.get(name, name) for name in refused.columns),
    }
