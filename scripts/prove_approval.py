"""Prove that a plan's way holds: whatever editors, approvers and heads of offices try, in any order.

    python scripts/prove_approval.py [STEPS]

The services work on the database that DATABASE_URL names, or on a SQLite of their own. The last line says what was
found; anything but noughts ends in failure, with the shortest way there above it.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, settings


def main() -> None:
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(prefix="portal-proof.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"SECRET_KEY": "a key for this run only, long enough for the checks of settings"}
        os.environ.setdefault("FONTS_DIR", str(ROOT / "var" / "fonts"))
        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(0 if run(steps) else 1)


def run(steps: int) -> bool:
    # After setup only: these want the database that was just named.
    from django.db import connection  # noqa: PLC0415
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415

    from tests.workplans.plan_machine import PlanLife  # noqa: PLC0415

    began = time.monotonic()
    calm = settings(
        max_examples=20,
        stateful_step_count=80,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    tally = PlanLife.tally
    found = ""
    while tally.steps < steps and not found:
        try:
            run_state_machine_as_test(PlanLife, settings=calm)
        except AssertionError as broken:
            found = str(broken)
    print(
        f"{connection.vendor}: {tally.steps - tally.refused} done, {tally.refused} refused, {tally.issued} papers issued "
        f"in {time.monotonic() - began:.0f} s"
    )
    print(found, end="\n" if found else "")
    print(tally)
    return not found


if __name__ == "__main__":
    main()
