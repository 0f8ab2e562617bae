"""The one door by which requests of ours leave for other machines.

Only hosts on the list (`CHANNEL_HOSTS`), only https, only addresses of the open internet; machines of the bureau's own
network only as they stand in `CHANNEL_ORIGINS_INSIDE`, scheme and port included. The name is looked up once, and the
address that was looked at is the one that is called: nobody can answer with another in between. No redirects, no cookies,
no proxies, little time, little to read.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from districts.channels.talk import Answer, Request

CONNECT_SECONDS = 5
READ_SECONDS = 10
ANSWER_BYTES = 64 * 1024
PORTS = {"https": 443, "http": 80}


NAME, CLOSED, TIME, CERTIFICATE, UNSAFE, LINE = "name", "closed", "time", "certificate", "unsafe", "line"


class NotAllowed(Exception):
    """The address is none that the portal may call."""


class OutOfReach(Exception):
    """No connection came about: nothing was sent. Its word is one of NAME, CLOSED, TIME, CERTIFICATE, UNSAFE."""


class NoAnswer(Exception):
    """It may have been sent, and nothing to be understood came back. Its word is TIME or LINE."""


@dataclass(frozen=True)
class Address:
    scheme: str
    host: str
    port: int
    path: str
    is_inside: bool

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def allowed(url: str) -> Address:
    """The address in parts. Raises NotAllowed where the lists do not name it."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, (parts.hostname or "").lower(), parts.port
    except ValueError as wrong:
        raise NotAllowed(url) from wrong
    if scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise NotAllowed(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    address = Address(scheme, host, port or PORTS[scheme], path, is_inside=False)
    if address.origin in (one.rstrip("/").lower() for one in settings.CHANNEL_ORIGINS_INSIDE):
        return Address(scheme, host, address.port, path, is_inside=True)
    if scheme != "https" or address.port != PORTS["https"] or host not in settings.CHANNEL_HOSTS:
        raise NotAllowed(host)
    return address


def exchange(request: Request) -> Answer:
    """Send the request once. Raises NotAllowed, OutOfReach, NoAnswer."""
    address = allowed(request.url)
    timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    with closing(_pool(address, _looked_up(address), timeout)) as pool:
        try:
            response = pool.urlopen(
                request.method,
                address.path,
                body=request.body or None,
                headers={
                    "Host": address.origin.partition("://")[2],
                    "User-Agent": "work-plan-portal",
                    "Accept-Encoding": "identity",
                    **request.headers,
                },
                retries=False,
                redirect=False,
                preload_content=False,
            )
            with closing(response):
                headers = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status, _body(response), headers)
        except (ConnectTimeoutError, NameResolutionError, NewConnectionError, SSLError) as trouble:
            raise OutOfReach(_why_not_reached(trouble)) from trouble
        except HTTPError as trouble:
            raise NoAnswer(TIME if isinstance(trouble, ReadTimeoutError) else LINE) from trouble


def _why_not_reached(trouble: HTTPError) -> str:
    match trouble:
        case SSLError():
            refused = any(isinstance(one, ssl.SSLCertVerificationError) for one in trouble.args)
            return CERTIFICATE if refused else UNSAFE
        case ConnectTimeoutError():
            return TIME
        case NameResolutionError():
            return NAME
        case _:
            return CLOSED


def _looked_up(address: Address) -> str:
    """The number to call."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except OSError as trouble:
        raise OutOfReach(NAME) from trouble
    numbers = [str(one[4][0]) for one in found]
    if not address.is_inside and not all(_is_open_internet(one) for one in numbers):
        raise NotAllowed(address.host)
    return numbers[0]


def _is_open_internet(number: str) -> bool:
    where = ip_address(number.partition("%")[0])
    return where.is_global and not where.is_multicast


def _pool(address: Address, number: str, timeout: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
    if address.scheme == "http":
        return urllib3.HTTPConnectionPool(number, address.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        number,
        address.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        server_hostname=address.host,
        assert_hostname=address.host,
    )


def _body(response: urllib3.BaseHTTPResponse) -> bytes:
    """As much as is allowed, in the time that is allowed; a server that hangs up leaves half."""
    end = monotonic() + READ_SECONDS
    body = b""
    try:
        while len(body) < ANSWER_BYTES and monotonic() < end:
            part = response.read1(ANSWER_BYTES, decode_content=False)
            if not part:
                break
            body += part
    except HTTPError:
        pass  # the status came; what the body lacks, its reader finds missing
    return body[:ANSWER_BYTES]
