#!/usr/bin/env bash
# The demo: a private PostgreSQL in .demo/, a retailer's database, a worker; then five questions.
#
#   demo.sh start    set up what is missing, mend what broke, ask
#   demo.sh stop     stop worker and server; the data stay
#   demo.sh clean    stop them and delete .demo/ and .test/
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

root=$(cd "$(dirname "$0")/.." && pwd -P)
demo=$root/.demo
scripts=$root/scripts
python=$root/.venv/bin/python
database=shop
owner=shop
export ROUTE_LOG_FOLDER=$demo ROUTE_CLUSTER_USER=$owner ROUTE_CLUSTER_DATABASE=$database
WORKER_SECONDS=180 # until its socket is there, on a machine that is busy
SYNC_SECONDS=120

# The worker runs as the server's user where that one can read this repository, else as ourselves.
as_worker() {
    if is_root && as_server "$python" -c 'import route_pg' 2>/dev/null; then
        as_server "$@"
    else
        "$@"
    fi
}

worker_pid() {
    local pid
    pid=$(cat "$demo/worker.pid" 2>/dev/null) || return 1
    # After a reboot the number may be another program's.
    grep -qa "route_pg.cli" "/proc/$pid/cmdline" 2>/dev/null && printf '%s\n' "$pid"
}

stop_worker() {
    local pid
    if pid=$(worker_pid); then
        kill "$pid"
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    fi
    rm -f "$demo/worker.pid"
}

start_worker() {
    local socket=$1 deadline=$((SECONDS + WORKER_SECONDS))
    stop_worker
    say "Starting the worker"
    : >>"$demo/worker.log"
    ! is_root || chown "$SERVER_USER" "$demo/worker.log"
    # It writes its own number: what starts it as another user would have one of its own.
    # shellcheck disable=SC2016,SC2094  # the inner shell expands it; both append to the log
    as_worker setsid sh -c 'echo $$; exec "$@" </dev/null >>"$0" 2>&1' "$demo/worker.log" \
        "$python" -m route_pg.cli worker --socket "$socket" "${@:2}" \
        >"$demo/worker.pid" 2>>"$demo/worker.log" 9>&- & # nor the lock, nor our terminal
    until [ -S "$socket" ]; do
        # It has written its number and is gone: there is nothing to wait for.
        if [ $SECONDS -ge $deadline ] || { [ -s "$demo/worker.pid" ] && ! worker_pid >/dev/null; }; then
            die "the worker did not start; the end of $demo/worker.log:" "$(tail -n 5 "$demo/worker.log")"
        fi
        sleep 0.1
    done
}

stop() {
    stop_worker
    "$scripts/cluster.sh" stop "$demo"
}

clean() {
    local folder
    [ ! -d "$demo" ] || stop_worker
    for folder in "$demo" "$root"/.test/*/; do
        [ ! -d "$folder" ] || "$scripts/cluster.sh" remove "$folder"
    done
    rm -rf "$demo" "$root/.test"
}

# The worker does the same on its own at its start, and only one may at a time.
sync_catalog() {
    local deadline=$((SECONDS + SYNC_SECONDS))
    until psql -X -q -U route_owner -c 'SELECT * FROM route_sync()' >"$demo/sync.log" 2>&1; do
        if [ $SECONDS -gt $deadline ] || ! grep -q 'synced by another session' "$demo/sync.log"; then
            die "route_sync() failed; the end of $demo/sync.log:" "$(tail -n 5 "$demo/sync.log")"
        fi
        sleep 0.5
    done
}

# What `. .demo/env` sets beside the connection: `route-pg`, and nothing else of .venv, on the PATH.
write_path() {
    mkdir -p "$demo/bin"
    ln -sfn "$root/.venv/bin/route-pg" "$demo/bin/route-pg"
    # shellcheck disable=SC2016  # the shell that reads it expands it
    printf 'case ":$PATH:" in *:%q:*) ;; *) export PATH=%q:$PATH ;; esac\n' "$demo/bin" "$demo/bin" >>"$demo/env"
}

# The model that is shipped, or, where its weights are missing, the one that repeats what it is told.
model() {
    if [ -n "${ROUTE_MODEL:-}" ]; then
        printf '%s\n' "$ROUTE_MODEL"
    elif "$python" -c 'from route_pg.models import open_model; open_model("embedded")' 2>/dev/null; then
        printf 'embedded\n'
    else
        printf 'fake\n'
    fi
}

start() {
    mkdir -p "$demo"
    exec 9>"$demo/lock"
    flock -n 9 || die "another make demo is at work; its logs are $demo/*.log"
    "$scripts/provision.sh" server
    "$scripts/provision.sh" python ''
    "$python" "$scripts/build_extension.py"
    "$scripts/install_extension.sh"
    say "Starting PostgreSQL"
    "$scripts/cluster.sh" start "$demo" 9>&- # it must not inherit the lock
    write_path
    # shellcheck source=/dev/null
    . "$demo/env"
    local socket=$PGHOST/worker.sock model
    "$scripts/load_demo.sh" "$database" "$owner" "$socket"
    model=$(model)
    start_worker "$socket" --model "$model" --dsn "host=$PGHOST port=$PGPORT user=route_owner dbname=$database"
    say "Reading the catalog"
    sync_catalog
    [ "$model" != fake ] || say "The shipped model is missing: the worker repeats statements that it is told."
    "$python" "$scripts/ask_five.py"
    say ""
    say "Ask yourself:  . $demo/env && psql"
    say "               SELECT * FROM route_ask('how many customers do we have');"
    say "Look at it:    . $demo/env && route-pg doctor"
    say "Stop it:       make demo-stop"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    clean) clean ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
