"""信息公开, without a database: what contradicts itself is found, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from circulars.disclosure import Facts, contradictions, format_index, genre_of, misdated, oddities

DAY, LATER = date(2026, 1, 29), date(2026, 2, 2)
SOUND = Facts("public", "", "in_force", "", DAY, 2026, published_on=LATER, signed_off_on=DAY)


def test_an_index_number_is_of_body_year_and_five_digits():
    assert format_index("460100", 2026, 12) == "460100/2026-00012"


@pytest.mark.parametrize(
    ("title", "genre"),
    [("关于印发《要点》的通知", "通知"), ("工作意见（试行）", "意见"), ("工作要点", "其他"), ("复函", "函")],
)
def test_a_titles_end_names_the_genre(title, genre):
    assert genre_of(title) == genre


def test_what_is_sound_is_left_alone():
    assert not list(contradictions(SOUND))
    assert not list(oddities(SOUND))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"openness": "withheld", "published_on": None}, "reason_missing"),
        ({"openness": "request"}, "published_but_not_open"),
        ({"openness": "request", "published_on": None, "note": "此件公开发布"}, "paper_says_public"),
        ({"bears_secrecy_mark": True}, "secret_but_open"),
        ({"validity": "superseded"}, "successor_missing"),
        ({"replaced_by_signed_on": LATER}, "replaced_but_in_force"),
        ({"validity": "superseded", "replaced_by_signed_on": date(2025, 1, 1)}, "successor_is_older"),
    ],
)
def test_each_contradiction_is_found(changes, code):
    assert [found for _field, found in contradictions(replace(SOUND, **changes))] == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_off_on": LATER}, "dated_before_sign_off"),
        ({"signed_off_on": date(2026, 1, 28)}, "dated_after_sign_off"),
        ({"number_year": 2025}, "number_of_another_year"),
        ({"published_on": date(2026, 1, 28)}, "published_before_dated"),
    ],
)
def test_what_is_odd_about_the_paper_is_found(changes, code):
    assert list(oddities(replace(SOUND, **changes))) == [code]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"signed_on": LATER, "printed_on": LATER}, []),  # of several bodies the last one signed later
        ({"signed_off_on": LATER}, [("signed_on", "dated_before_sign_off")]),
        ({"signed_on": date(2026, 2, 3)}, [("signed_on", "dated_in_the_future")]),
        ({"number_year": 2025}, [("reserved", "number_of_another_year")]),
        ({"printed_on": date(2026, 1, 28)}, [("printed_on", "printed_before_dated")]),
    ],
)
def test_a_day_that_cannot_be_true_is_found_before_the_paper_is_issued(changes, found):
    assert list(misdated(replace(SOUND, **changes), today=LATER)) == found
