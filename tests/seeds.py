"""Real plans, where they are at hand: beside the project (../shared/seeds), or where SEEDS_DIR says; never part of it."""

import os
from pathlib import Path

import pytest

SEEDS = Path(os.environ.get("SEEDS_DIR") or Path(__file__).resolve().parents[2] / "shared" / "seeds")
NUMBERS = ("000", "001", "002", "003", "004")
FORMS = ("txt", "docx")

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no plans at {SEEDS}: set SEEDS_DIR to try them")


def seed(number: str, form: str) -> tuple[bytes, str]:
    """The content and the name of one of them."""
    path = next(iter(SEEDS.glob(f"{number}_*.{form}")))
    return path.read_bytes(), path.name
