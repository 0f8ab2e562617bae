"""Whether one of the portal's services is well: for containers and for people. Says why when it is not.

python scripts/healthy.py web|worker|beat
"""

import os
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BEAT_SCHEDULE = Path(os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule"))  # noqa: S108 - private to its container
BEAT_WRITES_WITHIN = 600  # seconds; it notes what it has sent every three minutes


def web() -> None:
    """It answers, and so does its database."""
    port = os.environ.get("PORT", "8000")
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    browser.open(f"http://localhost:{port}/health/", timeout=8).close()


def worker() -> None:
    """It hears the broker and answers."""
    from config.celery import app  # noqa: PLC0415 - slow, and only this check needs it

    name = os.environ.get("WORKER_NAME", f"celery@{os.uname().nodename}")
    if not app.control.inspect(destination=[name], timeout=10, limit=1).ping():
        raise RuntimeError(f"{name} does not answer")


def beat() -> None:
    """It has noted lately what it sent."""
    notes = [path.stat().st_mtime for path in BEAT_SCHEDULE.parent.glob(f"{BEAT_SCHEDULE.name}*")]
    if not notes or time.time() - max(notes) > BEAT_WRITES_WITHIN:
        raise RuntimeError(f"Nothing new in {BEAT_SCHEDULE} for {BEAT_WRITES_WITHIN} seconds")


if __name__ == "__main__":
    services = {"web": web, "worker": worker, "beat": beat}
    if sys.argv[1:] not in [[name] for name in services]:
        sys.exit(f"Usage: {sys.argv[0]} {'|'.join(services)}")
    try:
        services[sys.argv[1]]()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is why the service is not well
        sys.exit(f"{sys.argv[1]}: {error}")
