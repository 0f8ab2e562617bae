"""What a person is told about an outline: why text was set aside, and what to look at before confirming."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.reading import Outline

REASONS = {
    "annotation": _("Reading aid above the characters"),
    "attachment": _("Attachment that is not part of the plan"),
    "attachment_mark": _("The word that announces an attachment"),
    "byline": _("Name of the reporter"),
    "calendar_header": _("Column names of the calendar"),
    "calendar_title": _("Title of the calendar"),
    "colon": _("Colons behind names"),
    "comment": _("Comment in the margin"),
    "contents": _("Table of contents"),
    "conversion_mark": _("Mark left by a conversion"),
    "deleted": _("Deleted while changes were tracked"),
    "footnote": _("Footnote"),
    "hidden": _("Hidden text"),
    "left_over": _("Found no place"),
    "month_without_work": _("Month without work"),
    "number": _("Document number"),
    "page_footer": _("Page footer"),
    "page_header": _("Page header"),
    "page_number": _("Page number"),
    "print_note": _("Note on printing or publication"),
    "red_head": _("Red head of the paper"),
    "repeated_header": _("Header data given twice"),
    "row_number": _("Numbers in the calendar; the months give the order"),
    "row_without_work": _("Row without work"),
    "rule": _("Dividing line"),
    "sign_off": _("Sign-off, read as issuer and date"),
    "site": _("Text of the web site around the document"),
    "table": _("Table that is no calendar"),
    "text_box": _("Text box"),
}

WARNINGS = {
    "attachment": _("An attachment was set aside, not read into the plan: %(about)s"),
    "comment": _("A comment in the margin was set aside: %(about)s"),
    "dates_differ": _(
        "The sign-off and the header give different dates (%(about)s); the sign-off's was taken."
    ),
    "deleted": _("The document has tracked changes. Deleted text was set aside: %(about)s"),
    "embedded_part": _(
        "The document embeds another one, which was not read. Please compare with the original."
    ),
    "entry_without_month": _("No month could be read for this work: %(about)s"),
    "footnote": _("A footnote was set aside: %(about)s"),
    "hidden": _("Hidden text was set aside: %(about)s"),
    "left_over": _("These characters found no place and were set aside: %(about)s"),
    "month_unread": _("This was not understood as a month: %(about)s"),
    "nested_table": _("A table inside a table was read line by line. Please compare with the original."),
    "no_headings": _(
        "No heading and no numbered task was found. The whole text stands before the first section: please add the "
        "headings yourself."
    ),
    "no_tasks": _("No numbered task was found. Please compare with the original."),
    "no_title": _("No title was found. Please write one."),
    "number_jumps": _("The number does not follow the one before; something may be missing: %(about)s"),
    "past_work": _("This part looks back on past work; its items were kept as text, not as tasks: %(about)s"),
    "pictures": _("Pictures were not read (%(about)s)."),
    "section_without_tasks": _("This heading has text but no numbered task: %(about)s"),
    "table": _("A table that is no calendar was set aside: %(about)s"),
    "text_box": _("A text box was set aside: %(about)s"),
}


def reason_sentence(code: str) -> str:
    """Why a text was set aside, in the language now spoken."""
    return str(REASONS[code])


def warning_sentence(code: str, about: str) -> str:
    """What to look at, with the text concerned, in the language now spoken."""
    return str(WARNINGS[code]) % {"about": about}


def outline_json(outline: Outline) -> dict[str, Any]:
    """The outline as JSON, its reasons and warnings in sentences."""
    return outline.to_dict(reason_sentence, warning_sentence)
