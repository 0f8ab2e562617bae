#!/usr/bin/env bash
# Everything a change must pass, the quickest first; stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
PATH=$PWD/.venv/bin:$PATH

step() {
  local name=$1; shift
  local began=$SECONDS
  printf '%s … ' "$name"
  local out; out=$(mktemp)
  if "$@" </dev/null >"$out" 2>&1; then
    printf 'good (%ss)\n' $((SECONDS - began)); rm -f "$out"
  else
    printf 'failed\n'; cat "$out"; rm -f "$out"
    printf '\n%s failed: %s\n' "$name" "$*" >&2
    exit 1
  fi
}

# Settings as on a server, so that the checks for deployment have something to judge.
as_on_a_server() {
  local folder; folder=$(mktemp -d)
  local status=0
  env DEBUG=off HTTPS_ONLY=on ALLOWED_HOSTS=plans.example.org SITE_URL=https://plans.example.org DATA_DIR="$folder" \
    DATABASE_URL="sqlite:///$folder/db.sqlite3" SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(48))')" \
    "$@" || status=$?
  rm -rf "$folder"
  return "$status"
}

shell_scripts() { for script in scripts/*.sh .ci/run; do bash -n "$script" || return; done; }

step "Format"                    ruff format --check .
step "Lint"                      ruff check .
step "Types"                     mypy .
step "Import contracts"          lint-imports
step "Templates"                 djlint --lint --quiet .
step "Scripts"                   shell_scripts
step "Migrations"                as_on_a_server python manage.py makemigrations --check --dry-run
step "Settings for deployment"   as_on_a_server python manage.py check --deploy --fail-level WARNING
step "Translations"              scripts/check_translations.sh
exec scripts/test.sh
