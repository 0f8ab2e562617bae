"""What would pass in silence, and here fails a test.

Undefined template variables, logged errors, and connections to the world outside.
"""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

PROJECT = str(Path(__file__).resolve().parent.parent)


class UndefinedVariableError(Exception):
    """A template of ours asked for a value that its view never gave it."""


class UndefinedVariable(str):
    """Stands in `string_if_invalid`: Django formats it with the name it could not find."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: Any) -> str:
        template = template_being_rendered()
        if not template.startswith(PROJECT) or ".venv" in template:
            return ""  # other people's templates lean on Django's leniency
        raise UndefinedVariableError(f"{variable} is not defined in {template.removeprefix(PROJECT + '/')}")


def template_being_rendered() -> str:
    """The file of the template whose variable is being looked up, or an empty string."""
    context = sys._getframe(2).f_locals.get("context")
    template = getattr(getattr(context, "render_context", None), "template", None)
    return str(template.origin.name) if template is not None else ""


class ErrorLog(logging.Handler):
    """Collects what is logged as an error while a test runs."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.name}: {record.getMessage()}")


@contextmanager
def collected_errors() -> Iterator[list[str]]:
    """Listen on the root logger, and on those that do not pass their records up to it."""
    log = ErrorLog()
    named = [
        logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)
    ]
    loggers = [logging.root, *(logger for logger in named if not logger.propagate)]
    for logger in loggers:
        logger.addHandler(log)
    try:
        yield log.messages
    finally:
        for logger in loggers:
            logger.removeHandler(log)


class OutsideNetworkError(Exception):
    """A test reached for a machine other than this one."""


def close_the_network() -> None:
    """Let Python's sockets reach this machine only, for the rest of the process."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_outside(address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else address
        if isinstance(address, tuple) and not is_this_machine(host):
            raise OutsideNetworkError(f"A test tried to reach {host}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_outside(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse_outside((host,))
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign, assignment]  # the guard
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign, assignment]  # the guard
    socket.getaddrinfo = guarded_getaddrinfo


def is_this_machine(host: str | bytes | None) -> bool:
    """Whether `host` names or numbers this machine; an empty or missing one means any address of it."""
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name in {"localhost", socket.gethostname()} or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
