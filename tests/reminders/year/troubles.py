"""What befalls the machines: workers end without a last word, the broker forgets, the database restarts, mail stops."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection

from config.celery import app
from tests.districts.chat_servers import ChatServer
from tests.districts.mail_server import MailServer
from tests.polling import wait_for
from tests.reminders.year.tally import Tally
from tests.workers import Worker, empty_the_broker

ROOT_IS_NO_GUEST = (
    "--reuid=postgres",
    "--regid=postgres",
    "--clear-groups",
)  # PostgreSQL refuses to run as root


class Troubles:
    """`start_worker` gives a worker that may not be ready yet; `restart` ends the database and starts it again."""

    def __init__(
        self,
        dice: random.Random,
        tally: Tally,
        server: MailServer,
        start_worker: Callable[[], Worker],
        restart: Callable[[], None],
        chats: ChatServer,
    ) -> None:
        self.dice, self.tally, self.server, self.chats = dice, tally, server, chats
        self.start_worker, self.restart = start_worker, restart
        self.workers = [start_worker(), start_worker()]

    def befall(self, fate: int) -> bool:
        """One of five troubles, or none; somewhere in the middle of the work. Workers die most often."""
        troubles = (self.kill, self.kill, self.flush, self.restart_database, self.hang_up, self.fall_ill)
        if fate >= len(troubles):
            return False
        time.sleep(self.dice.random() * 1.5)
        troubles[fate]()
        return True

    def kill(self) -> None:
        number = self.dice.randrange(len(self.workers))
        self.workers[number].kill()
        self.workers[number] = self.start_worker()
        self.tally.kills += 1

    def flush(self) -> None:
        forget_everything()
        self.tally.flushes += 1

    def restart_database(self) -> None:
        self.restart()
        self.tally.restarts += 1

    def hang_up(self) -> None:
        self.server.hangs_up = True
        time.sleep(self.dice.random() * 2)
        self.server.hangs_up = False
        self.tally.hang_ups += 1

    def fall_ill(self) -> None:
        """The next requests to the chat providers go wrong: some before they are taken, some when they are."""
        ills = ("before: 500", "before: hang up", "hang up", "half")
        with self.chats.lock:
            self.chats.ills += [self.dice.choice(ills) for _request in range(3)]
        self.tally.ills += 1


def forget_everything() -> None:
    """Not only the jobs that wait: all that the broker knows."""
    if settings.BROKER_URL.startswith("redis"):
        with app.connection_for_write() as there:
            there.default_channel.client.flushall()
    else:
        empty_the_broker()


def end_all_sessions() -> None:
    """What clients see of a database that is restarted, where others need the server too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


class OwnPostgres:
    """A server that is ours alone, as `scripts/with_services.sh` starts one: ended as by a power cut, started again."""

    def __init__(self) -> None:
        self.folder = Path(
            str(connection.settings_dict["HOST"] or connection.settings_dict["OPTIONS"]["host"])
        )
        self.process: subprocess.Popen[bytes] | None = None
        # It was started for speed. What it calls committed must outlive the server, or the proof would blame the portal.
        self.restart(signal.SIGINT)

    def restart(self, how: int = signal.SIGQUIT) -> None:
        """End it at once (SIGQUIT: it recovers as after a crash) and wait until it answers again."""
        connection.close()
        number = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        command = [
            part.decode() for part in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0") if part
        ]
        os.kill(number, how)
        if self.process:
            self.process.wait()
        wait_for(lambda: not Path(f"/proc/{number}").exists(), what="PostgreSQL to end")
        as_postgres = ROOT_IS_NO_GUEST if os.getuid() == 0 else ()
        with (self.folder.parent / "postgres-again.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *("setpriv", "--pdeathsig", "QUIT", *as_postgres),
                    *(part.replace("synchronous_commit=off", "synchronous_commit=on") for part in command),
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        wait_for(answers, what="PostgreSQL to answer again")

    def end(self) -> None:
        connection.close()
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


def answers() -> bool:
    try:
        connection.ensure_connection()
    except OperationalError:
        return False
    return True
