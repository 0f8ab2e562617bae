# The portal as one image; what it does is decided by its command (see docker-compose.yml).
# Debian 12 with its Python's own series, as in the tests.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
# setup.sh knows what is needed and why; these two layers change only when it or the pins do.
COPY scripts/setup.sh scripts/
COPY requirements.txt ./
RUN scripts/setup.sh run
COPY . .
# Translations and the fonts of the papers; then the static files, which need no secret and no database.
RUN FONTS_DIR=/app/fonts scripts/setup.sh run \
 && DATA_DIR=/tmp/build STATIC_ROOT=/app/static-collected .venv/bin/python manage.py collectstatic --noinput \
 && rm -rf /tmp/build

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin portal
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    DATA_DIR=/data \
    STATIC_ROOT=/app/static-collected \
    FONTS_DIR=/app/fonts
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
# For the web server; docker-compose.yml gives the other services theirs.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
  CMD ["python", "scripts/healthy.py", "web"]
# A worker of gunicorn keeps its heartbeat in a file; in memory, a busy disk can not make it look dead.
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
