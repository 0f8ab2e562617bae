"""Static files as a server collects them."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def test_every_file_that_a_style_or_script_names_is_there(tmp_path: Path) -> None:
    """The manifest storage follows each url() and source map, and stops at one that leads nowhere."""
    done = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "STATIC_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "staticfiles.json").exists()
