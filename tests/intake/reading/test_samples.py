"""Every sample is read as its expectation says, from text and from Word, and keeps every character."""

import json

import pytest

from intake.reading import invented_characters, missing_characters, read_document, read_source
from tests.samples import SAMPLES, sample_names, sample_text, sample_word


@pytest.mark.parametrize("name", sample_names())
def test_sample_is_read_as_expected(name: str, rewrite_samples: bool):
    expectation = SAMPLES / f"{name}.json"

    read = read_document(sample_text(name), f"{name}.txt").to_dict()

    if rewrite_samples:
        expectation.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n")
    assert read == json.loads(expectation.read_text())


@pytest.mark.parametrize("name", sample_names())
def test_sample_reads_the_same_from_word(name: str):
    from_text = read_document(sample_text(name), f"{name}.txt")

    from_word = read_document(sample_word(name), f"{name}.docx")

    assert from_word == from_text


@pytest.mark.parametrize("name", sample_names())
def test_sample_loses_and_invents_no_character(name: str):
    text = sample_text(name)

    outline = read_document(text, f"{name}.txt")

    assert missing_characters(text.decode(), outline) == ""
    assert invented_characters(text.decode(), outline) == ""
    assert not [aside for aside in outline.set_aside if aside.code == "left_over"]


@pytest.mark.parametrize("name", sample_names())
def test_source_shows_every_character_of_the_sample(name: str):
    text = sample_text(name)

    shown = read_source(text, f"{name}.txt").text

    assert sorted("".join(shown.split())) == sorted("".join(text.decode().split()))


def test_every_sample_has_its_expectation():
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(sample_names())
