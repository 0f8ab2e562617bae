"""Prove that what is owed is told once: thirteen months of reminders with killed workers, in minutes.

    python scripts/prove_reminders.py [DAYS]

Two real workers, three beats, a mail server and the providers of chats in miniature; the database and the broker are those of DATABASE_URL and
BROKER_URL, which must be ours alone (scripts/with_services.sh): they are ended and emptied. Without them a file and a
folder. The last line says what was found; anything missed, doubled or told too early ends in failure.
"""

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.core.management import call_command


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the workers end with it
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 396
    with tempfile.TemporaryDirectory(prefix="portal-proof.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "off", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"SECRET_KEY": "a key for this run only, long enough for the checks of settings"}
        os.environ |= {"LOG_LEVEL": "WARNING"}
        os.environ.setdefault("FONTS_DIR", str(ROOT / "var" / "fonts"))
        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(0 if run(days) else 1)


def run(days: int) -> bool:
    # After setup only: these want the database that was just named.
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from tests.districts.chat_servers import chat_server  # noqa: PLC0415
    from tests.districts.mail_server import mail_server  # noqa: PLC0415
    from tests.reminders.year import Size, Year  # noqa: PLC0415
    from tests.reminders.year.troubles import OwnPostgres, end_all_sessions  # noqa: PLC0415
    from tests.workers import Worker, empty_the_broker  # noqa: PLC0415

    pool = "threads" if settings.BROKER_URL.startswith("filesystem") else "prefork"
    started: list[Worker] = []
    began = time.monotonic()
    database = OwnPostgres() if connection.vendor == "postgresql" else None
    with mail_server() as server, chat_server(timezone.now()) as chats:

        def start_worker() -> Worker:
            ways = {
                "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
                "CHANNEL_ORIGINS_INSIDE": chats.origin,
            }
            started.append(Worker(pool=pool, concurrency=2, environment=ways))
            started[-1].launch()
            return started[-1]

        restart = database.restart if database else end_all_sessions
        year = Year(
            Size.of(days), server, chats, start_worker, trouble_every=8, restart=restart,
            say=lambda words: print(f"{time.monotonic() - began:5.0f} s: {words}", flush=True),
        )  # fmt: skip
        try:
            tally = year.live()
        finally:
            for worker in started:
                worker.kill()
            empty_the_broker()
            if database:
                database.end()
    print(f"{connection.vendor}: {days} days in {time.monotonic() - began:.0f} s; {tally.troubles}")
    for fault in tally.faults:
        print(fault)
    print(tally)
    return tally.holds


if __name__ == "__main__":
    main()
