"""What was copied out of Word or a mail, as lines of a plan.

Pure: text in, lines out. `intake/reading/` reads whole documents with their layout, and this room may not know it;
here are only the few marks a person pastes: 一、 and （一） are headings, 1. （1） ① ◆ are tasks. A line without a
mark belongs to what stands above it, or where nothing does, is a task.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMBER = "零〇一二三四五六七八九十百"
FIRST = re.compile(rf"^(?:第[{NUMBER}]+[章部]分?[、.．\s]*|[{NUMBER}]+[、.．]\s*)")
SECOND = re.compile(rf"^[（(][{NUMBER}]+[）)][、.．]?\s*")
TASK = re.compile(r"^(?:\d{1,3}[.．、)）](?!\d)\s*|[（(]\d{1,3}[）)][、.．]?\s*|[①-⑳]\s*|[◆●■▪•]\s*)")
SENTENCE_ENDS = "。！？!?"
BLANKS = " \t\u3000\u00a0\ufeff\u200b"

TITLE_LENGTH, HEADING_LENGTH = 300, 200


@dataclass
class PastedLine:
    """A line as `write_line` takes it: level 1 and 2 are headings, 3 is a task."""

    level: int
    title: str
    body: str = ""
    paragraphs: list[str] = field(default_factory=list, repr=False)

    def closed(self) -> PastedLine:
        """With the paragraphs below it in its body; those of a task without a text begin on a line of their own."""
        parts = [part for part in (self.body, *self.paragraphs) if part]
        body = "\n".join(parts)
        if parts and not self.body and self.level == 3:
            body = f"\n{body}"
        return PastedLine(self.level, self.title, body)


def read_pasted(text: str) -> list[PastedLine]:
    """The lines of a pasted text in order. Every character but the marks, blanks at the edges and empty lines is kept."""
    lines: list[PastedLine] = []
    for raw in re.split(r"[\r\n\v\f\u2028\u2029]+", text):
        words = raw.strip(BLANKS)
        if not words:
            continue
        line = _marked(words)
        if line is None and lines:
            lines[-1].paragraphs.append(words)
        else:
            lines.append(line or _task(words))
    return [line.closed() for line in lines]


def first_sentence(words: str) -> tuple[str, str]:
    """(title, rest): up to the first full stop or the end of the line, cut where it would be too long for a title."""
    line, newline, rest = words.partition("\n")
    end = min((at for at in (line.find(mark) for mark in SENTENCE_ENDS) if at >= 0), default=-1)
    cut = end + 1 if end >= 0 else len(line)
    cut = min(cut, TITLE_LENGTH)
    title, behind = line[:cut], line[cut:]
    return title, f"{behind}{newline}{rest}" if behind else f"{newline}{rest}" if rest else ""


def _marked(words: str) -> PastedLine | None:
    """A line that bears a mark, without it."""
    for level, mark in ((1, FIRST), (2, SECOND), (3, TASK)):
        found = mark.match(words)
        if not found or not words[found.end() :]:
            continue
        rest = words[found.end() :]
        return _task(rest) if level == 3 else _heading(level, rest)
    return None


def _heading(level: int, words: str) -> PastedLine:
    """A heading, or a task that is numbered like one: a heading ends with its line and is no whole sentence."""
    title, rest = first_sentence(words)
    if rest or len(title) > HEADING_LENGTH:
        return PastedLine(3, title, rest)
    return PastedLine(level, title)


def _task(words: str) -> PastedLine:
    title, rest = first_sentence(words)
    return PastedLine(3, title, rest)
