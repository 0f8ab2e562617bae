"""The portal's own settings, in a place of their own, and less patient with silence.

A developer's `.env` must not reach the tests, nor the tests a developer's data: every name that
decides where something is kept or sent is set here, before the settings are read.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

# One folder a run, one inside it for each process of pytest-xdist; tests/conftest.py removes it.
if "TEST_RUN_DIR" not in os.environ:
    os.environ["TEST_RUN_DIR"] = tempfile.mkdtemp(prefix="portal-tests.")
RUN_DIR = Path(os.environ["TEST_RUN_DIR"])
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
os.environ["DATA_DIR"] = str(RUN_DIR / WORKER)
os.environ["BROKER_DIR"] = str(RUN_DIR / WORKER / "broker")
os.environ["STATIC_ROOT"] = str(RUN_DIR / WORKER / "static")
os.environ["EMAIL_URL"] = f"filemail:///{RUN_DIR / WORKER / 'mail'}"
os.environ["SECRET_KEY"] = "a key for tests only, long enough to please the checks for deployment"
os.environ |= {"DEBUG": "off", "HTTPS_ONLY": "off", "TRUSTED_PROXY_COUNT": "0", "LOG_LEVEL": "INFO"}
os.environ |= {"ALLOWED_HOSTS": "localhost,127.0.0.1,testserver", "SITE_URL": "http://localhost:8000"}
# Made once, by scripts/setup.sh, and only read here.
os.environ.setdefault("FONTS_DIR", str(Path(__file__).resolve().parent.parent / "var" / "fonts"))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{RUN_DIR / WORKER / 'db.sqlite3'}")
os.environ.setdefault("BROKER_URL", "filesystem://localhost/")
# A Redis database each, like the folders: a worker of another process would answer our bells. Set anew and not added
# once: the process that starts the others has read this file too, and they inherit what it left.
if os.environ["BROKER_URL"].startswith("redis"):
    server = os.environ["BROKER_URL"].partition("?")[0]
    os.environ["BROKER_URL"] = f"{server}?virtual_host={WORKER.removeprefix('gw')}"
# Playwright keeps an event loop in the thread of the tests; nothing asynchronous touches the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config import settings as portal  # noqa: E402 - read after the environment is in order
from config.settings import *  # noqa: E402, F403 - the same, and then what differs
from tests.silence import UndefinedVariable  # noqa: E402 - as above

DATABASES = portal.DATABASES
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # In a file, not in memory: the Celery workers of the tests are other processes.
    DATABASES["default"]["TEST"] = {"NAME": str(RUN_DIR / WORKER / "test.sqlite3")}

# Queries in loops fail the test that asks for such a page.
INSTALLED_APPS = [*portal.INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *portal.MIDDLEWARE]
ZEAL_RAISE = True

engine: dict[str, Any] = portal.TEMPLATES[0]
engine["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")

# Static files come from where they are written; tests/config/test_static.py collects them as a server does.
STORAGES = {
    **portal.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
Path(portal.STATIC_ROOT).mkdir(parents=True, exist_ok=True)

# Quick on purpose: hundreds of tests sign somebody in. The real ones stay, for the tests that name them.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *portal.PASSWORD_HASHERS]
