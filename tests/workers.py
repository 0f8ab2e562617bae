"""Real Celery workers: processes of their own on the test's database and broker."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from config.celery import app
from tests.polling import PATIENCE, wait_for

numbers = count(1)
ERROR_LINE = re.compile(r"^.*\b(?:ERROR|CRITICAL)\b.*$", re.MULTILINE)


@dataclass
class Worker:
    """One `celery -A config worker`, as it runs in service."""

    pool: str
    concurrency: int
    beat: bool = False
    may_log_errors: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start, and return when it takes jobs."""
        self.launch()
        wait_for(self.is_ready, what="the worker to be ready", tell=lambda: self.last_words)

    def launch(self) -> None:
        """Start, and return at once."""
        number = next(numbers)
        self.name = f"test{number}@{settings.DATA_DIR.name}"
        self.log_file = Path(settings.DATA_DIR) / f"worker-{number}.log"
        with self.log_file.open("w") as log:
            self.process = subprocess.Popen(
                [*self.command(), *(["-B"] if self.beat else [])],
                env=self.surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def command(self) -> list[str]:
        # -O fair and the rest are as in service; gossip and mingle only matter among several workers.
        return [
            *(sys.executable, "-m", "celery", "-A", "config", "worker", "-n", self.name),
            *("-P", self.pool, "-c", str(self.concurrency), "-I", "tests.jobs"),
            *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
        ]

    def surroundings(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            **self.environment,
        }

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"The worker ended with {self.process.returncode}:\n{self.log}")
        return f"{self.name} ready." in self.log

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def last_words(self) -> str:
        """The end of its log: what it was doing."""
        return "\n".join(self.log.splitlines()[-40:])

    @property
    def logged_errors(self) -> list[str]:
        return ERROR_LINE.findall(self.log)

    def kill(self) -> None:
        """End it as a power cut would: no last word, its children with it."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it as a deployment does: the running job may finish."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process.poll() is None:
            with suppress(ProcessLookupError):
                if number == signal.SIGKILL:
                    os.killpg(self.process.pid, number)
                else:
                    self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE)


def end_as_interrupted() -> None:
    """A script that is asked to end, or whose terminal is closed, ends as if interrupted: its workers go with it."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


def database_url() -> str:
    """The address of the database the test itself is using."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    where = connection.settings_dict
    credentials = (
        f"{quote(where['USER'])}:{quote(where['PASSWORD'])}" if where["PASSWORD"] else quote(where["USER"])
    )
    port = f":{where['PORT']}" if where["PORT"] else ""
    socket = where.get("OPTIONS", {}).get("host")
    return f"postgresql://{credentials}@{where['HOST']}{port}/{quote(name)}" + (
        f"?host={socket}" if socket else ""
    )


def empty_the_broker() -> None:
    """Forget every job that waits, so that no test inherits another's."""
    app.control.purge()
