"""Reads shaped for a page: places, people, the trail."""

from districts.queries.people import people_of, seats_of
from districts.queries.places import (
    administrators_of,
    bureaus_of,
    offices_of,
    overview,
    schools_of,
)
from districts.queries.trail import TrailLine, TrailPage, history_of, trail_entries, trail_lines, trail_page

__all__ = [
    "TrailLine",
    "TrailPage",
    "administrators_of",
    "bureaus_of",
    "history_of",
    "offices_of",
    "overview",
    "people_of",
    "schools_of",
    "seats_of",
    "trail_entries",
    "trail_lines",
    "trail_page",
]
