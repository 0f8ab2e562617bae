"""Secrets of channels at rest: sealed under a key made from the portal's own.

Whoever reads the database or a copy of it without `SECRET_KEY` reads no key of any group. A key of the portal that was
replaced still opens what it sealed while it stands in `SECRET_KEY_FALLBACKS`.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """Sealed under another key of the portal: it must be typed anew."""


def sealed(words: dict[str, str]) -> str:
    return _seal().encrypt(json.dumps(words, ensure_ascii=False).encode()).decode()


def unsealed(secret: str) -> dict[str, str]:
    """What was sealed; nothing for nothing. Raises Unreadable."""
    if not secret:
        return {}
    try:
        words: dict[str, str] = json.loads(_seal().decrypt(secret.encode()))
    except InvalidToken as wrong:
        raise Unreadable from wrong
    return words


def _seal() -> MultiFernet:
    return MultiFernet([Fernet(_key(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"districts.channels").derive(
        secret.encode()
    )
    return urlsafe_b64encode(derived)
