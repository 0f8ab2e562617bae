"""scripts/with_services.sh: a PostgreSQL and a Redis for one command, and no trace of them."""

import os
import signal
import subprocess
from pathlib import Path

from django.conf import settings

from tests.polling import PATIENCE, wait_for

SCRIPT = str(Path(settings.BASE_DIR) / "scripts/with_services.sh")
SAY_WHERE = 'echo "$DATABASE_URL" > "$0"; '


def test_the_command_finds_both_and_its_exit_status_is_passed_on(tmp_path: Path) -> None:
    asks = 'psql "$DATABASE_URL" -Atc "SHOW server_encoding"; redis-cli -s "${BROKER_URL#*://}" ping; exit 7'

    done = subprocess.run(
        [SCRIPT, "bash", "-c", SAY_WHERE + asks, tmp_path / "where"], capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (7, "UTF8\nPONG\n"), done.stderr
    assert not folder_in(tmp_path / "where").exists()


def test_told_to_stop_it_takes_everything_down(tmp_path: Path) -> None:
    process = start_sleeping(tmp_path / "where")

    process.terminate()

    assert process.wait(timeout=PATIENCE) == 128 + signal.SIGTERM
    assert not folder_in(tmp_path / "where").exists()
    assert who_works_in(folder_in(tmp_path / "where")) == []


def test_killed_outright_it_leaves_nothing_running_and_nothing_lying_about(tmp_path: Path) -> None:
    process = start_sleeping(tmp_path / "where")

    process.kill()

    process.wait(timeout=PATIENCE)
    folder = folder_in(tmp_path / "where")
    wait_for(lambda: not folder.exists() and not who_works_in(folder), what="the servers to be gone")


def start_sleeping(note: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([SCRIPT, "bash", "-c", SAY_WHERE + "exec sleep 1000", note])
    wait_for(lambda: note.exists() and note.read_text(), what="the command to be started")
    assert folder_in(note).exists()
    return process


def folder_in(note: Path) -> Path:
    """Where the servers of this run keep everything."""
    return Path(note.read_text().strip().rpartition("host=")[2]).parent


def who_works_in(folder: Path) -> list[str]:
    """The processes that name the folder in their command line."""
    lines = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout.splitlines()  # noqa: S607
    return [line for line in lines if str(folder) in line and str(os.getpid()) not in line]
