"""Follow-up: see tests/access_world.py."""

from tests.access_world import Case

CASES = {"reminder_list": Case(), "reminder_preview": Case()}
