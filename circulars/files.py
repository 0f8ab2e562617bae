"""Papers' files on disk: whole or not there. Names are relative to the portal's files folder."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import default_storage

READABLE_BY_GROUP = 0o640


def keep_file(name: str, content: bytes) -> None:
    """Put a paper's file in its place."""
    write_whole(Path(default_storage.path(name)), content)


def write_whole(place: Path, content: bytes) -> None:
    """Put a file in its place in one step, on the disk before anybody is told of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).chmod(READABLE_BY_GROUP)
            Path(draft.name).replace(place)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    _sync_folder(place.parent)


def remove_file(name: str) -> None:
    """Take a file away that no row points to."""
    Path(default_storage.path(name)).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """The name is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
