# Shared by the scripts beside it; sourced, never run. Finds PostgreSQL, says what goes on, runs
# commands as the server's user. Knows nothing of the demo or the tests.
# shellcheck shell=bash

# The server refuses to run as root, so that everything of the cluster then belongs to this user.
SERVER_USER=${ROUTE_SERVER_USER:-postgres}

say() { printf '%s\n' "$*"; }

die() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

# Run a command as the user that owns the server's processes and files.
as_server() {
    if is_root; then
        # From a folder that the server's user can enter: initdb and pg_ctl go back to theirs.
        (cd / && runuser -u "$SERVER_USER" -- env -u PGDATA -u PGOPTIONS -u PGSERVICE HOME=/ "$@")
    else
        env -u PGDATA -u PGOPTIONS -u PGSERVICE "$@"
    fi
}

# The folder of the server's programs: $ROUTE_PG_BINDIR, or else the newest that has all extensions.
find_bindir() {
    local bindir share
    if [ -n "${ROUTE_PG_BINDIR:-}" ]; then
        printf '%s\n' "$ROUTE_PG_BINDIR"
        return
    fi
    while read -r bindir; do
        share=$("$bindir/pg_config" --sharedir 2>/dev/null || sharedir_of "$bindir")/extension
        if [ -x "$bindir/initdb" ] && [ -e "$share/plpython3u.control" ] &&
            [ -e "$share/vector.control" ] && [ -e "$share/pg_trgm.control" ]; then
            printf '%s\n' "$bindir"
            return
        fi
    done < <(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin | sort -rV)
    bindir=$(pg_config --bindir 2>/dev/null || true)
    if [ -x "$bindir/initdb" ] && [ -e "$(sharedir_of "$bindir")/extension/vector.control" ]; then
        printf '%s\n' "$bindir"
        return
    fi
    return 1
}

# SHAREDIR of a server. Debian ships no pg_config beside the server, but keeps to one layout.
sharedir_of() {
    local version
    if [ -x "$1/pg_config" ]; then
        "$1/pg_config" --sharedir
        return
    fi
    version=$(basename "$(dirname "$1")")
    printf '/usr/share/postgresql/%s\n' "$version"
}

need_bindir() {
    find_bindir || die "PostgreSQL 14 to 18 with plpython3u, vector and pg_trgm was not found" \
        "On Debian 12 or 13, as root:  scripts/provision.sh server" \
        "Elsewhere install PostgreSQL, its PL/Python and pgvector, and set ROUTE_PG_BINDIR to the" \
        "folder that holds initdb and pg_ctl."
}
