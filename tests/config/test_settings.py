"""The settings as a process outside the tests reads them."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_without_a_mail_server_mail_is_written_beside_the_data(tmp_path: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)}
    del environment["EMAIL_URL"]

    subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "sendtestemail", "somebody@example.org"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )

    (message,) = (tmp_path / "mail").iterdir()
    assert "To: somebody@example.org" in message.read_text()
