"""Prove that document numbers are consecutive, however many issue at once and whoever is killed meanwhile.

    python scripts/prove_numbers.py [PAPERS] [CLIENTS]

Clients are processes of their own, on the database that DATABASE_URL names or on a SQLite of its own; each issues its
share of the approved plans, and some are killed (-9) in the middle of it and started again. Its last line says what
stands in the register then; a number given twice or left out ends in failure.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from multiprocessing.context import ForkProcess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.core.management import call_command
from django.db import OperationalError, connection, connections

PAUSE = (0.2, 0.8)  # seconds between two kills


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    clients = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory(prefix="portal-proof.") as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "on", "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(0 if prove(papers, clients) else 1)


def prove(papers: int, clients: int) -> bool:
    """Whether so many papers, issued by so many clients, have the numbers from 1 on, each once."""
    # After setup only: these want the database that was just named.
    from circulars.models import Circular, NumberRegister  # noqa: PLC0415
    from circulars.queries import register_faults  # noqa: PLC0415
    from tests.circulars.factories import make_bureau, make_editor  # noqa: PLC0415
    from tests.workplans.factories import make_plan  # noqa: PLC0415
    from workplans.models import Plan  # noqa: PLC0415

    bureau = make_bureau()
    editor = make_editor(bureau)
    for number in range(papers):
        make_plan(bureau, editor, state=Plan.State.APPROVED, title=f"第{number}份工作要点")
    began = time.monotonic()
    kills = run(editor.username, papers, clients)
    serials = sorted(Circular.objects.values_list("serial", flat=True))
    distinct = set(serials)
    gaps = len(set(range(1, max(distinct, default=0) + 1)) - distinct)
    faults = register_faults(NumberRegister.objects.all())
    print(f"{connection.vendor}: {clients} clients, {kills} kills, {time.monotonic() - began:.1f} s")
    print("\n".join(faults), end="\n" if faults else "")
    print(f"prove-numbers issued={len(serials)} distinct={len(distinct)} gaps={gaps}")
    return len(serials) == len(distinct) == papers and not gaps and not faults


def run(username: str, papers: int, clients: int) -> int:
    """Let the clients issue all plans, killing one now and then; returns how many were killed."""
    chance = random.Random(1)  # noqa: S311 - whom to kill
    forks = multiprocessing.get_context("fork")

    def start(place: int) -> ForkProcess:
        client = forks.Process(target=issue_share, args=(username, place, clients))
        connections.close_all()  # a child gets none of ours
        client.start()
        return client

    running = {place: start(place) for place in range(clients)}
    kills = 0
    try:
        while running:
            time.sleep(chance.uniform(*PAUSE))
            for place, client in list(running.items()):
                if client.exitcode == 0:
                    del running[place]
                elif client.exitcode is not None:
                    raise SystemExit(f"client {place} ended with {client.exitcode}")
            # As many as there are clients, so that the rest can come to an end.
            if running and kills < clients and begun(papers):
                place = chance.choice(list(running))
                running[place].kill()
                running[place].join()
                running[place] = start(place)
                kills += 1
    finally:
        for client in running.values():
            client.kill()
    return kills


def begun(papers: int) -> bool:
    """Whether papers are being issued: a client killed before its first one proves nothing."""
    from circulars.models import Circular  # noqa: PLC0415 - after setup only

    return 0 < Circular.objects.count() < papers


def issue_share(username: str, place: int, clients: int) -> None:
    """Issue every plan whose turn it is at this client; those a predecessor issued before it was killed are done."""
    from django.utils import timezone  # noqa: PLC0415

    from circulars.services import issue_plan  # noqa: PLC0415
    from districts.models import User  # noqa: PLC0415
    from workplans.models import Plan  # noqa: PLC0415

    editor = User.objects.get(username=username)
    mine = [
        plan for plan in Plan.objects.filter(state=Plan.State.APPROVED).order_by("pk")
        if plan.pk % clients == place
    ]  # fmt: skip
    for plan in mine:
        while True:
            try:
                issue_plan(plan=plan, by=editor, signed_on=timezone.localdate())
            except OperationalError as waited_too_long:
                # SQLite lets one write at a time and gives up after a while: one presses again.
                if "locked" not in str(waited_too_long):
                    raise
            else:
                break


if __name__ == "__main__":
    main()
