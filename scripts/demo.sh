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
WORKER_SECONDS=30 # until it answers

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
    as_worker nohup setsid "$python" -m route_pg.cli worker --socket "$socket" "${@:2}" \
        >>"$demo/worker.log" 2>&1 </dev/null &
    until [ -S "$socket" ]; do
        [ $SECONDS -lt $deadline ] || die "the worker did not start; the end of $demo/worker.log:" \
            "$(tail -n 5 "$demo/worker.log")"
        sleep 0.1
    done
}

start() {
    "$scripts/provision.sh" server
    "$scripts/provision.sh" python ''
    "$scripts/install_extension.sh"
    "$scripts/cluster.sh" start "$demo"
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
