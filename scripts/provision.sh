#!/usr/bin/env bash
# Install what route_pg needs on this machine, once.
#
#   provision.sh server          PostgreSQL with PL/Python and pgvector (Debian 12 or 13, as root)
#   provision.sh python EXTRAS   .venv with the package and its extras, such as 'test,dev'
#
# Each does nothing, at once, where everything is there. Logs go to $ROUTE_LOG_FOLDER (.cache).
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

root=$(cd "$(dirname "$0")/.." && pwd -P)
logs=${ROUTE_LOG_FOLDER:-$root/.cache}
mkdir -p "$logs"

# Run a step: one line on the terminal, all else into a log, whose end is shown when it fails.
step() {
    local title=$1 log=$logs/$2.log
    shift 2
    say "$title"
    "$@" >"$log" 2>&1 </dev/null ||
        die "this step failed: $title" "The end of $log:" "$(tail -n 12 "$log")"
}

# --- the server ------------------------------------------------------------------------------------

debian_release() {
    # shellcheck source=/dev/null
    [ ! -r /etc/os-release ] || (. /etc/os-release && printf '%s:%s\n' "${ID:-}" "${VERSION_ID:-}")
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -y -q --no-install-recommends \
        -o Dpkg::Options::=--force-confold install "$@"
}

# The packages without a 'main' cluster of Debian's, which nobody here asked for.
install_postgresql() {
    local drop_in=/etc/postgresql-common/createcluster.d/route_pg-provision.conf
    apt-get -q update
    apt_install postgresql-common
    mkdir -p "$(dirname "$drop_in")"
    printf 'create_main_cluster = false\n' >"$drop_in"
    apt_install "$@"
    rm -f "$drop_in"
}

# The mirror that the machine's own sources name for its release.
debian_mirror() {
    # shellcheck disable=SC2016  # apt expands these
    apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v codename="$1" '$1 == codename && $2 == "main" { print $3; exit }'
}

# Debian 12 has no pgvector: build the source package of the next release, from the same mirror.
build_pgvector() {
    local work mirror
    mirror=$(debian_mirror bookworm)
    [ -n "$mirror" ] || die "no source of apt's names bookworm main"
    work=$(mktemp -d)
    mkdir -p "$work/lists/partial" "$work/source"
    printf 'deb-src %s trixie main\n' "$mirror" >"$work/sources.list"
    local options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$work/lists" -o APT::Sandbox::User=root)
    apt-get -q "${options[@]}" update
    (cd "$work/source" && apt-get -q "${options[@]}" source --download-only pgvector)
    tar -xf "$work"/source/pgvector_*.orig.tar.gz -C "$work/source" --strip-components=1
    # Without OPTFLAGS it is built for the processor of this machine alone.
    make -s -C "$work/source" OPTFLAGS="" PG_CONFIG="$1/pg_config"
    make -s -C "$work/source" OPTFLAGS="" PG_CONFIG="$1/pg_config" install
    rm -rf "$work"
}

explain_server() {
    die "PostgreSQL 14 to 18 with PL/Python and pgvector is needed, and $1" \
        "Debian 12: postgresql-15 postgresql-plpython3-15, pgvector from source, python3-venv" \
        "Debian 13: postgresql-17 postgresql-plpython3-17 postgresql-17-pgvector python3-venv" \
        "Elsewhere: the same from your system's packages; then set ROUTE_PG_BINDIR to the folder of" \
        "initdb and pg_ctl where it is no usual one, and run this again."
}

server() {
    ! find_bindir >/dev/null || return 0
    is_root || explain_server "only root can install it. Run as root: $root/scripts/provision.sh server"
    case $(debian_release) in
        debian:12)
            step "Installing PostgreSQL 15" apt-postgresql install_postgresql postgresql-15 \
                postgresql-plpython3-15 postgresql-server-dev-15 build-essential python3-venv
            [ -e /usr/share/postgresql/15/extension/vector.control ] ||
                step "Building pgvector" pgvector build_pgvector /usr/lib/postgresql/15/bin
            ;;
        debian:13)
            step "Installing PostgreSQL 17" apt-postgresql install_postgresql postgresql-17 \
                postgresql-plpython3-17 postgresql-17-pgvector python3-venv
            ;;
        *) explain_server "this is not Debian 12 or 13." ;;
    esac
    need_bindir >/dev/null
}

# --- Python ----------------------------------------------------------------------------------------

find_python() {
    local python
    for python in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
            2>/dev/null; then
            printf '%s\n' "$python"
            return
        fi
    done
    die "Python 3.11 or newer was not found" "Install it, or set PYTHON to its path."
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        if is_root && [[ $(debian_release) == debian:1[23] ]]; then
            step "Installing python3-venv" apt-venv bash -c \
                'apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -y -q install python3-venv'
        else
            die "$python cannot make virtual environments" "Install its venv module (Debian: python3-venv)."
        fi
    fi
    step "Making .venv" venv "$python" -m venv "$root/.venv"
}

python() {
    local extras=$1 stamps stamp
    # Named after what was installed: other dependencies or extras are another name, and whatever
    # has extras has the package's own dependencies too.
    stamps=$root/.venv/.route_pg-$(sha256sum <"$root/pyproject.toml" | cut -c1-12)
    stamp=$stamps-${extras//,/-}
    [ ! -e "$stamp" ] || return 0
    if [ -z "$extras" ] && compgen -G "$stamps-*" >/dev/null; then return 0; fi
    [ -x "$root/.venv/bin/python" ] || make_venv
    step "Installing Python packages (${extras:-run time})" pip "$root/.venv/bin/python" -m pip install \
        -q --disable-pip-version-check -e "$root${extras:+[$extras]}"
    touch "$stamp"
}

case ${1:-} in
    server) server ;;
    python) python "${2:-}" ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
