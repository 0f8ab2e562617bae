"""Prove that no paper is lost, half, twice or late when its workers are killed (-9) in the middle of printing it.

    python scripts/prove_render.py [KILLS]

Real workers on the database and broker that DATABASE_URL and BROKER_URL name, or on a SQLite and a folder of their
own. The last line says what was found; anything but noughts, or a paper later than two minutes, ends in failure.
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


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    with tempfile.TemporaryDirectory(prefix="portal-proof.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"SECRET_KEY": "a key for this run only, long enough for the checks of settings"}
        os.environ |= {
            "RENDER_AT_ONCE": "6"
        }  # two that print, and those that were killed and are not missed yet
        os.environ.setdefault("FONTS_DIR", str(ROOT / "var" / "fonts"))
        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(0 if run(kills) else 1)


def run(kills: int) -> bool:
    # After setup only: these want the database that was just named.
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.circulars.power_cuts import PowerCuts  # noqa: PLC0415
    from tests.workers import Worker, end_as_interrupted  # noqa: PLC0415

    end_as_interrupted()
    started: list[Worker] = []

    def start() -> Worker:
        pool = "threads" if settings.BROKER_URL.startswith("filesystem") else "prefork"
        started.append(Worker(pool=pool, concurrency=1))
        started[-1].start()
        return started[-1]

    began, cuts = time.monotonic(), PowerCuts(start)
    try:
        tally = cuts.run(kills)
    finally:
        for worker in started:
            worker.kill()
    print(f"{connection.vendor}: {cuts.kills} workers killed in {time.monotonic() - began:.0f} s")
    print(tally)
    return tally.holds


if __name__ == "__main__":
    main()
