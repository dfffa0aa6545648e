#!/usr/bin/env bash
# Try this repository on a Debian of its own, in a folder: where no container engine runs, and for the
# PostgreSQL version that this machine does not have. Needs root, debootstrap and a Debian mirror.
#
#   debian_root.sh test-17         the tests on Debian 13 with PostgreSQL 17 (.debian13/, kept)
#   debian_root.sh fresh 12|13     a bare Debian, a fresh clone: make demo, again, make test
#                                  (.debian-fresh-12/, deleted when all went well)
#   debian_root.sh images          walk through docker/*.Dockerfile, start both, ask a question
#   debian_root.sh run 12|13 LINE  a command line in the working tree, copied into .debian-run-12/
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/lib.sh"

root=$(cd "$(dirname "$0")/.." && pwd -P)
TREE=/srv/route_pg # where the repository lies inside
mounted=()

unmount_all() {
    local index
    for ((index = ${#mounted[@]} - 1; index >= 0; index--)); do umount -l "${mounted[index]}"; done
    mounted=()
}
trap unmount_all EXIT

suite_of() {
    case $1 in
        12) echo bookworm ;;
        13) echo trixie ;;
        *) die "Debian 12 or 13, not '$1'" ;;
    esac
}

# The mirror that this machine installs from; its packages are signed, whichever it is.
mirror() {
    # shellcheck disable=SC2016  # apt expands these
    apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk '$1 ~ /^(bookworm|trixie)$/ && $2 == "main" { print $3; exit }'
}

# A Debian with nothing but make, git and what talks to a package registry.
make_root() {
    local dir=$1 suite=$2
    [ ! -e "$dir/.complete" ] || return 0
    is_root || die "debootstrap and chroot need root"
    command -v debootstrap >/dev/null || die "debootstrap is missing" "apt-get install debootstrap"
    say "Making a Debian ($suite) in $dir"
    rm -rf "$dir"
    mkdir -p "$dir"
    debootstrap --variant=minbase --include=ca-certificates,git,make "$suite" "$dir" "$(mirror)" \
        >"$dir.log" 2>&1 || die "debootstrap failed; the end of $dir.log:" "$(tail -n 5 "$dir.log")"
    touch "$dir/.complete"
}

# The least that a server and pip need: /proc, a few devices, names resolved, trusted certificates.
enter() {
    local dir=$1 device
    cp -L /etc/resolv.conf "$dir/etc/resolv.conf"
    cp -L --remove-destination /etc/ssl/certs/ca-certificates.crt "$dir/etc/ssl/certs/"
    mount -t proc proc "$dir/proc"
    mounted+=("$dir/proc")
    mkdir -p "$dir/dev/shm"
    mount -t tmpfs -o size=1g tmpfs "$dir/dev/shm"
    mounted+=("$dir/dev/shm")
    for device in null zero random urandom tty; do
        [ -c "$dir/dev/$device" ] || cp -a "/dev/$device" "$dir/dev/"
    done
}

# Run a command line in it, in the repository's folder.
inside() {
    chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 PIP_DEFAULT_TIMEOUT="${PIP_DEFAULT_TIMEOUT:-60}" \
        PIP_CERT=/etc/ssl/certs/ca-certificates.crt bash -euo pipefail -c "cd $TREE && $2"
}

# What git would hand to a clone, uncommitted changes included; a deleted file is passed over.
copy_tree() {
    mkdir -p "$1$TREE"
    git -C "$root" ls-files -z --cached --others --exclude-standard |
        tar -C "$root" --null --no-recursion --ignore-failed-read -T - -cf - |
        tar -C "$1$TREE" -xf -
}

# In a root that is kept: what was installed there the last time is still there.
run_tree() {
    local dir=$1
    make_root "$dir" "$2"
    enter "$dir"
    rm -rf "$dir$TREE"/{route_pg,sql,scripts,tests,docker}
    copy_tree "$dir"
    inside "$dir" "$3"
}

fresh() {
    local dir=$root/.debian-fresh-$1
    make_root "$dir" "$(suite_of "$1")"
    enter "$dir"
    rm -rf "$dir$TREE"
    git clone -q "$root" "$dir$TREE"
    inside "$dir" "time make demo && time make demo && (. .demo/env && route-pg doctor) && make demo-stop && time make test"
    unmount_all
    rm -rf "$dir" "$dir.log"
}

# The folder that both containers mount, and nothing else in common.
images() {
    local part dir sockets=$root/.debian-image-sockets
    make_root "$root/.debian-image-base" trixie
    rm -rf "$sockets"
    for part in postgres worker; do
        dir=$root/.debian-image-$part
        rm -rf "$dir"
        cp -a "$root/.debian-image-base" "$dir"
        enter "$dir"
        python3 "$root/scripts/walk_dockerfile.py" "$root/docker/$part.Dockerfile" "$dir"
        [ -d "$sockets" ] || cp -a "$dir/run/route_pg" "$sockets"
        mount --bind "$sockets" "$dir/run/route_pg"
        mounted+=("$dir/run/route_pg")
    done
    start_images
}

start_images() {
    local part process processes=()
    for part in postgres worker; do
        python3 "$root/scripts/walk_dockerfile.py" "$root/docker/$part.Dockerfile" \
            "$root/.debian-image-$part" enter >"$root/.debian-image-$part.log" 2>&1 &
        processes+=($!)
        wait_for_image "$part"
    done
    local deadline=$((SECONDS + 120))
    until ask_image "SELECT route_sql('How many customers do we have?')"; do
        [ $SECONDS -lt $deadline ] || die "no answer; see $root/.debian-image-*.log"
        sleep 2 # the worker is reading the catalog
    done
    ask_image "SELECT * FROM route_status()"
    for process in "${processes[@]}"; do kill -INT "$process"; done
    wait
}

ask_image() {
    chroot --userspec=911:910 "$root/.debian-image-postgres" \
        psql -X -h /run/route_pg -U shop -d shop -c "$1"
}

# What its HEALTHCHECK runs, until it says yes.
wait_for_image() {
    local part=$1 deadline=$((SECONDS + 180))
    until python3 "$root/scripts/walk_dockerfile.py" "$root/docker/$part.Dockerfile" \
        "$root/.debian-image-$part" check >/dev/null 2>&1; do
        [ $SECONDS -lt $deadline ] || die "the image '$part' is not healthy" \
            "$(tail -n 8 "$root/.debian-image-$part.log")"
        sleep 1
    done
}

case ${1:-} in
    images) images ;;
    test-17) run_tree "$root/.debian13" trixie "make test PYTEST_ARGS='${PYTEST_ARGS:-}' PYTEST_PATHS='${PYTEST_PATHS:-route_pg tests}'" ;;
    fresh) fresh "${2:-13}" ;;
    run) run_tree "$root/.debian-run-$2" "$(suite_of "$2")" "$3" ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
