"""`make run`: what a newcomer sees first."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.polling import PATIENCE, wait_for
from tests.ports import free_port

RUN = [sys.executable, str(Path(settings.BASE_DIR) / "scripts/run.py")]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A newcomer's: nothing is set but the folder, so that no test meets a developer's portal."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "FONTS_DIR") if name in os.environ}
    return {**kept, "DATA_DIR": str(tmp_path), "PORT": str(free_port())}


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path) -> Iterator["Running"]:
    running = Running(environment, tmp_path / "said.txt")
    yield running
    running.stop()


class Running:
    """A `make run` without a terminal."""

    def __init__(self, environment: dict[str, str], said: Path) -> None:
        self.environment, self.file = environment, said

    def start(self) -> None:
        with self.file.open("w") as said:
            self.process = subprocess.Popen(
                RUN, env=self.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
        wait_for(
            self.invites,
            timeout=5 * PATIENCE,
            what="the portal's address to be printed",
            tell=lambda: self.said,
        )

    def invites(self) -> bool:
        assert self.process.poll() is None, self.said
        return "Ctrl-C stops it" in self.said

    def stop(self) -> None:
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=PATIENCE)

    @property
    def said(self) -> str:
        return self.file.read_text()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.environment['PORT']}/"

    @property
    def children(self) -> dict[str, int]:
        """Whoever works on this data, by the module they run; of several, the one that started the others."""
        found: dict[str, int] = {}
        for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda folder: int(folder.name)):
            with suppress(OSError):
                words = (folder / "cmdline").read_bytes().decode().split("\0")
                mine = f"DATA_DIR={self.environment['DATA_DIR']}" in (folder / "environ").read_text()
                if mine and words[1:2] == ["-m"]:
                    found.setdefault(words[2], int(folder.name))
        return found


def test_from_an_empty_folder_to_a_portal_with_people_and_back(running: Running) -> None:
    running.start()

    assert f"The portal is at {running.address}" in running.said
    assert "editor" in running.said
    assert urllib.request.urlopen(running.address).status == 200  # noqa: S310 - our own address
    # a paper of the demo may just be in its press
    assert set(running.children) - {"circulars.press.child"} == {"gunicorn", "celery"}

    second = subprocess.run(
        RUN, env={**running.environment, "PORT": str(free_port())}, capture_output=True, text=True
    )
    assert second.returncode == 1
    assert f"The portal is already running from this folder: {running.address}" in second.stderr

    running.stop()
    assert running.process.returncode == 0
    assert running.children == {}

    running.start()
    os.kill(running.children["celery"], signal.SIGKILL)
    running.process.wait(timeout=PATIENCE)
    assert running.process.returncode == 1
    assert "The worker process ended by itself (-9)" in running.said
    assert running.children == {}


def test_a_port_in_use_is_named_and_nothing_is_begun(environment: dict[str, str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", int(environment["PORT"]))):
        done = subprocess.run(RUN, env=environment, capture_output=True, text=True)

    assert done.returncode == 1
    assert f"Port {environment['PORT']} can not be used here (Address already in use)" in done.stderr
    assert not (tmp_path / "db.sqlite3").exists()


@pytest.mark.parametrize("port", ["none", "0", "70000"])
def test_a_port_that_is_none_is_refused(environment: dict[str, str], port: str) -> None:
    done = subprocess.run(RUN, env={**environment, "PORT": port}, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr == f"PORT is '{port}'; it must be a number from 1 to 65535.\n"
