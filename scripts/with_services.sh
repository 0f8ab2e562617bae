#!/usr/bin/env bash
# Run a command beside a PostgreSQL and a Redis of its own, and leave no trace of them:
#   scripts/with_services.sh .venv/bin/pytest
# Both listen on a socket in a private folder and on no network port, so nothing can collide and nobody can connect.
# The command finds them by DATABASE_URL and BROKER_URL; its exit status is passed on.
set -euo pipefail

stop() { printf '%s\n' "$*" >&2; exit 1; }

[ $# -gt 0 ] || stop "Usage: scripts/with_services.sh COMMAND [ARGUMENT …]"
postgres=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$postgres" ] && command -v redis-server >/dev/null ||
  stop "PostgreSQL or Redis is not installed. This installs both: scripts/setup.sh test"

# A short path: the name of a Unix socket may have no more than 107 characters.
folder=$(mktemp -d /tmp/portal.XXXXXX)
chmod 711 "$folder"
mkdir "$folder/postgres" "$folder/redis"

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_postgres=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder/postgres"
  as_postgres=(--reuid=postgres --regid=postgres --clear-groups)
fi

# Should this script be killed outright, what it started goes with it (--pdeathsig), and this pipe's other end, which
# sees it close, takes the folder away.
exec {alive}> >(trap '' HUP INT TERM; cat >/dev/null; sleep 1; rm -rf "$folder")

command_pid='' postgres_pid='' redis_pid=''

clean_up() {
  trap '' HUP INT TERM
  [ -z "$command_pid" ] || kill -TERM "$command_pid" 2>/dev/null || true
  [ -z "$command_pid" ] || wait "$command_pid" 2>/dev/null || true
  [ -z "$postgres_pid" ] || kill -QUIT "$postgres_pid" 2>/dev/null || true
  [ -z "$redis_pid" ] || kill -KILL "$redis_pid" 2>/dev/null || true
  for pid in $postgres_pid $redis_pid; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Nothing here outlives the run, so nothing needs to reach the disk. In a database of locale C, trigrams see no Chinese.
setpriv --pdeathsig KILL "${as_postgres[@]}" "$postgres/initdb" -D "$folder/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
  --no-sync >"$folder/postgres.log" 2>&1 || { cat "$folder/postgres.log" >&2; stop "PostgreSQL could not be prepared."; }

setpriv --pdeathsig QUIT "${as_postgres[@]}" "$postgres/postgres" -D "$folder/postgres/data" -k "$folder/postgres" \
  -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 \
  </dev/null >>"$folder/postgres.log" 2>&1 {alive}>&- &
postgres_pid=$!
setpriv --pdeathsig KILL redis-server --port 0 --unixsocket "$folder/redis/redis.sock" --dir "$folder/redis" --save '' \
  --databases 64 </dev/null >"$folder/redis.log" 2>&1 {alive}>&- &
redis_pid=$!

answers() { "$postgres/pg_isready" -q -h "$folder/postgres" -U postgres && redis-cli -s "$folder/redis/redis.sock" ping >/dev/null 2>&1; }
for _ in $(seq 150); do
  if answers; then break; fi
  kill -0 "$postgres_pid" "$redis_pid" 2>/dev/null || break
  sleep 0.2
done
answers || { cat "$folder/postgres.log" "$folder/redis.log" >&2; stop "PostgreSQL or Redis did not start; its log is above."; }

export DATABASE_URL="postgresql://postgres@/postgres?host=$folder/postgres"
export BROKER_URL="redis+socket://$folder/redis/redis.sock"

# In the background and waited for, so that a signal is answered at once and not when the command ends.
setpriv --pdeathsig TERM "$@" </dev/null {alive}>&- &
command_pid=$!
status=0
wait "$command_pid" || status=$?
command_pid=''
exit "$status"
