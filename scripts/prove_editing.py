"""Prove that nobody's words are overwritten unseen: pairs of edits at the same moment, through HTTP.

    python scripts/prove_editing.py [PAIRS]

A portal is served by gunicorn with processes and threads, on the database that DATABASE_URL names or on a SQLite of
its own. Its last line says what happened; anything but 0 silent overwrites ends in failure.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.core.management import call_command

from tests.ports import free_port, wait_until_open


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory(prefix="portal-proof.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "on", "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        port = free_port()
        with (Path(folder) / "web.log").open("w") as log:
            server = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}",
                    "--workers", "2", "--threads", "4", "--no-control-socket",
                ],
                cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        try:
            holds = run(f"http://127.0.0.1:{port}", pairs)
        finally:
            server.terminate()
            server.wait()
            log_text = (Path(folder) / "web.log").read_text(errors="replace")
    for word in ("database is locked", "Internal Server Error"):
        if word in log_text:
            holds = False
            print(f"The server says: {word}")
    sys.exit(0 if holds else 1)


def run(address: str, pairs: int) -> bool:
    # After setup only: these want the database that was just named.
    from django.db import connection  # noqa: PLC0415

    from tests.access_walk import session_of  # noqa: PLC0415
    from tests.districts.factories import make_district  # noqa: PLC0415
    from tests.proving import Person, prove  # noqa: PLC0415
    from tests.workplans.factories import make_editor, make_plan  # noqa: PLC0415

    district = make_district()
    editors = [make_editor(district), make_editor(district)]
    plan = make_plan(district, editors[0])
    task = plan.tasks.earliest("pk")
    people = [Person(address, session_of(editor)) for editor in editors]
    wait_until_open(address)
    began = time.monotonic()
    tally = prove(people, plan.pk, str(task.key), pairs)
    print(f"{connection.vendor}: {2 * pairs} pairs in {time.monotonic() - began:.1f} s")
    print("\n".join(tally.strange[:5]), end="\n" if tally.strange else "")
    print(tally)
    return tally.holds


if __name__ == "__main__":
    main()
