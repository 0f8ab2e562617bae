"""What a person is told whose file was turned away: why, and what to do next."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "empty": _("The file is empty. Please check that you chose the right one and upload it again."),
    "only_pictures": _(
        "The file holds only pictures, perhaps scans. Please upload the document they were made from, as .docx."
    ),
    "not_a_document": _(
        "This is not a Word or text file, whatever its name says. Please open it in Word or WPS, save it as .docx "
        "and upload that."
    ),
    "encrypted": _(
        "The file is locked with a password. Please remove the password in Word or WPS, save it and upload it again."
    ),
    "legacy_doc": _(
        "This is the older .doc format. Please open it in Word or WPS, choose “Save as”, format .docx, and upload "
        "that."
    ),
    "has_macros": _("The file carries macros. Please save it as a .docx without macros and upload that."),
    "too_large": _(
        "The file is too large: a plan may have up to 20 MB. Please shrink or remove its pictures and upload it again."
    ),
    "unpacks_too_large": _(
        "The file unpacks to far more than its own size, so it was not opened. Please copy its text into a new Word "
        "document and upload that."
    ),
    "too_tangled": _(
        "The file is cut into too many pieces to be read. Please copy its text into a new Word document and upload "
        "that."
    ),
    "broken": _(
        "The file is damaged and cannot be opened. Please open it in Word or WPS, let it be repaired, save it as "
        ".docx and upload that."
    ),
    "undecodable": _(
        "The characters of this text file cannot be recognised. Please save it as UTF-8, or as .docx, and upload that."
    ),
}
OTHERWISE = _("The file could not be read. Please save it as .docx in Word or WPS and upload that.")


def refusal_sentence(code: str) -> str:
    """The sentence for the code of a `Refused`, in the language now spoken."""
    return str(SENTENCES.get(code, OTHERWISE))
