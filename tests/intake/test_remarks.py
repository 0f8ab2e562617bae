"""Every code that the reading gives has its sentence."""

import re
from pathlib import Path

import intake.reading
from intake.reading import Refused, refused
from intake.refusals import SENTENCES, refusal_sentence
from intake.remarks import REASONS, WARNINGS, warning_sentence

SOURCE = "\n".join(path.read_text() for path in Path(intake.reading.__file__).parent.glob("*.py"))


def test_every_refusal_has_its_sentence():
    kinds = [kind for kind in vars(refused).values() if isinstance(kind, type) and issubclass(kind, Refused)]

    assert set(SENTENCES) == {kind.code for kind in kinds if kind is not Refused}


def test_every_code_set_aside_or_warned_of_has_its_sentence():
    asides = set(re.findall(r'(?:SetAside|_keep_aside)\([^\n]*, "([a-z_]+)"\)', SOURCE))
    warnings = set(re.findall(r'OutlineWarning\("([a-z_]+)"', SOURCE))

    assert asides <= set(REASONS)
    assert warnings <= set(WARNINGS)


def test_unknown_refusal_still_says_what_to_do():
    assert "docx" in refusal_sentence("something new")


def test_warning_names_the_text_concerned():
    assert warning_sentence("month_unread", "第1周").endswith("第1周")
