"""The key that signs sessions, when nobody set one."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def kept_secret_key(path: Path) -> str:
    """The key kept in `path`, made on first use; readable by the owner only.

    Two processes may start at once: a whole file is linked into place, so the later one reads
    the earlier one's key and nobody ever reads half of one.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()
