"""Start the portal on this machine: one web server, one Celery process, and nothing else to install or to know.

Prepares the database, loads the demo data into an empty one, starts both, waits until the portal answers, and stops
both on Ctrl-C or when told to. What they say goes to var/log/. Needs no terminal.

    PORT=8001   another port            HOST=0.0.0.0   answer other machines too (set ALLOWED_HOSTS as well)
"""

import argparse
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
LOGS = DATA / "log"
HOST = os.environ.get("HOST", "127.0.0.1")
PATIENCE_TO_START = 180  # seconds until the portal must answer
PATIENCE_TO_STOP = 10  # seconds for a job that is running; the row is the queue, so none is lost after that


def main() -> None:
    options = read_options()
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGHUP, on_signal)
    LOGS.mkdir(parents=True, exist_ok=True)
    try:
        if options.only_demo:
            prepare_database()
            manage("load_demo", "--accounts")
        else:
            with only_once(options.port):
                run(options.port)
    except Stopped:
        say("\nStopped.")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Start the portal on this machine.")
    parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
    parser.add_argument("--only-demo", action="store_true", help="load the demo data and start nothing")
    options = parser.parse_args()
    if not options.port.isdecimal() or not 0 < int(options.port) < 65536:
        fail(f"PORT is {options.port!r}; it must be a number from 1 to 65535.")
    options.port = int(options.port)
    return options


def run(port: int) -> None:
    refuse_busy_port(port)
    if port != 8000:
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    prepare_database()
    collect_static_files()
    say("Starting the web server and the worker …")
    services: list[Service] = []
    try:
        services.append(web_server(port))
        services.append(worker())
        wait_until_it_answers(port, services)
        show_the_way_in(port)
        watch(services)
    finally:
        stop(services)


# Before the start


@contextmanager
def only_once(port: int) -> Iterator[None]:
    """Refuse a second portal on the same data: two clocks would ring every bell twice."""
    with (DATA / "running").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            fail(f"The portal is already running from this folder: http://localhost:{note.read()}/")
        note.truncate(0)
        note.write(str(port))
        note.flush()
        yield


def refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            fail(f"Port {port} is reserved for root. Choose another: make run PORT=8001")
        except OSError as error:
            fail(
                f"Port {port} can not be used here ({error.strerror}). Choose another: make run PORT={port + 1}"
            )


def prepare_database() -> None:
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("load_demo", "--if-empty")


def collect_static_files() -> None:
    """Collect and compress them, when one is newer than the last time (takes some seconds)."""
    stamp = DATA / "static-collected"
    folders = [ROOT / "static", *ROOT.glob("*/static")]
    sources = [
        ROOT / "requirements.txt",
        *folders,
        *(path for folder in folders for path in folder.rglob("*")),
    ]
    newest = max(path.stat().st_mtime for path in sources if path.exists())
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        stamp.unlink(missing_ok=True)
        manage("collectstatic", "--noinput", "--verbosity", "0")
        stamp.touch()


def manage(*arguments: str) -> None:
    """Run one management command, and end with its words when it fails."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        fail(f"This step failed, and the lines above say why: manage.py {' '.join(arguments)}")


# The two services


@dataclass
class Service:
    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])


def web_server(port: int) -> Service:
    return start(
        "web",
        *(
            "gunicorn",
            "config.wsgi:application",
            "--bind",
            f"{HOST}:{port}",
            "--workers",
            "2",
            "--threads",
            "4",
        ),
        *("--no-control-socket", "--graceful-timeout", "5", "--access-logfile", str(LOGS / "access.log")),
    )


def worker() -> Service:
    # The clock (-B) runs inside the one worker; several machines run `celery beat` on its own instead.
    return start(
        "worker", *("celery", "-A", "config", "worker", "-B", "-P", "threads", "-c", "2", "-l", "INFO")
    )


def start(name: str, module: str, *arguments: str) -> Service:
    log = LOGS / f"{name}.log"
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    # In a session of its own, so that Ctrl-C reaches only this script, which then stops both in order; and tied to
    # this script's life, so that none is left behind if it is killed outright.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*tied, sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Service(name, process, log)


def wait_until_it_answers(port: int, services: list[Service]) -> None:
    # Straight to this machine, whatever proxy the environment names.
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_TO_START
    while time.monotonic() < end:
        complain_of_the_dead(services)
        with suppress(urllib.error.URLError, OSError), browser.open(address(port) + "health/", timeout=5):
            return
        time.sleep(0.2)
    fail(
        f"The portal did not answer within {PATIENCE_TO_START} seconds. {services[0].log} says:\n{services[0].last_words}"
    )


def address(port: int) -> str:
    return f"http://{'localhost' if HOST in {'127.0.0.1', '0.0.0.0'} else HOST}:{port}/"  # noqa: S104 - compared, not bound


def show_the_way_in(port: int) -> None:
    manage("load_demo", "--accounts")
    say(f"\nThe portal is at {address(port)}\nWhat it does is written to {LOGS}/. Ctrl-C stops it.")


def watch(services: list[Service]) -> NoReturn:
    while True:
        complain_of_the_dead(services)
        time.sleep(0.5)


def complain_of_the_dead(services: list[Service]) -> None:
    for service in services:
        if (code := service.process.poll()) is not None:
            fail(
                f"The {service.name} process ended by itself ({code}). {service.log} says:\n{service.last_words}"
            )


def stop(services: list[Service]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # once is enough: this takes seconds and must end
    for service in services:
        signal_group(service, signal.SIGTERM)
    end = time.monotonic() + PATIENCE_TO_STOP
    for service in services:
        with suppress(subprocess.TimeoutExpired):
            service.process.wait(max(0.0, end - time.monotonic()))
        signal_group(service, signal.SIGKILL)
        service.process.wait()


def signal_group(service: Service, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(service.process.pid, number)


# Words and signals


class Stopped(BaseException):
    """Somebody asked the portal to stop."""


def on_signal(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


def say(words: str) -> None:
    print(words, flush=True)


def fail(words: str) -> NoReturn:
    print(words, file=sys.stderr, flush=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
