#!/usr/bin/env bash
# A private PostgreSQL cluster in a folder of ours: its own data, its own socket, no TCP.
#
#   cluster.sh place  DIR                where the cluster of DIR lives: DIR, or a folder that the
#                                        server's user can reach where DIR is not one
#   cluster.sh init   DIR                make it (does nothing where it is)
#   cluster.sh start  DIR [--throwaway]  start it, mend what a crash left behind, write DIR/env
#   cluster.sh stop   DIR
#   cluster.sh crash  DIR                stop it at once, without a checkpoint
#   cluster.sh remove DIR                stop it and delete all of it
#
# --throwaway: for tests; a crash of the machine may lose everything.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

PORT=5432 # names the socket only: nothing listens on TCP
MAX_SOCKET_PATH=107 # bytes: sockaddr_un.sun_path less its final NUL
START_SECONDS=60
START_TRIES=10
ANSWER_TRIES=20 # half a second each

short_hash() { printf '%s' "$1" | sha256sum | cut -c1-10; }

# A folder that belongs to the server's user and nobody else.
own_folder() {
    [ ! -L "$1" ] || die "$1 is a symbolic link; remove it"
    if is_root; then
        install -d -o "$SERVER_USER" -m "${2:-0700}" "$1"
    else
        install -d -m "${2:-0700}" "$1"
        [ -O "$1" ] || die "$1 belongs to somebody else; remove it"
    fi
}

reachable() { ! is_root || as_server test -x "$1"; }

place() {
    mkdir -p "$1"
    local dir
    dir=$(cd "$1" && pwd -P)
    if reachable "$dir"; then
        printf '%s\n' "$dir"
    else
        printf '/var/tmp/route_pg-%s-%s\n' "$(id -u)" "$(short_hash "$dir")"
    fi
}

socket_folder() {
    local path=$1/run
    if [ $((${#path} + ${#PORT} + 13)) -gt "$MAX_SOCKET_PATH" ]; then
        path=/tmp/route_pg-$(id -u)-$(short_hash "$1")
    fi
    printf '%s\n' "$path"
}

init() {
    local dir bindir
    dir=$(place "$1")
    [ ! -e "$dir/data/PG_VERSION" ] || return 0
    bindir=$(need_bindir)
    own_folder "$dir" 0755
    rm -rf "$dir/data.new"
    as_server "$bindir/initdb" -D "$dir/data.new" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        --no-sync >"$dir/initdb.log" 2>&1 ||
        die "initdb failed; the end of $dir/initdb.log:" "$(tail -n 5 "$dir/initdb.log")"
    # Renamed when complete, so that an interrupted initdb is made again and never started.
    mv "$dir/data.new" "$dir/data"
}

running() { as_server "$1/pg_ctl" -D "$2/data" status >/dev/null 2>&1; }

check_version() {
    local have=$1 want
    want=$(cat "$2/data/PG_VERSION")
    [ "$("$have/postgres" --version | sed -E 's/.* ([0-9]+).*/\1/')" = "$want" ] ||
        die "$2/data was made by PostgreSQL $want, and $have is another version" \
            "Remove it (make clean) or set ROUTE_PG_BINDIR to version $want."
}

write_env() {
    cat >"$2/env" <<ENV
export PGHOST=$1
export PGPORT=$PORT
export PGUSER=${ROUTE_CLUSTER_USER:-postgres}
export PGDATABASE=${ROUTE_CLUSTER_DATABASE:-postgres}
ENV
}

# Whether it runs and answers. One that was killed counts as running for a moment; one that runs
# where nobody reaches it, because something swept its socket away, is stopped.
already_serves() {
    local bindir=$1 dir=$2 sockets=$3 tries
    for ((tries = 0; tries < ANSWER_TRIES; tries++)); do
        running "$bindir" "$dir" || return 1
        ! "$bindir/pg_isready" -q -h "$sockets" -p "$PORT" || return 0
        [ -S "$sockets/.s.PGSQL.$PORT" ] || break
        sleep 0.5
    done
    as_server "$bindir/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null 2>&1 || true
    return 1
}

start() {
    local dir bindir sockets options
    dir=$(place "$1")
    init "$1"
    bindir=$(need_bindir)
    check_version "$bindir" "$dir"
    sockets=$(socket_folder "$dir")
    own_folder "$sockets"
    write_env "$sockets" "$1"
    ! already_serves "$bindir" "$dir" "$sockets" || return 0
    options="-k '$sockets' -p $PORT -c listen_addresses= -c timezone=UTC -c lc_messages=C"
    if [ "${2:-}" = --throwaway ]; then
        options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options+=" -c shared_buffers=64MB -c autovacuum=off -c max_wal_senders=4"
    fi
    # pg_ctl itself removes a postmaster.pid whose process is gone or is no server of this folder.
    local tries
    for ((tries = 1; ; tries++)); do
        ! as_server "$bindir/pg_ctl" -D "$dir/data" -l "$dir/server.log" -o "$options" \
            -t "$START_SECONDS" -w start >"$dir/pg_ctl.log" 2>&1 || return 0
        # After a kill of the server its sessions take a moment to notice, and hold its memory.
        if [ $tries -ge "$START_TRIES" ] || ! tail -n 5 "$dir/server.log" 2>/dev/null | grep -q 'shared memory'; then
            die "PostgreSQL did not start; the end of $dir/server.log:" \
                "$(tail -n 5 "$dir/server.log" 2>/dev/null || tail -n 5 "$dir/pg_ctl.log")"
        fi
        sleep 1
    done
}

stop() {
    local dir bindir
    dir=$(place "$1")
    [ -e "$dir/data/PG_VERSION" ] || return 0
    bindir=$(need_bindir)
    ! running "$bindir" "$dir" ||
        as_server "$bindir/pg_ctl" -D "$dir/data" -m "${2:-fast}" -w stop >/dev/null
}

remove() {
    local dir
    [ -d "$1" ] || return 0
    dir=$(place "$1")
    stop "$1" immediate
    rm -rf "$(socket_folder "$dir")" "$dir/data" "$dir/data.new" "$1/env"
    [ "$dir" = "$(cd "$1" && pwd -P)" ] || rm -rf "$dir"
}

[ $# -ge 2 ] || { sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 2; }
case $1 in
    place) place "$2" ;;
    init) init "$2" ;;
    start) start "$2" "${3:-}" ;;
    stop) stop "$2" ;;
    crash) stop "$2" immediate ;;
    remove) remove "$2" ;;
    *) die "no such command: $1" ;;
esac
