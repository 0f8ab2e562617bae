"""All cases of tests/<room>/access_cases.py, and the views that they are about."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from config.checks import site_map
from tests.access_world import Case

ROOMS = sorted(file.parent.name for file in Path(__file__).parent.glob("*/access_cases.py"))
VIEWS: dict[str, Callable[..., Any]] = {str(pattern.name): pattern.callback for _route, pattern in site_map()}


def cases_of(room: str) -> dict[str, tuple[Case, ...]]:
    """By URL name."""
    cases = import_module(f"tests.{room}.access_cases").CASES
    return {name: case if isinstance(case, tuple) else (case,) for name, case in cases.items()}
