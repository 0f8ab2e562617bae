"""Putting a printed paper's files into their places."""

from hashlib import sha256

from circulars.files import keep_file
from circulars.press import PaperFailed, PrintedPaper


def keep_printed(printed: PrintedPaper, *, folder: str, content_hash: str) -> dict[str, str]:
    """Both files kept, as fields of a row. A file's name follows from what is in it. Raises PaperFailed."""
    kept: dict[str, str] = {}
    for field, content in (("pdf", printed.pdf), ("docx", printed.docx)):
        checksum = sha256(content).hexdigest()
        name = f"{folder}/{content_hash[:16]}-{checksum[:16]}.{field}"
        try:
            keep_file(name, content)
        except OSError as failure:
            raise PaperFailed("not_kept", failure.strerror or str(failure)) from failure
        kept |= {field: name, f"{field}_sha256": checksum}
    return kept
