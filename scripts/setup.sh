#!/usr/bin/env bash
# Install what is missing, and nothing else. A second run finds nothing to do and ends at once.
#   scripts/setup.sh run    what the portal needs to run
#   scripts/setup.sh test   and what its tests and checks need on top
set -euo pipefail
cd "$(dirname "$0")/.."
level=${1:-run}

say() { printf '%s\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }

# Each package with its reason. WeasyPrint does not start without Pango, HarfBuzz cuts the typefaces down to what a
# circular uses, gettext builds the translations, the Arphic font is the free 楷体 of the red head and the attachments.
packages_to_run=(gettext libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-arphic-gkai00mp)
# The second database and broker, a browser (without its window: half the work), a PDF reader for looking at papers, Chinese letters for the screen, and
# the reader of docker-compose.yml.
packages_to_test=(make git postgresql redis-server chromium-headless-shell poppler-utils fonts-noto-cjk docker-compose)

main() {
  case $level in
    run)  wanted=("${packages_to_run[@]}") ;;
    test) wanted=("${packages_to_run[@]}" "${packages_to_test[@]}") ;;
    *)    stop "Usage: scripts/setup.sh run|test" ;;
  esac
  install_system_packages
  make_virtual_environment
  install_python_packages requirements.txt
  [ "$level" = run ] || { install_python_packages requirements-dev.txt; install_browser; }
  build_translations
  [ ! -d circulars ] || prepare_fonts  # an image is made in two steps, this file first (see Dockerfile)
}

install_system_packages() {
  command -v dpkg-query >/dev/null || { say "This is not Debian or Ubuntu: please see to these yourself: ${wanted[*]}"; return; }
  local missing=()
  for package in "${wanted[@]}"; do is_installed "$package" || missing+=("$package"); done
  find_python || missing+=(python3 python3-venv)
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || stop "These system packages are missing, and this user can not install them. Ask an administrator to run:
  apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing system packages: ${missing[*]}"
  local log; log=$(mktemp)
  # One source that can not be reached is no reason to stop; whether it mattered, the second command knows.
  if ! { "${as_root[@]}" apt-get -qq update || true; "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
         apt-get -qq -y install --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 15 "$log" >&2; rm -f "$log"
    stop "The system packages could not be installed (the last lines above say why). Is this machine online?
By hand: apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  fi
  rm -f "$log"
}

is_installed() {
  # What is there by another name or from elsewhere is there.
  case $1 in
    chromium-*)     command -v chromium-headless-shell || command -v chromium || command -v google-chrome || is_ubuntu ;;
    docker-compose) command -v docker-compose || docker compose version ;;
    make | git)     command -v "$1" ;;
    *)              false ;;
  esac >/dev/null 2>&1 && return 0
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

is_ubuntu() { grep -qi '^ID=ubuntu' /etc/os-release; }

# A Python counts when it can make a virtual environment: whoever brought it, Debian, Ubuntu or pyenv.
find_python() {
  for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
  done
  return 1
}

make_virtual_environment() {
  if .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
  find_python || stop "The portal needs Python 3.11 or newer, and this machine's python3 is $(python3 --version 2>&1).
Install a newer one and name it: make run PYTHON=/path/to/python3.11"
  say "Making the virtual environment in .venv"
  "$python" -m venv --clear .venv
}

install_python_packages() {
  local stamp=.venv/installed-$1 fingerprint
  fingerprint=$(sha256sum "$1" | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null)" != "$fingerprint" ] || return 0
  say "Installing Python packages from $1"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r "$1" </dev/null ||
    stop "The Python packages could not be fetched. Is this machine online?
A mirror can be named: PIP_INDEX_URL=https://mirror.example.org/simple make $([ "$level" = run ] && echo run || echo test)"
  printf '%s\n' "$fingerprint" >"$stamp"
}

# Ubuntu has Chromium only as a snap, which no script can drive; Playwright brings its own there.
install_browser() {
  is_ubuntu && ! command -v chromium-headless-shell chromium google-chrome >/dev/null || return 0
  [ -z "$(ls -d ~/.cache/ms-playwright/chromium_headless_shell-* 2>/dev/null)" ] || return 0
  say "Fetching Chromium for the browser tests"
  .venv/bin/playwright install --with-deps --only-shell chromium </dev/null || stop "Chromium could not be fetched. Is this machine online?"
}

build_translations() {
  local po mo
  while IFS= read -r po; do
    mo=${po%.po}.mo
    [ "$mo" -nt "$po" ] || msgfmt -o "$mo" "$po" || stop "The translation $po can not be read; the lines above say where."
  done < <(find . -path ./.venv -prune -o -path ./var -prune -o -name '*.po' -print)
}

prepare_fonts() {
  local said
  said=$(.venv/bin/python scripts/prepare_fonts.py </dev/null) ||
    stop "The fonts of the official papers could not be prepared; the lines above say why."
  grep 'stands in' <<<"$said" || true  # the rest is as it should be
}

main
