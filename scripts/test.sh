#!/usr/bin/env bash
# The whole suite, on a machine where nothing was prepared:
# once on SQLite with a folder as broker, once on PostgreSQL with Redis, with real Celery workers in both.
# Arguments are handed to pytest: scripts/test.sh -k circular
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test

# A shell that is set up for some other database must not lend it to the tests.
unset DATABASE_URL BROKER_URL
pytest=(.venv/bin/python -m pytest -n auto --maxprocesses 4 --dist worksteal)

run() {
  local status=0
  "$@" </dev/null || status=$?
  # 5: nothing was selected, which is no failure when the caller did the selecting
  [ "$status" = 0 ] || { [ "$status" = 5 ] && [ "$narrowed" = yes ]; } || exit "$status"
}
[ $# -gt 0 ] && narrowed=yes || narrowed=no

echo "Tests, first pass: SQLite, with a folder as broker"
run "${pytest[@]}" "$@"

# The second pass leaves out the tests marked `pure` (see tests/conftest.py): pytest-django bars them from any
# database, so a second database can tell nothing about them. Likewise those marked `looks`, which measure pages in a
# browser; that every page opens is asked on both, by tests/test_access_matrix.py, and the stories are told on both.
echo "Tests, second pass: PostgreSQL, with Redis as broker"
run scripts/with_services.sh "${pytest[@]}" -m "not pure and not looks" "$@"
