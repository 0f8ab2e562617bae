"""Settings: one file, read from the environment or from `.env`.

A county needs none of them: without any, the portal runs on SQLite with a folder as
its broker and mail written to files. docs/configuration.md lists every name.
"""

from os import cpu_count
from pathlib import Path

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

# Where everything lives that is not code: database, files, mail, broker, logs.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    # One box needs no ceremony: the key is made once and kept beside the database.
    from config.secret_key import kept_secret_key

    SECRET_KEY = kept_secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies of ours stand in front; decides which address a visitor has.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# The address people type, used in mail, in papers and in the links of feeds.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "config",  # first: what it says in Chinese wins over the framework's words (config/wording.py)
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.static_files.PublishedFiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "axes",
    "import_export",
    "districts",
    "workplans",
    "calendar_app",
    "progress",
    "drafting",
    "rollover",
    "circulars",
    "intake",
    "reminders",
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "districts.middleware.SeatMiddleware",
    "districts.middleware.TrailMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite for one bureau on one box, PostgreSQL for more.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing: take the write lock at BEGIN, wait for it, keep readers going.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "districts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "districts.passwords.TemporaryPasswordHasher",  # read until the person has chosen a password
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "workbench"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_COOKIE_AGE = 12 * 3600
AXES_FAILURE_LIMIT = env.int("SIGN_IN_ATTEMPTS", default=8)
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "districts.middleware.client_address"
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_VERBOSE = False

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files and files people bring
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(DATA_DIR / "static"))()
MEDIA_ROOT = DATA_DIR / "files"
# Uploads and papers are served by views that check who asks; there is no media URL.
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "file_permissions_mode": 0o640},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.ModuleStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
EXCEL_LIMIT_BYTES = env.int("EXCEL_LIMIT_MB", default=10) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# How many papers are printed at once by all workers together: each takes a core.
RENDER_AT_ONCE = env.int("RENDER_AT_ONCE", default=max(2, cpu_count() or 0))
FONTS_DIR = Path(env.str("FONTS_DIR", default=str(DATA_DIR / "fonts")))

# Mail: without a server it is written to files, one a message.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="work-plan-portal@localhost")

# Robots and apps of chat providers: nothing of the portal's calls a machine that is not named here.
CHANNEL_HOSTS = env.list(
    "CHANNEL_HOSTS", default=["oapi.dingtalk.com", "qyapi.weixin.qq.com", "open.feishu.cn"]
)
# Machines of the bureau's own network, with scheme and port: https://oa.example.cn:8443
CHANNEL_ORIGINS_INSIDE = env.list("CHANNEL_ORIGINS_INSIDE", default=[])

# Jobs: Redis where there is one, else a folder.
BROKER_URL = env.str("BROKER_URL", default="filesystem://localhost/")
CELERY_BROKER_URL = BROKER_URL
if BROKER_URL.startswith("filesystem"):
    BROKER_DIR = Path(env.str("BROKER_DIR", default=str(DATA_DIR / "broker")))
    for folder in ("messages", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | int] = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
    }
else:
    # Longer than any job, or Redis hands the same job out again while it still runs.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True  # the outcome of a job is a state on its row
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# All periodic work in one list; each line is also a management command.
CELERY_BEAT_SCHEDULE = {
    # picks up papers whose bell the broker lost, and those whose worker went away
    "render-waiting-papers": {"task": "circulars.render_waiting", "schedule": 10.0},
    # every few minutes, never at :00 or :30, when everybody's robots talk: each person has a minute of their own, and
    # what is nobody's any more is taken back before it is told
    "plan-reminders": {
        "task": "reminders.plan_reminders",
        "schedule": crontab(hour="7-19", minute="2-57/5"),
    },
    # sends what is owed, and what a crash left half sent
    "deliver-messages": {"task": "districts.deliver_messages", "schedule": 60.0},
    # the same through robots, apps and webhooks, each at its provider's pace
    "deliver-posts": {"task": "districts.deliver_posts", "schedule": 60.0},
}

# Safety of the pages
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000 if HTTPS_ONLY else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"keys_left_out": {"()": "config.logs.KeysLeftOut"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys_left_out"]}
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "urllib3": {"level": "ERROR"},  # the addresses it would tell hold the keys of groups
    },
}

IMPORT_EXPORT_USE_TRANSACTIONS = True
PAGE_SIZE = 25
