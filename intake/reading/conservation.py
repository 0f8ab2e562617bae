"""Nothing is lost: every visible character of the source stands in the outline, or in what it set aside."""

from collections import Counter
from collections.abc import Iterator

from intake.reading.blocks import is_visible
from intake.reading.outline import CAPTION, Outline, OutlineSection


def missing_characters(source_text: str, outline: Outline) -> str:
    """The visible characters of the source that the outline does not hold, in the order of the source.

    What is derived from other fields does not count: number, issuer and dates, offices, targets, deadlines.
    """
    return _more(source_text, "".join(kept_texts(outline)))


def invented_characters(source_text: str, outline: Outline) -> str:
    """The visible characters of the outline that the source has not: text that was doubled or made up."""
    return _more("".join(kept_texts(outline)), source_text)


def _more(text: str, held: str) -> str:
    """The characters that the first text has more often than the second."""
    surplus = Counter(text) - Counter(held)
    found = []
    for character in reversed(text) if surplus else ():
        if surplus[character] > 0:
            surplus[character] -= 1
            if is_visible(character):
                found.append(character)
    return "".join(reversed(found))


def kept_texts(outline: Outline) -> Iterator[str]:
    """Every text that the outline took from the source, once each."""
    yield from (text for text in (outline.title, outline.notice_title, outline.addressee) if text)
    yield from outline.metadata.values()
    yield from (name for name in outline.metadata if name != CAPTION)
    yield from outline.preamble
    for section in outline.sections:
        yield from _section_texts(section)
    yield from outline.closing
    for entry in outline.calendar:
        yield from (
            "" if entry.repeated else entry.as_written,
            entry.work,
            entry.offices_as_written,
            *entry.remarks,
        )
    yield from (aside.text for aside in outline.set_aside)


def _section_texts(section: OutlineSection) -> Iterator[str]:
    yield from (section.label, section.title, *section.text)
    for task in section.tasks:
        yield from (task.label, task.title, task.body)
    for below in section.sections:
        yield from _section_texts(below)
