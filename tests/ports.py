"""A port nobody uses, and a server that begins to listen."""

import socket
import time
from contextlib import suppress


def free_port() -> int:
    """A port of this machine that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(address: str, patience: int = 120) -> None:
    """Return when somebody listens at the address of this machine; raises TimeoutError after so many seconds."""
    port = int(address.rpartition(":")[2])
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.2)
    raise TimeoutError(address)
