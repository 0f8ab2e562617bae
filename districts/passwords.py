"""Passwords that somebody else chose: random, told once, changed at the first sign-in."""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# Without what is easily misread on paper: 0 o, 1 l i.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4


class TemporaryPasswordHasher(PBKDF2PasswordHasher):
    """For temporary passwords only, so that an import can give out a thousand in a second.

    Twelve characters out of 31 are 59 bits of chance: no list of likely passwords helps against them, and
    slowing each guess down further buys nothing. Django rehashes with the first hasher at the first sign-in.
    """

    algorithm = "pbkdf2_sha256_temporary"
    iterations = 100


def temporary_password() -> str:
    """Three groups of four characters, as in `k7mq-x2vd-p9ht`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
