"""The web server's log of requests; named in gunicorn.conf.py."""

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from config.logs import without_keys


class AccessLogger(Logger):  # type: ignore[misc]  # the library has no types
    """As gunicorn writes it, with the keys of subscribed calendars left out."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {
            name: without_keys(value) if isinstance(value, str) else value for name, value in atoms.items()
        }
